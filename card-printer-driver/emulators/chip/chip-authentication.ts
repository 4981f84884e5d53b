/** Active and Chip Authentication, the chip's side (Doc 9303-11, 6.1 and 6.2): only behind BAC or PACE. */
import { toHex } from '../../../core/bytes.ts'
import { encodeTlv, readTlv, readTlvs } from '../../../core/lds/tlv.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import type { CipherName } from '../../chip/card-crypto.ts'
import { agree, xOf } from '../../chip/key-agreement.ts'
import { chipAuthenticationCiphers, oidContent } from '../../chip/pace-algorithms.ts'
import { startSession } from '../../chip/secure-messaging.ts'
import { keyFor, signPlain } from './keys.ts'
import { signRecoverable } from './rsa-authentication.ts'
import { type Card, forgetTerminal } from './session.ts'

const challengeBytes = 8

/** INTERNAL AUTHENTICATE: signs the reader's challenge. */
export function proveActive({ memory, session }: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  if (p1 !== 0 || p2 !== 0) return status(0x6a86)
  if (!session.access) return status(0x6982)
  if (data.length !== challengeBytes) return status(0x6700)
  const key = keyFor(memory, 'ACTIVE_AUTHENTICATION')
  const signature = key ? signPlain(key, data) : signRecoverable(memory, data)
  return signature ? { data: signature, status: 0x9000 } : status(0x6a88)
}

const ciphersByOid = new Map(
  Object.entries(chipAuthenticationCiphers).map(([oid, cipher]) => [toHex(oidContent(oid)), cipher]),
)

/** MSE:Set AT with 80 protocol; 84, the key's number, may be left out where there is one key (Doc 9303-11, 6.2.4.2). */
export function chooseChipKey({ memory, session }: Card, { data }: CommandApdu): ResponseApdu {
  session.chipAuthentication = null
  if (!session.access) return status(0x6982)
  const oid = readTlvs(data, null).find(({ tag }) => tag === 0x80)?.content
  const cipher = oid && ciphersByOid.get(toHex(oid))
  if (!cipher) return status(0x6a80)
  if (!keyFor(memory, 'CHIP_AUTHENTICATION')) return status(0x6a88)
  session.chipAuthentication = cipher
  return status(0x9000)
}

/** GENERAL AUTHENTICATE with 7C { 80 the reader's ephemeral key }: from the next command on with new keys. */
export function agreeChipKeys(card: Card, cipher: CipherName, { data }: CommandApdu): ResponseApdu {
  card.session.chipAuthentication = null
  const [object] = readTlvs(readTlv(data, 0x7c, null).content, null)
  if (object?.tag !== 0x80) return status(0x6a80)
  return changeKeys(card, cipher, object.content) ? { data: encodeTlv(0x7c), status: 0x9000 } : status(0x6300)
}

/** MSE:Set KAT with 91 the reader's ephemeral key: the same in one command, with triple DES (Doc 9303-11, 6.2.4.1). */
export function agreeInOneStep(card: Card, { data }: CommandApdu): ResponseApdu {
  if (!card.session.access) return status(0x6982)
  const point = readTlvs(data, null).find(({ tag }) => tag === 0x91)?.content
  if (!point) return status(0x6a80)
  return status(changeKeys(card, '3DES', point) ? 0x9000 : 0x6a80)
}

function changeKeys({ memory, session }: Card, cipher: CipherName, point: Uint8Array): boolean {
  const key = keyFor(memory, 'CHIP_AUTHENTICATION')
  const secret = key && agree(key.curve, BigInt(`0x${toHex(key.secret)}`), point)
  if (!secret) return false
  session.next = startSession(cipher, secret)
  forgetTerminal(session)
  session.terminalKey = Uint8Array.from(xOf(key.curve, point))
  return true
}
