/**
 * Basic Access Control (Doc 9303-11, 4.3). Reader and chip exchange
 *
 *     E(S) ‖ code     S = own nonce (8) ‖ the other's nonce (8) ‖ own key part (16)
 *
 * under keys from the MRZ; both key parts together are the seed of the session.
 */
import { concatBytes, equalBytes } from '../../core/bytes.ts'
import { bacSeed, mrzInformation } from './access-keys.ts'
import { command } from './apdu.ts'
import { codeOf, decryptCbc, deriveKey, encryptCbc, sameSecret } from './card-crypto.ts'
import { sendOk, triesLeft, type ChipLine } from './chip-line.ts'
import type { RandomSource } from './key-agreement.ts'
import { AuthenticationFailed, ChipAnswerUnreadable, UnexpectedStatus, WrongAccessKey } from './refusals.ts'
import { startSession, type SecureSession } from './secure-messaging.ts'

/** Keys that reader and chip know before they talk. */
export interface BacKeys {
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
}

/** From the MRZ's three lines joined. */
export const bacKeys = (td1: string): BacKeys => bacKeysOf(mrzInformation(td1))

/** From document number, birth and expiry with their check digits. */
export const bacKeysOf = (information: string): BacKeys => bacKeysFrom(bacSeed(information))

/** From the seed, which is all that a chip keeps. */
export function bacKeysFrom(seed: Uint8Array): BacKeys {
  return { encryption: deriveKey('3DES', seed, 'encryption'), mac: deriveKey('3DES', seed, 'mac') }
}

/** One side's message: 32 bytes encrypted, 8 bytes of code. */
export function sealBac(keys: BacKeys, content: Uint8Array): Uint8Array {
  const encrypted = encryptCbc('3DES', keys.encryption, content)
  return concatBytes(encrypted, codeOf('3DES', keys.mac, encrypted))
}

/** Null where the message was made with other keys. */
export function openBac(keys: BacKeys, message: Uint8Array): Uint8Array | null {
  if (message.length !== 40) return null
  const encrypted = message.subarray(0, 32)
  if (!sameSecret(codeOf('3DES', keys.mac, encrypted), message.subarray(32))) return null
  return decryptCbc('3DES', keys.encryption, encrypted)
}

/** The session that both key parts give; the counter takes the last halves of both nonces (Doc 9303-11, 9.8.2). */
export function bacSession(parts: {
  readonly reader: { readonly nonce: Uint8Array; readonly key: Uint8Array }
  readonly chip: { readonly nonce: Uint8Array; readonly key: Uint8Array }
}): SecureSession {
  const { reader, chip } = parts
  const seed = reader.key.map((byte, i) => byte ^ (chip.key[i] ?? 0))
  return startSession('3DES', seed, concatBytes(chip.nonce.subarray(4), reader.nonce.subarray(4)))
}

const getChallenge = { name: 'GET CHALLENGE', clause: '9303-11, 4.3.4.1' }
const externalAuthenticate = { name: 'EXTERNAL AUTHENTICATE', clause: '9303-11, 4.3.4.2' }

/**
 * The reader's side; the application is selected. Throws WrongAccessKey for another card's MRZ, AuthenticationFailed where the chip
 * cannot prove that it knows it.
 */
export async function authenticateByBac(
  line: ChipLine,
  keys: BacKeys,
  random: RandomSource,
): Promise<SecureSession> {
  const challenge = await sendOk(line, getChallenge, command(0x00840000, undefined, 8))
  if (challenge.length !== 8) throw new ChipAnswerUnreadable(getChallenge.name, getChallenge.clause)
  const reader = { nonce: random(8), key: random(16) }
  const own = sealBac(keys, concatBytes(reader.nonce, challenge, reader.key))
  const answer = openBac(keys, await exchangeProofs(line, own))
  if (!answer) throw new AuthenticationFailed('BAC', 'CODE')
  const [chipNonce, readerNonce, chipKey] = [
    answer.subarray(0, 8),
    answer.subarray(8, 16),
    answer.subarray(16),
  ]
  if (!equalBytes(chipNonce, challenge) || !equalBytes(readerNonce, reader.nonce))
    throw new AuthenticationFailed('BAC', 'NONCE')
  return bacSession({ reader, chip: { nonce: chipNonce, key: chipKey } })
}

/** A chip tells a wrong key by 6300 or 63Cx, some by 6982 or 6988: the standard leaves the word open. */
async function exchangeProofs(line: ChipLine, proof: Uint8Array): Promise<Uint8Array> {
  const { data, status } = await line.send(command(0x00820000, proof, 40))
  if (status === 0x9000) return data
  const tries = triesLeft(status)
  if (tries !== null || [0x6300, 0x6982, 0x6988].includes(status)) throw new WrongAccessKey(tries)
  throw new UnexpectedStatus(externalAuthenticate.name, status, externalAuthenticate.clause)
}
