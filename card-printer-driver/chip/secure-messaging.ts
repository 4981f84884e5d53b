/**
 * Secure messaging (Doc 9303-11, 9.8), both sides of it. A protected command is
 *
 *     CLA|0C INS P1 P2 Lc' [87 L 01 cryptogram | 85 L cryptogram] [97 L Le] 8E 08 code 00
 *
 * with 85 for odd instructions, and its answer
 *
 *     [87 L 01 cryptogram | 85 L cryptogram] 99 02 SW 8E 08 code SW
 *
 * The code is taken over the counter, the padded header (commands only) and the objects before 8E. The counter goes up by one
 * before each command and before each answer.
 */
import { concatBytes } from '../../core/bytes.ts'
import { encodeTlv, readTlvs, type Tlv } from '../../core/lds/tlv.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { commandHeader, twoBytes, type CommandApdu, type ResponseApdu } from './apdu.ts'
import {
  blockLength,
  codeOfBlocks,
  decryptCbc,
  deriveKey,
  encryptCbc,
  pad,
  sameSecret,
  unpad,
  type CipherName,
} from './card-crypto.ts'
import { SecureMessagingBroken } from './refusals.ts'

/** Keys of one session and its send sequence counter, which the functions below count up in place. */
export interface SecureSession {
  readonly cipher: CipherName
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
  /** As long as the cipher's block (Doc 9303-11, 9.8.2). */
  readonly counter: Uint8Array
}

const none = new Uint8Array(0)

/** The session that a shared secret gives; the counter begins at zero, after BAC with the end of both nonces (9.8.2). */
export function startSession(cipher: CipherName, secret: Uint8Array, counter?: Uint8Array): SecureSession {
  return {
    cipher,
    encryption: deriveKey(cipher, secret, 'encryption'),
    mac: deriveKey(cipher, secret, 'mac'),
    counter: Uint8Array.from(counter ?? new Uint8Array(blockLength(cipher))),
  }
}

function countUp({ counter }: SecureSession): void {
  for (let i = counter.length - 1; i >= 0; i--) {
    const next = ((counter[i] ?? 0) + 1) & 0xff
    counter[i] = next
    if (next !== 0) return
  }
}

/** With AES the start value is the encrypted counter (9.8.7.1), with triple DES zero. */
const startValue = ({ cipher, encryption, counter }: SecureSession) =>
  cipher === '3DES' ? new Uint8Array(8) : encryptCbc(cipher, encryption, counter)

/** Counter, padded header, padded objects (9.8.6.1); an answer has no header, a bare command no objects. */
function codeOver(session: SecureSession, header: Uint8Array, objects: Uint8Array): Uint8Array {
  const block = blockLength(session.cipher)
  const padded = (part: Uint8Array) => (part.length > 0 ? pad(part, block) : none)
  const message = concatBytes(session.counter, padded(header), padded(objects))
  return codeOfBlocks(session.cipher, session.mac, message)
}

function encryptedObject(session: SecureSession, ins: number, data: Uint8Array): Uint8Array {
  if (data.length === 0) return none
  const { cipher, encryption } = session
  const cryptogram = encryptCbc(cipher, encryption, pad(data, blockLength(cipher)), startValue(session))
  return ins % 2 === 1 ? encodeTlv(0x85, cryptogram) : encodeTlv(0x87, Uint8Array.of(1), cryptogram)
}

/** The plain data of 85 or 87; none without such an object. */
function decryptedData(session: SecureSession, objects: SecureObjects): Uint8Array {
  const { cipher, encryption } = session
  const { even, odd } = objects
  if (even && odd) throw new SecureMessagingBroken('OBJECTS')
  const object = even ?? odd
  if (!object) return none
  if (even && even[0] !== 1) throw new SecureMessagingBroken('OBJECTS')
  const cryptogram = even ? even.subarray(1) : object
  if (cryptogram.length === 0 || cryptogram.length % blockLength(cipher) !== 0)
    throw new SecureMessagingBroken('OBJECTS')
  const data = unpad(decryptCbc(cipher, encryption, cryptogram, startValue(session)), blockLength(cipher))
  if (!data) throw new SecureMessagingBroken('PADDING')
  return data
}

