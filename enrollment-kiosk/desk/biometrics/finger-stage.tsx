import { Checkbox } from '@mantine/core'
import type { CaptureStep, FingerView, SessionView } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from './capture-picture.tsx'
import { DeviceLine } from './device-line.tsx'
import { ExceptionCard } from './exception-card.tsx'
import type { ExceptionWork } from './exception-work.ts'
import { LiveLine } from './live-line.tsx'
import { ScoreBar } from './score-bar.tsx'
import { TryStrip } from './try-strip.tsx'
import type { CaptureLine } from './use-capture.ts'
import { words } from './words.ts'

interface FingerStageProps {
  readonly session: SessionView
  readonly step: CaptureStep
  readonly capture: CaptureLine
  readonly automatic: boolean
  readonly onAutomatic: (on: boolean) => void
  readonly exceptions: ExceptionWork
}

/** One finger: what to do now, the print that is kept, its score, the tries, or why it cannot be taken. */
export function FingerStage({
  session,
  step,
  capture,
  automatic,
  onAutomatic,
  exceptions,
}: FingerStageProps) {
  const finger = session.fingers.find(({ position }) => position === step.position) ?? null
  const isBusy = capture.now?.step.id === step.id
  return (
    <>
      <LiveLine now={isBusy ? capture.now : null} step={step} />
      <CaptureButtons
        step={step}
        capture={capture}
        exceptions={exceptions}
        automatic={automatic}
        onAutomatic={onAutomatic}
      />
      {finger?.exception && !isBusy ? (
        <ExceptionCard session={session} finger={finger} work={exceptions} />
      ) : (
        <Prints session={session} step={step} finger={finger} />
      )}
      <DeviceLine kind="fingerprint" />
    </>
  )
}

interface PrintsProps {
  readonly session: SessionView
  readonly step: CaptureStep
  readonly finger: FingerView | null
}

function Prints({ session, step, finger }: PrintsProps) {
  const say = useSay()
  // The impression that the template is of is the better one.
  const kept = finger?.impressions[(finger.template?.impression ?? 1) - 1] ?? finger?.impressions[0]
  const picture = usePicture(kept ? `/sessions/${session.id}/files/${kept.file}?at=${kept.capturedAt}` : null)
  return (
    <div className="finger-prints">
      <CapturePicture className="finger-large" picture={picture} label={words.kept} empty={words.noPrint} />
      <div className="finger-side">
        {kept && <ScoreBar score={kept.quality} threshold={session.qualityThreshold} />}
        {step.state === 'POOR' && (
          <Notice tone="attention" title={say({ vi: 'Chất lượng thấp', en: 'Poor quality' })}>
            <p>{say(words.poorHelp)}</p>
          </Notice>
        )}
        {finger && <TryStrip session={session.id} tries={finger.tries} />}
      </div>
    </div>
  )
}

type CaptureButtonsProps = Omit<FingerStageProps, 'session'>

function CaptureButtons({ step, capture, exceptions, automatic, onAutomatic }: CaptureButtonsProps) {
  const say = useSay()
  const isTaken = step.state !== 'TODO'
  if (capture.now) {
    return (
      <div className="row">
        <ActionButton label={words.stop} keys="Escape" variant="default" onClick={capture.stop} />
      </div>
    )
  }
  return (
    <div className="row">
      <ActionButton
        label={isTaken ? words.recapture : step.kind === 'SLAP' ? words.captureSlap : words.capture}
        keys="F4"
        variant={isTaken ? 'default' : 'filled'}
        onClick={() => capture.start(step)}
      />
      {step.kind === 'FINGER' && (
        <ActionButton label={words.exception} keys="F8" variant="default" onClick={exceptions.open} />
      )}
      {isTaken && step.kind === 'FINGER' && (
        <ActionButton label={words.forget} keys="Delete" variant="default" onClick={exceptions.forget} />
      )}
      <Checkbox
        className="row-checkbox"
        label={say(words.automatic)}
        checked={automatic}
        onChange={({ currentTarget }) => onAutomatic(currentTarget.checked)}
      />
    </div>
  )
}
