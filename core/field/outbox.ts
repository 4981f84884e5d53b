import { z } from 'zod'
import { calendarDateSchema } from '../dates/calendar-date.ts'
import { lifecycle, nextState, type StateOf } from '../lifecycle/machine.ts'
import { visitReportSchema } from '../residence/visit-report.ts'

/** What was written down in the field, until the server has answered. Sending again changes nothing there. */
export const fieldOutboxLifecycle = lifecycle('field entry', 'WAITING', {
  WAITING: { store: 'SENT', refuse: 'REFUSED' },
  REFUSED: { retry: 'WAITING' },
  SENT: {},
})
export type FieldEntryState = StateOf<typeof fieldOutboxLifecycle>

/** A DC01 filled in at the door; its paper bears the same serial. */
export const fieldFormSchema = z.strictObject({
  clientId: z.uuid(),
  serial: z.string(),
  /** Version of the definition whose fields were filled in. */
  version: z.string(),
  filledOn: calendarDateSchema,
  answers: z.record(z.string(), z.unknown()),
})
export type FieldForm = z.infer<typeof fieldFormSchema>

const refusalSchema = z.strictObject({ code: z.string(), vi: z.string(), en: z.string() })

const common = {
  /** Of the entry, drawn on the device. */
  id: z.uuid(),
  /** The assignment that it was written down for. */
  visitId: z.uuid(),
  /** Whom it is about, as the list shows it. */
  title: z.string(),
  state: z.enum(['WAITING', 'SENT', 'REFUSED']),
  /** Milliseconds. */
  madeAt: z.int(),
  settledAt: z.int().nullable(),
  refusal: refusalSchema.nullable(),
}

export const fieldEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('VISIT'), report: visitReportSchema }),
  z.strictObject({ ...common, kind: z.literal('FORM'), form: fieldFormSchema }),
])
export type FieldEntry = z.infer<typeof fieldEntrySchema>

/** What the server said of one entry. */
export interface EntryAnswer {
  readonly clientId: string
  readonly refusal: { readonly code: string; readonly vi: string; readonly en: string } | null
}

/** An entry after the server's answer; unchanged where it was not waiting for one. */
export function answered(entry: FieldEntry, { refusal }: EntryAnswer, now: number): FieldEntry {
  const state = nextState(fieldOutboxLifecycle, entry.state, refusal ? 'refuse' : 'store')
  return state ? { ...entry, state, refusal, settledAt: now } : entry
}

/** Somebody set right what the server refused, and sends it again. */
export function retried(entry: FieldEntry): FieldEntry {
  const state = nextState(fieldOutboxLifecycle, entry.state, 'retry')
  return state ? { ...entry, state, refusal: null, settledAt: null } : entry
}

const keptDays = 3

/** What the server has need not stay on the phone for long; what it has not stays until it has. */
export function isForgettable({ state, settledAt }: FieldEntry, now: number): boolean {
  return state === 'SENT' && settledAt !== null && now - settledAt > keptDays * 86_400_000
}

/** Oldest first: visits are understood in the order in which they were made. */
export function waitingOf<Kind extends FieldEntry['kind']>(
  entries: readonly FieldEntry[],
  kind: Kind,
): readonly Extract<FieldEntry, { kind: Kind }>[] {
  return entries
    .filter(
      (entry): entry is Extract<FieldEntry, { kind: Kind }> =>
        entry.kind === kind && entry.state === 'WAITING',
    )
    .toSorted((a, b) => a.madeAt - b.madeAt)
}
