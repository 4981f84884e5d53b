/**
 * The server's receipt for a packet: its statement (server-statement.ts) of what is received and when. Whoever holds it can prove
 * that the server has the packet.
 */
import { DomainError } from '../errors.ts'
import { signStatement, type StatementFault, verifyStatement } from './server-statement.ts'
import type { SigningIdentity } from './signed-data.ts'

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

/** Only these: whatever else the caller's record holds is not signed. */
const statementOf = ({ sha256, applicationCode, receivedAt }: ReceivedPacket) => ({
  sha256,
  applicationCode,
  receivedAt,
})

export function signReceipt(
  receipt: ReceivedPacket,
  server: SigningIdentity & { readonly at: Date },
): Promise<string> {
  return signStatement(statementOf(receipt), server)
}

/** Throws {@link ReceiptInvalid}: also where the certificate is not trusted, or was not valid at the time of signing. */
export async function verifyReceipt(
  jws: string,
  expected: ReceivedPacket,
  issuers: readonly Uint8Array[],
): Promise<void> {
  const refuse = (fault: StatementFault) => new ReceiptInvalid(fault === 'CONTENT' ? 'ANOTHER_PACKET' : fault)
  await verifyStatement(jws, { statement: statementOf(expected), issuers, refuse })
}
