import type { SessionSummary, SessionView } from '../../core/contracts/desk/session.ts'
import { consentTextOn } from '../../core/enrollment/consent.ts'
import { applicationReasons, isApplicationReason } from '../../core/enrollment/reasons.ts'
import { sendBackReasons } from '../../core/enrollment/send-back-reasons.ts'
import type { Bilingual } from '../../core/errors.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import { possibleEvents } from '../../core/lifecycle/machine.ts'
import { attentionTo } from './attention.ts'
import type { CaptureSession } from './capture-session.ts'
import { captureView } from './capture-view.ts'
import { cardPreview } from './card-preview.ts'
import { comparison } from './compare.ts'
import { feesOf, formInForce, promised, requiredPapers, today } from './details-parts.ts'
import type { Kiosk } from './kiosk.ts'
import { shortcomings } from './review.ts'

/** One session as the screens see it: what the applicant is, what is written down, captured, and still missing. */
export function sessionView(kiosk: Kiosk, session: CaptureSession): SessionView {
  return {
    ...identityView(session),
    ...detailsView(kiosk, session),
    ...captureView(kiosk, session),
    missing: shortcomings(kiosk, session),
    attention: attentionTo(session),
    packet: session.packet,
  }
}

type IdentityPart = Pick<
  SessionView,
  | 'id'
  | 'revision'
  | 'state'
  | 'events'
  | 'begunAt'
  | 'group'
  | 'givenNumber'
  | 'givenBirthDate'
  | 'registryOutcome'
  | 'registryFrom'
  | 'registry'
  | 'appointment'
  | 'returned'
  | 'sentBack'
>

function identityView(session: CaptureSession): IdentityPart {
  const { registry, returned, sentBack } = session
  return {
    id: session.id,
    revision: session.revision,
    state: session.state,
    events: possibleEvents(captureLifecycle, session.state),
    begunAt: session.begunAt,
    group: session.group,
    givenNumber: session.givenNumber,
    givenBirthDate: session.givenBirthDate,
    registryOutcome: session.registryOutcome,
    registryFrom: session.registryFrom,
    registry: registry && { number: registry.number, pulledAt: registry.pulledAt },
    appointment: session.appointment,
    returned: returned && returnedView(returned),
    sentBack: sentBack && { ...sentBack, reasons: sentBack.reasons.map((code) => sendBackReasons[code]) },
  }
}

type DetailsPart = Pick<
  SessionView,
  | 'drafts'
  | 'comparison'
  | 'details'
  | 'form'
  | 'consent'
  | 'consentText'
  | 'requiredPapers'
  | 'papers'
  | 'fees'
  | 'citizenConfirmed'
  | 'card'
  | 'promised'
>

function detailsView(kiosk: Kiosk, session: CaptureSession): DetailsPart {
  const on = today(kiosk)
  const { version, text } = consentTextOn(on)
  const { consent, consentAt } = session
  return {
    drafts: session.drafts,
    comparison: comparison(session),
    details: session.details,
    form: session.form ?? formInForce(kiosk),
    consent: consent && consentAt ? { version: consent.version, at: consentAt } : null,
    consentText: { version, text },
    requiredPapers: requiredPapers(session, on),
    papers: session.papers,
    fees: feesOf(session, on),
    citizenConfirmed: session.citizenConfirmed,
    card: cardPreview(kiosk, session),
    promised: promised(kiosk, session),
  }
}

/** What a list shows of a file. */
export function sessionSummary(session: CaptureSession): SessionSummary {
  const { id, state, begunAt, details, registry, group } = session
  return {
    id,
    state,
    begunAt,
    name: details?.person.name ?? registry?.person.name ?? null,
    kind: details?.kind ?? null,
    attention: attentionTo(session),
    group,
  }
}

function returnedView({
  reasons,
  phone,
  deadlineOn,
  parts,
  fingers,
}: NonNullable<CaptureSession['returned']>) {
  return { reasons: returnReasons(reasons), phone, deadlineOn, parts, fingers }
}

/** Codes of core/enrollment/reasons.ts in words. */
function returnReasons(codes: readonly string[]): readonly Bilingual[] {
  return codes.map((code) =>
    isApplicationReason(code) ? applicationReasons[code].why : { vi: code, en: code },
  )
}
