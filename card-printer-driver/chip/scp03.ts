/**
 * Secure Channel Protocol 03 of GlobalPlatform (Card Specification 2.3, Amendment D 1.1.2), by which blanks of card vendors take their
 * contents: with command code, command encryption and response code (security level 13). Both sides of it.
 *
 *     80 50 00 00  host challenge 8      →  diversification data 10 | key version, 03, i | card challenge 8 | card cryptogram 8 | counter 3
 *     84 82 13 00  host cryptogram 8 | code 8
 *     84 …         [encrypted data] | code 8         →  data | code 8
 */
import { concatBytes } from '../../core/bytes.ts'
import { twoBytes, type CommandApdu, type ResponseApdu } from './apdu.ts'
import { cmac, type CipherName, decryptCbc, encryptCbc, pad, sameSecret, unpad } from './card-crypto.ts'

/** A batch's key: every chip has its own keys, derived from it. 16, 24 or 32 bytes. */
export interface TransportKey {
  readonly master: Uint8Array
}

/** A chip's three static keys (Amendment D, 4.1.1). */
export interface TransportKeys {
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
  /** Encrypts secrets inside the channel once more. */
  readonly data: Uint8Array
}

type Aes = Exclude<CipherName, '3DES'>

const ciphers: ReadonlyMap<number, Aes> = new Map([
  [16, 'AES-128'],
  [24, 'AES-192'],
  [32, 'AES-256'],
])

function cipherOf({ length }: Uint8Array): Aes {
  const cipher = ciphers.get(length)
  if (!cipher) throw new RangeError('length of an AES key')
  return cipher
}

/** So many bytes of a key derivation in counter mode with CMAC (SP 800-108, 4.1): `input` gets the block's number. */
function derived(key: Uint8Array, length: number, input: (block: number) => Uint8Array): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 16) }, (_, i) =>
    cmac(cipherOf(key), key, input(i + 1)),
  )
  return concatBytes(...blocks).slice(0, length)
}

/** The diversification known as KDF3: block number | 00000001 (2, 3) 00 | diversification data. */
export function diversifiedKeys({ master }: TransportKey, diversification: Uint8Array): TransportKeys {
  const key = (use: number) =>
    derived(master, master.length, (block) =>
      concatBytes(Uint8Array.of(block, 0, 0, 0, use, 0), diversification),
    )
  return { encryption: key(1), mac: key(2), data: key(3) }
}

/** Derivation constants (Amendment D, table 4-1). */
const constants = { cardCryptogram: 0, hostCryptogram: 1, encryption: 4, mac: 6, responseMac: 7 } as const

/** Label of eleven zeros and the constant | 00 | length in bits 2 | block number | both challenges (Amendment D, 4.1.5). */
function sessionBytes(
  key: Uint8Array,
  constant: keyof typeof constants,
  { length, context }: { readonly length: number; readonly context: Uint8Array },
): Uint8Array {
  const bits = length * 8
  const label = concatBytes(new Uint8Array(11), Uint8Array.of(constants[constant], 0, bits >> 8, bits & 0xff))
  return derived(key, length, (block) => concatBytes(label, Uint8Array.of(block), context))
}

/** Bits of the security level (Amendment D, table 7-6). */
export const level = { commandCode: 0x01, commandEncryption: 0x02, responseCode: 0x10 } as const

/** One open channel; counter and chaining value are moved on in place. */
export interface TransportSession {
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
  readonly responseMac: Uint8Array
  readonly cardCryptogram: Uint8Array
  readonly hostCryptogram: Uint8Array
  level: number
  /** The last whole code: it goes into the next (6.2.4). */
  chaining: Uint8Array
  /** Of commands, for the start values of encryption (6.2.6). */
  counter: number
}

export function transportSession(
  keys: Pick<TransportKeys, 'encryption' | 'mac'>,
  challenges: { readonly host: Uint8Array; readonly card: Uint8Array },
): TransportSession {
  const context = concatBytes(challenges.host, challenges.card)
  const { length } = keys.mac
  const mac = sessionBytes(keys.mac, 'mac', { length, context })
  return {
    encryption: sessionBytes(keys.encryption, 'encryption', { length, context }),
    mac,
    responseMac: sessionBytes(keys.mac, 'responseMac', { length, context }),
    cardCryptogram: sessionBytes(mac, 'cardCryptogram', { length: 8, context }),
    hostCryptogram: sessionBytes(mac, 'hostCryptogram', { length: 8, context }),
    level: level.commandCode,
    chaining: new Uint8Array(16),
    counter: 0,
  }
}

