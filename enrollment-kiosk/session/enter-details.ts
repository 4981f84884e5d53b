import { personAfter } from '../../core/enrollment/claims.ts'
import { readsTheSame } from '../../core/enrollment/compare-letters.ts'
import { feeFor } from '../../core/enrollment/fees.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { requestReasonsOn } from '../../core/enrollment/request-reasons.ts'
import { handlingsOf, isNumberOf } from '../../core/enrollment/surrender.ts'
import { comparedFields } from '../../core/enrollment/who-wins.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { move, type CaptureSession, type Details } from './capture-session.ts'
import { claimsOf } from './compare.ts'
import { ConsentMissing, ReasonUnknown, SurrenderNotAllowed } from './details-refusals.ts'
import { formInForce, today } from './details-parts.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/**
 * Takes down the request and the person as declared, from the comparison or again after `back` or `amend`. Nothing is captured
 * of whoever has not consented. Throws ConsentMissing, ReasonUnknown, SurrenderNotAllowed.
 */
export async function enterDetails(kiosk: Kiosk, id: string, details: Details): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    const accepted = session.state === 'COMPARING' ? move(session, 'accept') : session
    const moved = move(accepted, 'complete')
    if (!session.consent) throw new ConsentMissing()
    return keep(kiosk, { ...withDetails(moved, whole(kiosk, details)), form: formInForce(kiosk) })
  })
}

/** The details with what follows from them: the registry's word where it won, the fee, and where the card goes. */
function whole(kiosk: Kiosk, details: Details): Details {
  const on = today(kiosk)
  const { kind, reason } = details
  const filed = requestReasonsOn(on).some((known) => known.kind === kind && known.code === reason)
  if (!filed) throw new ReasonUnknown()
  const { centre } = kiosk.installation.machine().settings
  const delivery = details.delivery ?? { kind: 'PICKUP', centre: centre.code }
  const fits = details.surrendered.every(
    (card) => handlingsOf(card.kind, delivery.kind).includes(card.handling) && isNumberOf(card),
  )
  if (!fits) throw new SurrenderNotAllowed()
  return { ...details, delivery, fee: decidedFee(details, on) }
}

/** The officer chooses the exemption and its paper; amount and rule follow. */
function decidedFee({ kind, reason, fee }: Details, on: CalendarDate): Details['fee'] {
  const exemption = fee?.decision === 'EXEMPT' ? fee.rule : null
  const { decision, amount, rule } = feeFor({ kind, reason, on, exemption })
  return { decision, amount, rule, paper: decision === 'EXEMPT' ? (fee?.paper ?? null) : null }
}

function withDetails(session: CaptureSession, details: Details): CaptureSession {
  const person = declaredPersonSchema.parse(
    personAfter(details.person, claimsOf({ ...session, details: null })),
  )
  const before = session.details?.person
  // A confirmation is of certain letters: other ones are confirmed again.
  const otherwise = new Set<string>(
    before ? comparedFields.filter((field) => !readsTheSame(before[field], person[field])) : [],
  )
  return {
    ...session,
    details: { ...details, person },
    citizenConfirmed: session.citizenConfirmed.filter((field) => !otherwise.has(field)),
  }
}
