/** Basic Access Control, the chip's side (Doc 9303-11, 4.3). */
import { randomBytes } from 'node:crypto'
import { concatBytes, equalBytes } from '../../../core/bytes.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { bacKeysFrom, bacSession, openBac, sealBac } from '../../chip/bac.ts'
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
  const keys = bacKeysFrom(memory.read(bacArea))
  const proof = openBac(keys, data)
  if (!proof || !equalBytes(proof.subarray(8, 16), challenge)) return status(0x6300)
  const reader = { nonce: proof.subarray(0, 8), key: proof.subarray(16) }
  const chip = { nonce: challenge, key: Uint8Array.from(randomBytes(16)) }
  session.next = bacSession({ reader, chip })
  session.access = 'BAC'
  session.paceChipKey = null
  forgetTerminal(session)
  forgetTries(memory)
  return { data: sealBac(keys, concatBytes(chip.nonce, reader.nonce, chip.key)), status: 0x9000 }
}
