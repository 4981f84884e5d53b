import { DomainError } from '../../core/errors.ts'
import { command, type ResponseApdu } from './apdu.ts'
import { sameSecret } from './card-crypto.ts'
import { type ChipLine, sendOk } from './chip-line.ts'
import type { RandomSource } from './key-agreement.ts'
import {
  diversifiedKeys,
  level,
  openResponse,
  protectCommand,
  sealSecret,
  type TransportKey,
  transportSession,
} from './scp03.ts'
import { SecureMessagingBroken } from './refusals.ts'

/** Card and station do not share a key. To try again would only use up the card's tries. */
export class TransportRefused extends DomainError<'CHIP_TRANSPORT_REFUSED'> {
  constructor(part: 'NO_KEY' | 'PROTOCOL' | 'CARD_CRYPTOGRAM') {
    super(
      'CHIP_TRANSPORT_REFUSED',
      {
        vi: 'Chip và trạm không xác thực được với nhau. Hãy kiểm tra khóa vận chuyển của lô phôi.',
        en: "Chip and station could not authenticate each other. Check the batch's transport key.",
      },
      { part },
    )
  }
}

/** A line on which blanks are written. */
export interface WritingLine extends ChipLine {
  /** What a secret becomes before it goes into a command. */
  seal(secret: Uint8Array): Uint8Array
}

const initialize = { name: 'INITIALIZE UPDATE', clause: 'GP Amendment D, 7.1.1' }
const authenticate = { name: 'EXTERNAL AUTHENTICATE', clause: 'GP Amendment D, 7.1.2' }
const scp03 = 0x03

/** Opens SCP03 with the keys of this very chip. Throws TransportRefused. */
export async function openTransport(
  line: ChipLine,
  key: TransportKey | null,
  random: RandomSource,
): Promise<WritingLine> {
  if (!key) throw new TransportRefused('NO_KEY')
  const host = random(8)
  const answer = await sendOk(line, initialize, command(0x80500000, host, 256))
  // Diversification data 10, key version 1, protocol 1, its options 1, challenge 8, cryptogram 8; perhaps a counter.
  if (answer.length < 29 || answer[11] !== scp03) throw new TransportRefused('PROTOCOL')
  const keys = diversifiedKeys(key, answer.slice(0, 10))
  const session = transportSession(keys, { host, card: answer.slice(13, 21) })
  if (!sameSecret(session.cardCryptogram, answer.slice(21, 29))) throw new TransportRefused('CARD_CRYPTOGRAM')
  const wanted = level.commandCode | level.commandEncryption | level.responseCode
  const proof = command(0x84820000 | (wanted << 8), session.hostCryptogram)
  await sendOk(line, authenticate, protectCommand(session, proof))
  session.level = wanted
  return {
    seal: (secret) => sealSecret(keys, secret),
    async send(plain): Promise<ResponseApdu> {
      const response = openResponse(session, await line.send(protectCommand(session, plain)))
      if (!response) throw new SecureMessagingBroken('CODE')
      return response
    },
  }
}
