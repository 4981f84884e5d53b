import { z } from 'zod'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { SignatureStrokes } from '../../../core/contracts/signature.ts'
import type { Surrendered } from '../../../core/enrollment/surrender.ts'
import type { Collector } from '../../../core/issuance/collectors.ts'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { endSession } from '../session/session-store.ts'

/** Who takes a card for its holder, as it is typed. */
export interface CollectorDraft {
  readonly name: string
  readonly number: string
  readonly relation: string
  readonly letterNumber: string
  readonly letterOn: CalendarDate | null
  readonly paper: File | null
}

export const noCollector: CollectorDraft = {
  name: '',
  number: '',
  relation: '',
  letterNumber: '',
  letterOn: null,
  paper: null,
}

export interface HandOverDraft {
  readonly scan: string
  readonly collector: Collector
  readonly person: CollectorDraft
  readonly surrendered: readonly Surrendered[]
  readonly strokes: SignatureStrokes['strokes']
  /** Why there is no signature; empty where there is one. */
  readonly unsigned: string
}

/** The units of the box that is signed in. */
export const inkBox = { width: 900, height: 300 } as const

export type Handed =
  | { readonly cardId: string }
  | { readonly refusal: Refusal }
  | { readonly trouble: Trouble }

const doneSchema = z.object({ id: z.string() })
const refusalSchema = z.object({ code: z.string(), vi: z.string(), en: z.string() })
const unauthenticated = 401

/** Sends what was signed: the card is in its taker's hands when this answers with its id. */
export async function handOver(draft: HandOverDraft): Promise<Handed> {
  const response = await fetch('/hand-overs', { method: 'POST', body: formOf(draft) }).catch(() => null)
  if (!response) return { trouble: { kind: 'unreachable' } }
  if (response.status === unauthenticated) {
    endSession()
    return { trouble: { kind: 'signedOut' } }
  }
  const answer: unknown = await response.json().catch(() => null)
  const done = doneSchema.safeParse(answer)
  if (response.ok && done.success) return { cardId: done.data.id }
  const refused = refusalSchema.safeParse(answer)
  if (!refused.success) return { trouble: { kind: 'fault' } }
  const { code, vi, en } = refused.data
  return { refusal: { code, text: { vi, en } } }
}

function formOf({ scan, collector, person, surrendered, strokes, unsigned }: HandOverDraft): FormData {
  const form = new FormData()
  const isProxy = collector === 'PROXY'
  const ink = unsigned === '' ? { strokes: JSON.stringify({ ...inkBox, strokes }) } : { unsigned }
  const texts: Readonly<Record<string, string>> = {
    scan,
    collector,
    checked: 'yes',
    surrendered: JSON.stringify(surrendered),
    ...ink,
    ...(collector !== 'HOLDER' && {
      relation: person.relation,
      'person-name': person.name,
      'person-number': person.number,
    }),
    ...(isProxy && {
      'authorisation-number': person.letterNumber,
      'authorisation-on': person.letterOn ?? '',
    }),
  }
  for (const [name, text] of Object.entries(texts)) form.append(name, text)
  if (isProxy && person.paper) form.append('authorisation', person.paper)
  return form
}
