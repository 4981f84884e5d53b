import { randomUUID } from 'node:crypto'
import type { ReturnedFile } from '../../core/contracts/desk/day.ts'
import type { ReturnedContent, ReturnedNotice } from '../../core/contracts/kiosk-day.ts'
import { calendarDateAt, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { applicationReasons, isApplicationReason } from '../../core/enrollment/reasons.ts'
import type { CaptureState } from '../../core/lifecycle/capture.ts'
import { instantOf } from '../clock.ts'
import { captureSessionSchema, type CaptureSession } from '../session/capture-session.ts'
import { asItsOperator, keep, type Kiosk } from '../session/kiosk.ts'
import { reviewable } from '../session/reopen-packet.ts'
import { ReturnedUnknown, ReturnTooLate } from './refusals.ts'

/** Files of this centre that came back, as of the last synchronisation; those that are here again are not among them. */
export function returnedFiles({
  dayBook,
  drafts,
}: Pick<Kiosk, 'dayBook' | 'drafts'>): readonly ReturnedFile[] {
  const synced = dayBook.get('synced')?.content
  return (synced?.returned ?? [])
    .filter(({ code }) => !drafts.has(code))
    .map(({ code, name, reasons, returnedFor, returnedAt }) => ({
      code,
      name,
      reasons: reasons.map((reason) =>
        isApplicationReason(reason) ? applicationReasons[reason].why : { vi: reason, en: reason },
      ),
      phone: synced?.phone ?? null,
      deadlineOn: returnedFor.deadlineOn,
      returnedAt,
    }))
}

/**
 * Brings a returned file back: its draft where it is still here, else what the server has of it, prefilled, under its old code.
 * Only what was faulty is asked for; the next packet refers to the rest. The server is needed once, for the second. Throws
 * ReturnedUnknown, ReturnTooLate, ServerUnreachable, SessionOfAnotherOperator.
 */
export async function openReturned(kiosk: Kiosk, code: string): Promise<CaptureSession> {
  const operator = kiosk.officers.require('operator')
  if (kiosk.drafts.has(code)) return openDraft(kiosk, code)
  const notice = kiosk.dayBook.get('synced')?.content.returned.find((one) => one.code === code)
  if (!notice) throw new ReturnedUnknown()
  if (notice.returnedFor.deadlineOn < calendarDateAt(kiosk.clock())) throw new ReturnTooLate()
  const content = await kiosk.installation.client().fetchReturned(code)
  return keep(kiosk, sessionOf(content, operator.officerId, kiosk.clock()))
}

async function openDraft(kiosk: Kiosk, code: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, code, async (session) =>
    session.state === 'SEALED' ? keep(kiosk, reviewable(session)) : session,
  )
}

function sessionOf(answer: ReturnedContent, operator: string, now: number): CaptureSession {
  const { code, content, returned, phone, packet, number, birthDate, registry } = answer
  const { reasons, returnedFor } = returned
  return captureSessionSchema.parse({
    version: 1,
    id: code,
    transaction: randomUUID(),
    // Where no packet could be read, nobody knows whose file it is: it begins with the question who has come.
    state: content ? firstState(returned) : ('IDENTIFYING' satisfies CaptureState),
    parkedIn: null,
    operator,
    begunAt: instantOf(now),
    givenNumber: number,
    givenBirthDate: parsePartialDate(content?.person.birthDate ?? birthDate ?? '1900'),
    registryOutcome: registry ? 'FOUND' : number === null ? 'NOT_ASKED' : 'UNREACHABLE',
    registry,
    registryFrom: registry && 'NOW',
    details: content,
    consentAt: null,
    marks: content?.marks ?? null,
    claims: content?.claims ?? [],
    group: content?.group ?? null,
    fingers: [],
    portrait: null,
    files: [],
    signedContent: null,
    packet: null,
    returned: {
      reasons,
      phone,
      deadlineOn: returnedFor.deadlineOn,
      parts: returnedFor.parts,
      fingers: returnedFor.fingers,
      packet,
      good: content?.good ?? null,
    },
  })
}

/** Where the work begins: at the details if they were wrong, else at what is to be captured again. */
function firstState({ returnedFor: { parts } }: ReturnedNotice): CaptureState {
  return parts.includes('DETAILS') || parts.includes('PAPERS') ? 'DETAILS' : 'CAPTURING'
}
