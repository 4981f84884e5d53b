/** Basic Access Control, the chip's side (Doc 9303-11, 4.3). */
import { randomBytes } from 'node:crypto'
import { concatBytes, equalBytes } from '../../../core/bytes.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { codeOf, decryptCbc, deriveKey, encryptCbc, sameSecret } from '../../chip/card-crypto.ts'
import { startSession } from '../../chip/secure-messaging.ts'
import { bacArea, forgetTries } from './access-secrets.ts'
import { guarded } from './life-cycle.ts'
import { type Card, forgetTerminal } from './session.ts'

export function getChallenge({ session }: Card, { p1, p2, ne }: CommandApdu): ResponseApdu {
  if (p1 !== 0 || p2 !== 0) return status(0x6a86)
  if (ne !== 8) return status(0x6700)
  session.challenge = Uint8Array.from(randomBytes(8))
  return { data: session.challenge, status: 0x9000 }
}

/**
 *     command   E(RND.IFD 8 ‖ RND.IC 8 ‖ K.IFD 16) ‖ code 8
 *     answer    E(RND.IC 8 ‖ RND.IFD 8 ‖ K.IC 16) ‖ code 8
 */
export function authenticateReader({ memory, session }: Card, { data }: CommandApdu): ResponseApdu {
  const { challenge } = session
  session.challenge = null
  if (data.length !== 40) return status(0x6700)
  if (!guarded(memory) || !memory.has(bacArea) || !challenge) return status(0x6985)
  const seed = memory.read(bacArea)
  const encryption = deriveKey('3DES', seed, 'encryption')
  const mac = deriveKey('3DES', seed, 'mac')
  const cryptogram = data.subarray(0, 32)
  if (!sameSecret(codeOf('3DES', mac, cryptogram), data.subarray(32))) return status(0x6300)
  const plain = decryptCbc('3DES', encryption, cryptogram)
  if (!equalBytes(plain.subarray(8, 16), challenge)) return status(0x6300)
  const reader = plain.subarray(0, 8)
  const own = Uint8Array.from(randomBytes(16))
  const answer = encryptCbc('3DES', encryption, concatBytes(challenge, reader, own))
  const shared = own.map((byte, i) => byte ^ (plain[16 + i] ?? 0))
  session.next = startSession('3DES', shared, concatBytes(challenge.subarray(4), reader.subarray(4)))
  session.access = 'BAC'
  session.paceChipKey = null
  forgetTerminal(session)
  forgetTries(memory)
  return { data: concatBytes(answer, codeOf('3DES', mac, answer)), status: 0x9000 }
}
