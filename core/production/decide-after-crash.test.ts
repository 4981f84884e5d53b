import { describe, expect, test } from 'vitest'
import {
  cardViews,
  chipViews,
  type CrashDecision,
  type CrashEvidence,
  crashRules,
  decideAfterCrash,
  journalSteps,
  printViews,
  serverViews,
} from './decide-after-crash.ts'

/** Everything that can be known at once: 12 × 3 × 5 × 5 × 3. */
const everything: readonly CrashEvidence[] = journalSteps.flatMap((step) =>
  serverViews.flatMap((server) =>
    chipViews.flatMap((chip) =>
      printViews.flatMap((print) => cardViews.map((card) => ({ step, server, chip, print, card }))),
    ),
  ),
)

const decided = (...decisions: readonly CrashDecision[]) =>
  everything.filter((evidence) => decisions.includes(decideAfterCrash(evidence)))

const open = { server: 'HELD', chip: 'NONE', print: 'NOT_BEGUN', card: 'NOT_KNOWN' } as const

describe('after a crash', () => {
  test('every one of 2.700 situations has a decision, and every rule decides some', () => {
    expect(everything).toHaveLength(2700)
    const used = new Set(
      everything.map((evidence) =>
        crashRules.findIndex(({ when }) =>
          (Object.keys(when) as (keyof CrashEvidence)[]).every((key) =>
            (when[key] as readonly string[]).includes(evidence[key]),
          ),
        ),
      ),
    )
    for (const i of crashRules.keys()) expect(used.has(i), `rule ${i}`).toBe(true)
  })

  test.each<[string, Partial<CrashEvidence> & { step: CrashEvidence['step'] }, CrashDecision]>([
    ['a blank that was not yet moved goes back', { step: 'feeding' }, 'GIVE_BACK'],
    ['a blank that was fed and nothing else goes back', { step: 'fed', card: 'INSIDE' }, 'GIVE_BACK'],
    ['a fed blank that is gone is looked for', { step: 'fed', card: 'NOT_INSIDE' }, 'UNKNOWN'],
    ['a chip still blank goes back', { step: 'encoding', chip: 'BLANK', card: 'INSIDE' }, 'GIVE_BACK'],
    ['a chip half written is rejected', { step: 'encoding', chip: 'BEGUN', card: 'INSIDE' }, 'REJECT'],
    ['a chip locked before the line was written is printed', { step: 'encoding', chip: 'WRITTEN' }, 'PRINT'],
    ['a chip that was read back is printed', { step: 'encoded', chip: 'WRITTEN' }, 'PRINT'],
    ['a chip nobody sees is looked for', { step: 'encoded', chip: 'NOT_SEEN' }, 'UNKNOWN'],
    [
      'a chip of a job that counts as lost is not printed',
      { step: 'encoded', chip: 'WRITTEN', server: 'LOST' },
      'REJECT',
    ],
    ['a print never begun goes on', { step: 'printing', chip: 'WRITTEN', card: 'INSIDE' }, 'PRINT'],
    ['a chipless blank never printed goes back', { step: 'printing' }, 'GIVE_BACK'],
    [
      'a print that may have begun is rejected',
      { step: 'printing', print: 'NOT_KNOWN', card: 'INSIDE' },
      'REJECT',
    ],
    ['a print that the printer forgot is looked for', { step: 'sent', print: 'NOT_KNOWN' }, 'UNKNOWN'],
    ['a print under way is waited for', { step: 'printing', print: 'UNDER_WAY' }, 'WAIT'],
    ['a finished print is looked at', { step: 'sent', print: 'PRINTED' }, 'LOOK'],
    ['a broken print is rejected', { step: 'sent', print: 'BROKEN' }, 'REJECT'],
    ['a printed card is looked at', { step: 'printed', print: 'NOT_KNOWN' }, 'LOOK'],
    ['a card read back right is told of', { step: 'verified', print: 'NOT_KNOWN' }, 'TELL'],
    ['a card on its way to the reject box goes there', { step: 'rejecting' }, 'REJECT'],
    ['a blank on its way back goes there', { step: 'returning' }, 'GIVE_BACK'],
    [
      'a card of a settled job is put out of the machine',
      { step: 'encoded', server: 'OVER', card: 'INSIDE' },
      'CLEAR',
    ],
    ['a settled job is forgotten', { step: 'printed', server: 'OVER' }, 'FORGET'],
  ])('%s', (_, evidence, decision) => {
    expect(decideAfterCrash({ ...open, ...evidence })).toBe(decision)
  })
})

describe('whatever is known', () => {
  test('nothing is printed whose print may have begun, whose chip is not right, or that is not held', () => {
    for (const { print, chip, server } of decided('PRINT')) {
      expect(print).toBe('NOT_BEGUN')
      expect(chip).toBe('WRITTEN')
      expect(server).toBe('HELD')
    }
  })

  test('nothing goes back as untouched whose chip is begun, or whose print may have begun', () => {
    const back = decided('GIVE_BACK').filter(({ step }) => step !== 'returned')
    for (const { chip } of back) expect(['NONE', 'BLANK', 'NOT_SEEN']).toContain(chip)
    const sent = back.filter(({ step }) => step === 'printing' || step === 'sent')
    for (const { print } of sent) expect(print).toBe('NOT_BEGUN')
  })

  test('nothing is told of a job that is settled elsewhere', () => {
    for (const evidence of everything.filter(({ server }) => server === 'OVER'))
      expect(['CLEAR', 'FORGET']).toContain(decideAfterCrash(evidence))
    for (const { server } of decided('CLEAR', 'FORGET')) expect(server).toBe('OVER')
  })

  test('a card counts as good only behind a look at it', () => {
    for (const { step } of decided('TELL')) expect(step).toBe('verified')
  })
})
