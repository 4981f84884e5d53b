/**
 * The server's receipt for a packet: a JWS (certified-jws.ts) whose certificate's role is SERVER, and whose payload is what
 * is received and when, beside the time of signing. Whoever holds it can prove that the server has the packet.
 */
import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { readCertificate } from './certificate.ts'
import { openJws, signJws } from './certified-jws.ts'
import type { SigningIdentity } from './signed-data.ts'
import { verifyTrust } from './trust.ts'

export type ReceivedPacket = {
  /** Of the sealed bytes, hexadecimal. */
  readonly sha256: string
  readonly applicationCode: string
  /** ISO instant. */
  readonly receivedAt: string
}

/** Not a receipt of this installation's server for this packet. */
export class ReceiptInvalid extends DomainError<'RECEIPT_INVALID'> {
  constructor(reason: 'FORM' | 'CERTIFICATE' | 'SIGNATURE' | 'ANOTHER_PACKET') {
    super(
      'RECEIPT_INVALID',
      {
        vi: 'Biên nhận không có chữ ký hợp lệ của máy chủ cho gói hồ sơ này. Gói được giữ lại và sẽ gửi lại.',
        en: "The receipt does not carry the server's valid signature for this packet. The packet is kept and sent again.",
      },
      { reason },
    )
  }
}

const payloadSchema = z.object({
  sha256: z.string(),
  applicationCode: z.string(),
  receivedAt: z.iso.datetime(),
  signedAt: z.iso.datetime(),
})

export function signReceipt(
  { sha256, applicationCode, receivedAt }: ReceivedPacket,
  server: SigningIdentity & { readonly at: Date },
): Promise<string> {
  const payload = { sha256, applicationCode, receivedAt, signedAt: server.at.toISOString() }
  return signJws(new TextEncoder().encode(JSON.stringify(payload)), server)
}

/** Throws {@link ReceiptInvalid}: also where the certificate is not trusted, or was not valid at the time of signing. */
export async function verifyReceipt(
  jws: string,
  expected: ReceivedPacket,
  issuers: readonly Uint8Array[],
): Promise<void> {
  const { payload, certificate } = await openJws(jws, (fault) => new ReceiptInvalid(fault))
  const stated = readPayload(payload)
  const keys = ['sha256', 'applicationCode', 'receivedAt'] as const
  if (keys.some((key) => stated[key] !== expected[key])) throw new ReceiptInvalid('ANOTHER_PACKET')
  await verifyTrust(certificate, {
    issuers: issuers.map(readCertificate),
    at: new Date(stated.signedAt),
    use: 'digitalSignature',
    roles: ['SERVER'],
  }).catch(() => {
    throw new ReceiptInvalid('CERTIFICATE')
  })
}

function readPayload(payload: Uint8Array): z.infer<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    throw new ReceiptInvalid('FORM')
  }
}