interface SecureObjects {
  readonly even: Uint8Array | undefined
  readonly odd: Uint8Array | undefined
  readonly le: Uint8Array | undefined
  readonly status: Uint8Array | undefined
  readonly code: Uint8Array
  /** All before the code. */
  readonly authenticated: Uint8Array
}

/** Each at most once, the code last, nothing unknown. */
function readObjects(data: Uint8Array): SecureObjects {
  const all = readAll(data)
  const last = all.at(-1)
  const seen = all.map(({ tag }) => tag)
  const known = seen.every(
    (tag, i) => [0x85, 0x87, 0x97, 0x99, 0x8e].includes(tag) && seen.indexOf(tag) === i,
  )
  if (last?.tag !== 0x8e || last.content.length !== 8 || !known) throw new SecureMessagingBroken('OBJECTS')
  const contentOf = (tag: number) => all.find((one) => one.tag === tag)?.content
  return {
    even: contentOf(0x87),
    odd: contentOf(0x85),
    le: contentOf(0x97),
    status: contentOf(0x99),
    code: last.content,
    authenticated: data.subarray(0, data.length - last.whole.length),
  }
}

function readAll(data: Uint8Array): readonly Tlv[] {
  try {
    return readTlvs(data, null)
  } catch (error) {
    if (error instanceof LdsError) throw new SecureMessagingBroken('OBJECTS')
    throw error
  }
}

/** The reader's side: the command as it goes to the chip. */
export function wrapCommand(session: SecureSession, plain: CommandApdu): CommandApdu {
  countUp(session)
  const data = encryptedObject(session, plain.ins, plain.data)
  const le = plain.ne > 0 ? encodeTlv(0x97, leBytes(plain.ne)) : none
  const objects = concatBytes(data, le)
  const secured = { ...plain, cla: plain.cla | 0x0c }
  const code = encodeTlv(0x8e, codeOver(session, commandHeader(secured), objects))
  const body = concatBytes(objects, code)
  // An answer of more than 256 bytes, or a command of more than 255, makes both lengths extended.
  const extended = body.length > 255 || plain.ne > 256
  return { ...secured, data: body, ne: extended ? 65_536 : 256 }
}

const leBytes = (ne: number) => (ne <= 256 ? Uint8Array.of(ne & 0xff) : twoBytes(ne))

/** The reader's side: the answer as the chip meant it. Throws SecureMessagingBroken; the session is over then (9.8.9). */
export function unwrapResponse(session: SecureSession, secured: ResponseApdu): ResponseApdu {
  countUp(session)
  const objects = readObjects(secured.data)
  if (!sameSecret(objects.code, codeOver(session, none, objects.authenticated)))
    throw new SecureMessagingBroken('CODE')
  const [high, low] = objects.status ?? none
  if (high === undefined || low === undefined || objects.status?.length !== 2)
    throw new SecureMessagingBroken('OBJECTS')
  return { data: decryptedData(session, objects), status: high * 256 + low }
}

/** The chip's side: the command that was meant. Throws SecureMessagingBroken. */
export function unwrapCommand(session: SecureSession, secured: CommandApdu): CommandApdu {
  countUp(session)
  const objects = readObjects(secured.data)
  if (!sameSecret(objects.code, codeOver(session, commandHeader(secured), objects.authenticated)))
    throw new SecureMessagingBroken('CODE')
  const { le } = objects
  if (le && (le.length === 0 || le.length > 2)) throw new SecureMessagingBroken('OBJECTS')
  const most = le?.length === 2 ? 65_536 : 256
  const ne = le ? le.reduce((sum, byte) => sum * 256 + byte, 0) || most : 0
  return { ...secured, cla: secured.cla & ~0x0c, data: decryptedData(session, objects), ne }
}

/** The chip's side: the answer to a command with this instruction, protected. */
export function wrapResponse(session: SecureSession, plain: ResponseApdu, ins: number): ResponseApdu {
  countUp(session)
  const { status } = plain
  const data = encryptedObject(session, ins, plain.data)
  const objects = concatBytes(data, encodeTlv(0x99, twoBytes(status)))
  return { data: concatBytes(objects, encodeTlv(0x8e, codeOver(session, none, objects))), status }
}
