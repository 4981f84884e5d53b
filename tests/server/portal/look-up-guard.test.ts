import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { leadingZeroBits, provedText } from '../../../core/access/proof-of-work.ts'
import { openLookUpGuard, ProofNeeded } from '../../../server/portal/look-up-guard.ts'
import { refusalOf } from '../../support/refusals.ts'

const minute = 60_000
const secret = new Uint8Array(32).fill(7)
let now = Date.parse('2026-03-02T09:00:00+07:00')
let guard = openLookUpGuard({ clock: () => now, secret, asksPerMinute: 240 })
beforeEach(() => {
  now += 24 * 60 * minute
  guard = openLookUpGuard({ clock: () => now, secret, asksPerMinute: 240 })
})

let networks = 0
/** Of a network that nobody else asks from, unless it is given. */
const lookUp = (changes: { code?: string; network?: string; proof?: string | null } = {}) => ({
  code: 'HN001-02-260302-0001-A',
  network: `10.0.${Math.floor(++networks / 250)}.${networks % 250}`,
  proof: null,
  ...changes,
})
type Asked = ReturnType<typeof lookUp>
const failTimes = (count: number, changes: Parameters<typeof lookUp>[0]) => {
  for (let i = 0; i < count; i++) guard.failed(lookUp(changes))
}

function workFor(asked: Asked): ProofNeeded {
  try {
    guard.admit(asked)
  } catch (error) {
    if (error instanceof ProofNeeded) return error
    throw error
  }
  throw new Error('no work was asked for')
}

function solved({ challenge, bits }: ProofNeeded): string {
  for (let i = 0; ; i++) {
    const proof = provedText(challenge, String(i))
    if (leadingZeroBits(createHash('sha256').update(proof).digest()) >= bits) return proof
  }
}

describe('whoever looks up', () => {
  test('is let through while nobody guesses', () => {
    for (let i = 0; i < 200; i++) guard.admit(lookUp({ network: '10.9.9.9' }))
    failTimes(4, {})
    guard.admit(lookUp())
  })

  test('a file that was guessed at does a small work, wherever from, and is let through with it once', () => {
    failTimes(5, {})
    const asked = lookUp()
    const proof = solved(workFor(asked))
    guard.admit({ ...asked, proof })
    expect(() => guard.admit({ ...asked, proof })).toThrow(ProofNeeded)
    guard.admit(lookUp({ code: 'HN001-02-260302-0002-C' }))
  })

  test('from a network that guessed at many files does it too', () => {
    const network = '10.8.8.8'
    for (let i = 0; i < 8; i++) guard.failed(lookUp({ network, code: `code ${i}` }))
    expect(() => guard.admit(lookUp({ network, code: 'another' }))).toThrow(ProofNeeded)
    guard.admit(lookUp({ code: 'another' }))
  })

  test('has more to do the more was guessed, and nothing any more after an hour', () => {
    failTimes(5, {})
    const first = workFor(lookUp()).bits
    failTimes(500, {})
    expect(workFor(lookUp()).bits).toBeGreaterThanOrEqual(first + 6)
    now += 61 * minute
    guard.admit(lookUp())
  })

  test('is told to wait when one network asks without end', async () => {
    const network = '10.7.7.7'
    for (let i = 0; i < 240; i++) guard.admit(lookUp({ network, code: `code ${i}` }))
    expect(await refusalOf((async () => guard.admit(lookUp({ network })))())).toBe('TOO_MANY_LOOK_UPS')
    now += minute
    guard.admit(lookUp({ network }))
  })
})

describe('a proof is worth nothing', () => {
  test.each<[string, (proof: string, told: ProofNeeded) => string]>([
    ['that solves nothing', (_, { challenge }) => provedText(challenge, 'x')],
    ['of a challenge that nobody gave', (proof) => proof.replace(/^\d+\./, '1.')],
    ['with more after it', (proof) => `${proof}:`],
    ['that is no proof', () => ':::'],
  ])('%s', (_name, change) => {
    failTimes(5, {})
    const asked = lookUp()
    const told = workFor(asked)
    expect(() => guard.admit({ ...asked, proof: change(solved(told), told) })).toThrow(ProofNeeded)
  })

  test('that came too late, or was too easy for what was guessed since', () => {
    failTimes(5, {})
    const asked = lookUp()
    const proof = solved(workFor(asked))
    failTimes(40, {})
    expect(() => guard.admit({ ...asked, proof })).toThrow(ProofNeeded)
    now += 4 * minute
    expect(() => guard.admit({ ...asked, proof })).toThrow(ProofNeeded)
  })
})
