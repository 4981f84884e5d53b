/** An outside bureau's work: opens an export, writes each chip and reads it back, looks at each back, and tells of every card. */
import { createHash, randomBytes } from 'node:crypto'
import { openBureauFile } from '../../../core/cms/bureau-file.ts'
import { readCertificate } from '../../../core/cms/certificate.ts'
import { verifyTrust } from '../../../core/cms/trust.ts'
import {
  type BureauCard,
  type BureauExport,
  type BureauResult,
  type BureauRow,
  chipFile,
  facesFile,
  unpackBureauExport,
} from '../../../core/contracts/bureau.ts'
import { chipDeliverySchema } from '../../../core/contracts/chip-order.ts'
import { DomainError } from '../../../core/errors.ts'
import { openDelivery } from '../../chip/open-delivery.ts'
import { ldsApplet } from '../../chip/personalisation-profile.ts'
import { personaliseChip } from '../../chip/personalise.ts'
import type { CardReader } from '../../scan-back.ts'
import { emulatedEncoder } from '../chip/emulated-encoder.ts'
import type { BureauKeys } from './keys.ts'

/** What the export says of itself and what it holds do not agree. */
export class ExportBroken extends DomainError<'BUREAU_EXPORT_BROKEN'> {
  constructor() {
    super('BUREAU_EXPORT_BROKEN', {
      vi: 'Tệp xuất không khớp với bảng kê của chính nó.',
      en: 'The export is not what its manifest says.',
    })
  }
}

export interface BureauFloor {
  readonly keys: BureauKeys
  /** Authorities that certify stations, DER. */
  readonly issuers: readonly Uint8Array[]
  readonly reader: CardReader
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Opens and checks an export. Throws BureauFileRefused, ExportBroken. */
export async function openExport({ keys, issuers }: BureauFloor, file: Uint8Array): Promise<BureauExport> {
  const { keyId, privateKey } = keys.sealing
  const content = await openBureauFile(file, {
    recipientKeys: (asked) => (asked === keyId ? privateKey : null),
    trusts: async (certificate, at) => {
      const question = { issuers: issuers.map(readCertificate), at, use: 'digitalSignature' } as const
      const subject = await verifyTrust(certificate, { ...question, roles: ['STATION'] }).catch(() => null)
      return subject !== null
    },
  })
  const opened = unpackBureauExport(content)
  if (!opened || !isWhole(opened)) throw new ExportBroken()
  return opened
}

function isWhole({ manifest: { cards, count }, files }: BureauExport): boolean {
  const expected = cards.flatMap(({ position, facesSha256, chip }) => [
    [facesFile(position), facesSha256] as const,
    ...(chip ? [[chipFile(position), chip.deliverySha256] as const] : []),
  ])
  const fits = expected.every(([name, hash]) => sha256(files.get(name) ?? new Uint8Array()) === hash)
  return fits && expected.length === files.size && count === cards.length
}

/** Makes every card on its blank. */
export async function makeCards(floor: BureauFloor, opened: BureauExport): Promise<BureauResult> {
  const { manifest, manifestBytes } = opened
  const cards: BureauRow[] = []
  for (const card of manifest.cards) cards.push(await makeCard(floor, opened, card))
  return {
    format: 'citizen-id-bureau-result/1',
    export: manifest.export,
    batch: manifest.batch,
    manifestSha256: sha256(manifestBytes),
    cards,
  }
}

async function makeCard(
  { reader }: BureauFloor,
  { files }: BureauExport,
  card: BureauCard,
): Promise<BureauRow> {
  const { position, job, blankSerial } = card
  const chip = await writeChip(card, files.get(chipFile(position)))
  const { qr, signedQr } = await reader.readQrs(files.get(facesFile(position)) ?? new Uint8Array())
  return { result: 'GOOD', job, blankSerial, chip, qr, ...(signedQr !== null && { signedQr }) }
}

/** A blank of the right number, written, locked and read back by the same layer as at an own station. */
async function writeChip({ chip }: BureauCard, file: Uint8Array | undefined) {
  if (!chip) return null
  const delivery = chipDeliverySchema.parse(JSON.parse(Buffer.from(file ?? []).toString('utf8')))
  const { chipSerial, profile, sodSha256 } = chip
  const contents = openDelivery(delivery, { profile, chipSerial, sodSha256, imageSha256: null })
  const blank = await emulatedEncoder(null).present({ serial: chipSerial }, new AbortController().signal)
  const written = await personaliseChip({
    chip: blank,
    profile: ldsApplet,
    source: { keys: 'INJECTED', chipSerial, contents },
    transportKey: null,
    random: (length) => Uint8Array.from(randomBytes(length)),
  })
  await blank.release()
  return { chipSerial, sodSha256: written.sodSha256 }
}
