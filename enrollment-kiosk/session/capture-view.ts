import { isFaceHint, faceHintTexts } from '../../core/biometrics/face-hints.ts'
import { enoughQuality } from '../../core/biometrics/finger-quality.ts'
import { slapFingers, slapPositions } from '../../core/biometrics/slaps.ts'
import type { CaptureStep, FingerView, SessionView } from '../../core/contracts/desk/session.ts'
import type { PlannedStep } from '../../core/enrollment/capture-plan.ts'
import type { CapturedFinger } from '../../core/enrollment/packet.ts'
import { captureParts } from './capture-parts.ts'
import { plannedSteps } from './planned-steps.ts'
import type { CaptureSession } from './capture-session.ts'
import { withGoodParts } from './good-parts.ts'
import type { Kiosk } from './kiosk.ts'

type CaptureView = Pick<
  SessionView,
  | 'steps'
  | 'qualityThreshold'
  | 'fingers'
  | 'slaps'
  | 'portrait'
  | 'portraitFindings'
  | 'iris'
  | 'marks'
  | 'signature'
>

/** The captures of a session as the screens see them. */
export function captureView(kiosk: Kiosk, session: CaptureSession): CaptureView {
  const { fingers, slaps, portrait, marks, signature } = session
  const whole = withGoodParts(session)
  const { iris } = captureParts(kiosk, session)
  return {
    steps: plannedSteps(kiosk, session).map((step) => ({
      ...step,
      state: stateOf(step, { ...whole, iris }),
    })),
    qualityThreshold: enoughQuality,
    fingers: fingers.map((finger) => fingerView(session, finger)),
    slaps,
    portrait,
    portraitFindings: (portrait?.findings ?? []).filter(isFaceHint).map((hint) => faceHintTexts[hint]),
    iris,
    marks,
    signature,
  }
}

type StepState = CaptureStep['state']

type Position = PlannedStep['position']

const stateOf = ({ kind, position }: PlannedStep, session: CaptureSession) => states[kind](session, position)

const states: Readonly<
  Record<PlannedStep['kind'], (session: CaptureSession, position: Position) => StepState>
> = {
  MARKS: ({ marks }) => (marks ? 'DONE' : 'TODO'),
  SLAP: slapState,
  FINGER: ({ fingers }, position) => fingerState(fingers.find((finger) => finger.position === position)),
  FACE: ({ portrait }) => (portrait ? (portrait.findings.length > 0 ? 'POOR' : 'DONE') : 'TODO'),
  IRIS: ({ iris }) => (iris ? irisStates[iris.status] : 'TODO'),
  SIGNATURE: ({ signature }) => (signature ? (signature.file ? 'DONE' : 'EXCEPTED') : 'TODO'),
}

/** A hand without a finger to lay on is not asked for. */
function slapState({ slaps, fingers }: CaptureSession, position: Position): StepState {
  if (slaps.some((slap) => slap.position === position)) return 'DONE'
  const slap = slapPositions.find((one) => one === position)
  const excused = new Set(fingers.flatMap((finger) => (finger.exception ? [finger.position] : [])))
  return slap && slapFingers[slap].every((finger) => excused.has(finger)) ? 'EXCEPTED' : 'TODO'
}

const irisStates = { CAPTURED: 'DONE', EXCEPTED: 'EXCEPTED', WAIVED: 'WAIVED' } as const

function fingerState(finger: CapturedFinger | undefined): StepState {
  if (!finger) return 'TODO'
  const { exception, impressions } = finger
  if (exception) return exception.photo && exception.confirmedBy ? 'EXCEPTED' : 'UNCONFIRMED'
  const measured = impressions.flatMap(({ quality }) => quality ?? [])
  return measured.length > 0 && Math.max(...measured) < enoughQuality ? 'POOR' : 'DONE'
}

function fingerView(session: CaptureSession, finger: CapturedFinger): FingerView {
  const tries = session.tries
    .filter(({ position }) => position === finger.position)
    .map(({ file, impression, quality, best, hints }) => ({ file, impression, quality, best, hints }))
  return { ...finger, tries }
}