function startValue({ encryption, counter }: TransportSession): Uint8Array {
  const block = new Uint8Array(16)
  new DataView(block.buffer).setUint32(12, counter)
  return encryptCbc(cipherOf(encryption), encryption, block)
}

/** Over the last code, the header with the new length, and the data as sent. */
function commandCode(
  session: TransportSession,
  { cla, ins, p1, p2 }: CommandApdu,
  data: Uint8Array,
): Uint8Array {
  const header = Uint8Array.of(cla, ins, p1, p2, data.length + 8)
  session.chaining = cmac(cipherOf(session.mac), session.mac, concatBytes(session.chaining, header, data))
  return session.chaining.subarray(0, 8)
}

/** The station's side. The first command, EXTERNAL AUTHENTICATE, is not encrypted and not counted. */
export function protectCommand(session: TransportSession, plain: CommandApdu): CommandApdu {
  const secured = { ...plain, cla: plain.cla | 0x84 }
  const data = isFirst(plain) ? plain.data : encrypted(session, plain.data)
  return { ...secured, data: concatBytes(data, commandCode(session, secured, data)) }
}

const isFirst = ({ ins }: CommandApdu) => ins === 0x82

function encrypted(session: TransportSession, data: Uint8Array): Uint8Array {
  if ((session.level & level.commandEncryption) === 0) return data
  session.counter += 1
  const { encryption } = session
  return data.length === 0
    ? data
    : encryptCbc(cipherOf(encryption), encryption, pad(data, 16), startValue(session))
}

/** The card's side; null for a command that somebody changed, or made without the keys. */
export function openCommand(session: TransportSession, secured: CommandApdu): CommandApdu | null {
  const data = secured.data.subarray(0, -8)
  if (secured.data.length < 8) return null
  if (!sameSecret(commandCode(session, secured, data), secured.data.subarray(-8))) return null
  const plain = isFirst(secured) ? data : decrypted(session, data)
  return plain && { ...secured, cla: secured.cla & ~0x04, data: plain }
}

function decrypted(session: TransportSession, data: Uint8Array): Uint8Array | null {
  if ((session.level & level.commandEncryption) === 0) return data
  session.counter += 1
  if (data.length === 0) return data
  if (data.length % 16 !== 0) return null
  const { encryption } = session
  return unpad(decryptCbc(cipherOf(encryption), encryption, data, startValue(session)), 16)
}

function responseCode(
  { responseMac, chaining }: TransportSession,
  { data, status }: ResponseApdu,
): Uint8Array {
  const message = concatBytes(chaining, data, twoBytes(status))
  return cmac(cipherOf(responseMac), responseMac, message).subarray(0, 8)
}

/** Errors carry no code (6.2.5). */
const hasCode = (session: TransportSession, status: number) =>
  (session.level & level.responseCode) !== 0 && (status === 0x9000 || [0x62, 0x63].includes(status >> 8))

/** The card's side. */
export function protectResponse(session: TransportSession, plain: ResponseApdu): ResponseApdu {
  if (!hasCode(session, plain.status)) return plain
  return { ...plain, data: concatBytes(plain.data, responseCode(session, plain)) }
}

/** The station's side; null for an answer that somebody changed, or made without the keys. */
export function openResponse(session: TransportSession, secured: ResponseApdu): ResponseApdu | null {
  if (!hasCode(session, secured.status)) return secured
  const plain = { ...secured, data: secured.data.subarray(0, -8) }
  if (secured.data.length < 8) return null
  return sameSecret(responseCode(session, plain), secured.data.subarray(-8)) ? plain : null
}

/** A secret under the static data key, padded, start value zero (Amendment D, 6.2.8). */
export const sealSecret = ({ data }: TransportKeys, secret: Uint8Array) =>
  encryptCbc(cipherOf(data), data, pad(secret, 16))

/** Null for what was not sealed so. */
export function openSecret({ data }: TransportKeys, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length === 0 || sealed.length % 16 !== 0) return null
  return unpad(decryptCbc(cipherOf(data), data, sealed), 16)
}
