import { randomBytes, webcrypto } from 'node:crypto'
import { keyIdentifier } from '../../../core/cms/certificate.ts'
import { sealSigned } from '../../../core/cms/seal-content.ts'
import { signContent } from '../../../core/cms/signed-data.ts'
import type { BureauResult } from '../../../core/contracts/bureau.ts'
import { now } from '../../clock.ts'
import type { BureauFault } from './faults.ts'
import type { BureauKeys } from './keys.ts'

interface Sending {
  readonly keys: BureauKeys
  /** SubjectPublicKeyInfo, base64, as the export named it. */
  readonly replyKey: string
  readonly faults: readonly BureauFault[]
}

/** The result file, signed by the bureau and sealed for the station. */
export async function sealResult(
  result: BureauResult,
  { keys, replyKey, faults }: Sending,
): Promise<Uint8Array> {
  const spki = Uint8Array.from(Buffer.from(replyKey, 'base64'))
  const content = Buffer.from(JSON.stringify(result))
  const signed = await signContent({ content, signers: [keys.identity], signingTime: new Date(now()) })
  // The last byte is one of the signature.
  if (faults.includes('altered-signature')) flip(signed, signed.length - 1)
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const
  const file = await sealSigned(signed, {
    recipient: { keyId: await keyIdentifier(spki), spki },
    materials: {
      ephemeral: await webcrypto.subtle.generateKey(ecdh, true, ['deriveBits']),
      contentKey: randomBytes(32),
      iv: randomBytes(12),
    },
  })
  if (faults.includes('altered-bytes')) flip(file, Math.floor(file.length / 2))
  return file
}

function flip(bytes: Uint8Array, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1
}
