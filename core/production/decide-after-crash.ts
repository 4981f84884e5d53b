/**
 * What a station does with a card that an earlier run left unfinished, or lost sight of: one table, read from top to bottom. Whoever
 * knows for certain goes on or settles; whoever does not says so, and a person looks. No rule prints a card whose print may have begun.
 */

/** The last line of the station's journal about the card. A step in -ing was meant to be done; it may be done, half done or not. */
export const journalSteps = [
  'feeding',
  'fed',
  'encoding',
  'encoded',
  'printing',
  'sent',
  'printed',
  'verified',
  'rejecting',
  'rejected',
  'returning',
  'returned',
] as const
export type JournalStep = (typeof journalSteps)[number]

/**
 * HELD: leased to this station by this very claim. LOST: the same, but its outcome counts as unknown there. OVER: settled, planned anew, or
 * somebody else's: nothing more may be said of it.
 */
export const serverViews = ['HELD', 'LOST', 'OVER'] as const
/** NONE: the order has no chip. BEGUN: somebody's, or half. WRITTEN: locked, read back, with the files that were signed for this order. */
export const chipViews = ['NONE', 'BLANK', 'BEGUN', 'WRITTEN', 'NOT_SEEN'] as const
/** BROKEN: the printer began and did not end. NOT_KNOWN: the printer keeps no record, or cannot be asked. */
export const printViews = ['NOT_BEGUN', 'UNDER_WAY', 'PRINTED', 'BROKEN', 'NOT_KNOWN'] as const
/** Whether this very card lies in the machine; NOT_KNOWN where the machine has no eye for that. */
export const cardViews = ['INSIDE', 'NOT_INSIDE', 'NOT_KNOWN'] as const

export interface CrashEvidence {
  readonly step: JournalStep
  readonly server: (typeof serverViews)[number]
  readonly chip: (typeof chipViews)[number]
  readonly print: (typeof printViews)[number]
  readonly card: (typeof cardViews)[number]
}

/**
 * PRINT goes on with the print; WAIT for a print that is under way; LOOK in the tray; TELL the server what was done; GIVE_BACK the untouched
 * blank; REJECT the card and report it spoiled; UNKNOWN: a person looks; CLEAR the machine of a card that is nobody's; FORGET.
 */
export type CrashDecision =
  | 'PRINT'
  | 'WAIT'
  | 'LOOK'
  | 'TELL'
  | 'GIVE_BACK'
  | 'REJECT'
  | 'UNKNOWN'
  | 'CLEAR'
  | 'FORGET'

interface Rule {
  readonly when: { readonly [K in keyof CrashEvidence]?: readonly CrashEvidence[K][] }
  readonly decide: CrashDecision
}

const fresh = ['NONE', 'BLANK'] as const
const feeding = ['feeding', 'fed'] as const
const printing = ['printing', 'sent'] as const

/** docs/exactly-once.md tells the reasons of each. */
export const crashRules: readonly Rule[] = [
  // Settled elsewhere: a card that still lies inside would come out with the next one.
  { when: { server: ['OVER'], card: ['INSIDE'] }, decide: 'CLEAR' },
  { when: { server: ['OVER'] }, decide: 'FORGET' },
  // Its way out was chosen and written down before the crash.
  { when: { step: ['rejecting', 'rejected'] }, decide: 'REJECT' },
  { when: { step: ['returned'] }, decide: 'GIVE_BACK' },
  { when: { step: ['returning'], chip: fresh }, decide: 'GIVE_BACK' },
  { when: { step: ['returning'], chip: ['BEGUN', 'WRITTEN'] }, decide: 'REJECT' },
  { when: { step: ['returning'], print: ['NOT_BEGUN'] }, decide: 'GIVE_BACK' },
  // Read back and found right: only the server has to hear of it.
  { when: { step: ['verified'] }, decide: 'TELL' },
  { when: { step: ['printed'] }, decide: 'LOOK' },
  // What the printer knows of its own job goes before what the journal remembers.
  { when: { step: printing, print: ['UNDER_WAY'] }, decide: 'WAIT' },
  { when: { step: printing, print: ['PRINTED'] }, decide: 'LOOK' },
  { when: { step: printing, print: ['BROKEN'] }, decide: 'REJECT' },
  { when: { step: printing, print: ['NOT_BEGUN'], chip: ['NONE'] }, decide: 'GIVE_BACK' },
  { when: { step: printing, print: ['NOT_BEGUN'], chip: ['WRITTEN'], server: ['HELD'] }, decide: 'PRINT' },
  { when: { step: printing, print: ['NOT_BEGUN'], card: ['INSIDE'] }, decide: 'REJECT' },
  // The print may have begun: never a second one on the same card.
  { when: { step: printing, card: ['INSIDE'] }, decide: 'REJECT' },
  { when: { step: printing }, decide: 'UNKNOWN' },
  // Chip written and read back, nothing printed. A person may be settling a LOST job this minute: no new card for it.
  {
    when: { step: ['encoding', 'encoded'], chip: ['WRITTEN'], print: ['NOT_BEGUN'], server: ['HELD'] },
    decide: 'PRINT',
  },
  { when: { step: ['encoding', 'encoded'], chip: ['BEGUN', 'WRITTEN'] }, decide: 'REJECT' },
  { when: { step: ['encoding'], chip: ['BLANK'] }, decide: 'GIVE_BACK' },
  { when: { step: ['encoding', 'encoded'], card: ['INSIDE'] }, decide: 'REJECT' },
  { when: { step: ['encoding', 'encoded'] }, decide: 'UNKNOWN' },
  // Nothing was meant to be done to the blank yet. Where it should be inside and is not, somebody took it.
  { when: { step: feeding, chip: ['BEGUN', 'WRITTEN'] }, decide: 'REJECT' },
  { when: { step: ['fed'], card: ['NOT_INSIDE'] }, decide: 'UNKNOWN' },
  { when: { step: feeding, print: ['NOT_BEGUN'] }, decide: 'GIVE_BACK' },
  { when: { step: feeding, card: ['INSIDE'] }, decide: 'GIVE_BACK' },
]

/** The first rule that fits; where none does, a person looks. */
export function decideAfterCrash(evidence: CrashEvidence): CrashDecision {
  return crashRules.find((rule) => fits(rule, evidence))?.decide ?? 'UNKNOWN'
}

function fits({ when }: Rule, evidence: CrashEvidence): boolean {
  const keys = Object.keys(when) as (keyof CrashEvidence)[]
  return keys.every((key) => (when[key] as readonly string[] | undefined)?.includes(evidence[key]))
}
