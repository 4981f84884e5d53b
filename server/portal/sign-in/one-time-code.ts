import { timingSafeEqual } from 'node:crypto'
import { keyedHash, type WithPortalKey } from './portal-key.ts'

/**
 * The six digits of a challenge. They follow from its id and the installation's secret, so that neither a table nor a job holds
 * them: whoever sends the message works them out again. 48 bits of the hash make the remainder even to one in a hundred million.
 */
export function codeOf(app: WithPortalKey, challengeId: string): string {
  const digits = Number.parseInt(keyedHash(app, 'one-time code', challengeId).slice(0, 12), 16) % 1_000_000
  return String(digits).padStart(6, '0')
}

/** What a challenge's row keeps of its code. */
export function keptCode(app: WithPortalKey, challengeId: string, code: string): string {
  return keyedHash(app, 'kept code', `${challengeId} ${code}`)
}

/** Compares in a time that tells nothing; a challenge of nobody is compared as well, and never fits. */
export function codeFits(kept: string | null, given: string): boolean {
  const equal = timingSafeEqual(Buffer.from(kept ?? '0'.repeat(64), 'hex'), Buffer.from(given, 'hex'))
  return kept !== null && equal
}
