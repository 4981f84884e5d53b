import { createHash } from 'node:crypto'
import type { ChipDelivery } from '../../core/contracts/chip-order.ts'
import type { ChipOrder } from '../../core/contracts/print-job.ts'
import {
  DerError,
  element,
  enter,
  readDer,
  readObjectIdentifier,
  readUnsignedInteger,
  tags,
} from '../../core/der.ts'
import { readChipArchive } from '../../core/lds/chip-archive.ts'
import type { ChipImage } from '../../core/lds/chip-files.ts'
import { readDg14 } from '../../core/lds/dg14.ts'
import { readDg15 } from '../../core/lds/dg15.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { readCardAccess } from '../../core/lds/security-infos.ts'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import { readCvCertificate } from '../../core/pki/read-cv-certificate.ts'
import type { ChipContents } from './chip-contents.ts'
import type { ChipPrivateKey } from './personalisation-profile.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Opens what the server sent for a chip. Throws ChipNotWritten for anything that is not what the order says. */
export function openDelivery(delivery: ChipDelivery, order: ChipOrder): ChipContents {
  try {
    const archive = bytesOf(delivery.archive)
    const image = readChipArchive(archive)
    const sod = image.get('SOD')
    const isOrdered =
      (order.imageSha256 ?? sha256(archive)) === sha256(archive) &&
      sod !== undefined &&
      (order.sodSha256 ?? sha256(sod)) === sha256(sod)
    if (!isOrdered) throw new ChipNotWritten('CHIP_IMAGE_UNREADABLE', 'untouched')
    const { keys } = delivery
    const cvca = delivery.cvca === null ? null : bytesOf(delivery.cvca)
    checkReadable(image, cvca)
    return {
      chipSerial: delivery.chipSerial,
      image,
      keys: keys && {
        ACTIVE_AUTHENTICATION: readPrivateKey(bytesOf(keys.activeAuthentication)),
        CHIP_AUTHENTICATION: readPrivateKey(bytesOf(keys.chipAuthentication)),
      },
      access: delivery.access,
      cvca,
    }
  } catch (error) {
    if (error instanceof LdsError || error instanceof DerError)
      throw new ChipNotWritten('CHIP_IMAGE_UNREADABLE', 'untouched')
    throw error
  }
}

/** What reading back needs must be readable before a blank is spent. Throws LdsError. */
function checkReadable(image: ChipImage, cvca: Uint8Array | null): void {
  const [access, dg14, dg15] = (['CARD_ACCESS', 'DG14', 'DG15'] as const).map((name) => image.get(name))
  if (!access) throw new LdsError('CARD_ACCESS', 'PRESENCE', 'no way to open the chip')
  readCardAccess(access)
  if (dg14) readDg14(dg14)
  if (dg15) readDg15(dg15)
  if (cvca) readCvCertificate(cvca)
}

const names = Object.keys(curves) as CurveName[]
// RFC 5480, 2.1.1
const ecPublicKey = '1.2.840.10045.2.1'

/**
 * PKCS#8 of an elliptic key on a named curve (RFC 5208, 5; RFC 5915, 3):
 *   SEQUENCE { 0, SEQUENCE { id-ecPublicKey, curve }, OCTET STRING { SEQUENCE { 1, OCTET STRING private key, … } } }
 */
function readPrivateKey(pkcs8: Uint8Array): ChipPrivateKey {
  const info = enter(readDer(pkcs8, 'privateKey'), tags.sequence)
  readUnsignedInteger(info, 1)
  const algorithm = enter(info, tags.sequence)
  const type = readObjectIdentifier(algorithm)
  const oid = readObjectIdentifier(algorithm)
  const curve = names.find((name) => curves[name].oid === oid)
  const inner = enter(readDer(element(info, tags.octetString).content, 'privateKey'), tags.sequence)
  readUnsignedInteger(inner, 1)
  const { content } = element(inner, tags.octetString)
  if (type !== ecPublicKey || !curve || content.length !== curves[curve].size)
    throw new DerError('privateKey', 'curve')
  return { curve, secret: Uint8Array.from(content) }
}
