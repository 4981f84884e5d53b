import { useState } from 'react'
import type {
  CaptureStep,
  FingerExceptionCommand,
  SessionView,
} from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import type { SessionLine } from '../api/use-session.ts'
import { flushDrafts, useDraft } from '../file/use-draft.ts'
import { ExceptionDialog } from './exception-dialog.tsx'
import type { ExceptionWork } from './exception-work.ts'
import { FaceStage } from './face-stage.tsx'
import { FingerStage } from './finger-stage.tsx'
import { IrisStage } from './iris-stage.tsx'
import { MarksStage } from './marks-stage.tsx'
import { SignatureStage } from './signature-stage.tsx'
import { SlapStage } from './slap-stage.tsx'
import type { CropSeen, NewPortrait } from './take-frame.ts'
import { stepMarks } from './step-marks.ts'
import type { CaptureLine } from './use-capture.ts'

interface StageProps {
  readonly session: SessionView
  readonly step: CaptureStep
  readonly line: SessionLine
  readonly capture: CaptureLine
  readonly automatic: boolean
  readonly onAutomatic: (on: boolean) => void
  readonly onPhotograph: () => void
  /** This step is seen to: the officer is led on. */
  readonly onNext: (view: SessionView) => void
}

/** The work of one step. */
export function Stage(props: StageProps) {
  const say = useSay()
  const { step } = props
  return (
    <>
      {step.kind !== 'FINGER' && (
        <div className="stage-head">
          <h3>{say(step.label)}</h3>
          <span className="soft">{say(stepMarks[step.state].words)}</span>
        </div>
      )}
      {step.kind === 'FINGER' && <OneFinger {...props} />}
      {step.kind === 'SLAP' && <Slap {...props} />}
      {step.kind === 'FACE' && <Face {...props} />}
      {(step.kind === 'MARKS' || step.kind === 'IRIS' || step.kind === 'SIGNATURE') && <Written {...props} />}
      {step.article && <p className="soft stage-article">{step.article}</p>}
    </>
  )
}

function OneFinger({ session, step, line, capture, automatic, onAutomatic, onPhotograph }: StageProps) {
  const [excepting, setExcepting] = useState(false)
  const draft = useDraft(line, 'biometrics', () => ({}))
  const path = `/fingers/${step.position}`
  const work: ExceptionWork = {
    busy: line.busy,
    open: () => setExcepting(true),
    forget: () => void line.act(path, undefined, 'DELETE'),
    photograph: onPhotograph,
    confirm: () => void line.act(`${path}/confirm`),
  }
  const record = async (exception: FingerExceptionCommand) => {
    await flushDrafts()
    if (await line.act(path, { exception })) setExcepting(false)
  }
  return (
    <>
      <FingerStage
        session={session}
        step={step}
        capture={capture}
        automatic={automatic}
        onAutomatic={onAutomatic}
        exceptions={work}
      />
      {excepting && (
        <ExceptionDialog
          step={step}
          busy={line.busy}
          refusal={line.refusal}
          reason={draft.typed[step.id] ?? ''}
          onReason={(reason) => draft.type({ [step.id]: reason })}
          onRecord={(exception) => void record(exception)}
          onClose={() => setExcepting(false)}
        />
      )}
    </>
  )
}

function Slap({ session, step, line, onNext }: StageProps) {
  const path = `/slaps/${step.position}`
  const send = async (picture: File) => {
    const view = await line.act(path, picture)
    if (view) onNext(view)
  }
  return (
    <SlapStage
      session={session}
      step={step}
      busy={line.busy}
      onPicture={(picture) => void send(picture)}
      onForget={() => void line.act(path, undefined, 'DELETE')}
    />
  )
}

function Face({ session, line, onNext }: StageProps) {
  const cut = ({ crop, seen }: CropSeen, reason: string | null) =>
    line.act('/portrait', { crop, ...seen, reason }, 'PUT')
  const keep = async ({ jpeg, device, reason }: NewPortrait, crop: CropSeen) => {
    const words = { device, ...(reason !== null && { reason }) }
    const view =
      (await line.act(`/portrait?${new URLSearchParams(words)}`, jpeg)) && (await cut(crop, reason))
    if (view) onNext(view)
  }
  return (
    <FaceStage
      session={session}
      busy={line.busy}
      onTakeSerial={() => void line.act('/portrait')}
      onKeep={(portrait, crop) => void keep(portrait, crop)}
      onCropAgain={(crop) => void cut(crop, session.portrait?.reason ?? null)}
    />
  )
}

function Written({ session, step, line, onNext }: StageProps) {
  const { typed, type } = useDraft(line, 'biometrics', () => ({
    marks: session.marks ?? '',
    iris: session.iris?.status === 'EXCEPTED' ? session.iris.reason : '',
  }))
  const { marks = '', iris = '' } = typed
  const save = async (path: string, body: object) => {
    await flushDrafts()
    const view = await line.act(path, body)
    if (view) onNext(view)
  }
  if (step.kind === 'MARKS') {
    return (
      <MarksStage
        text={marks}
        busy={line.busy}
        onText={(text) => type({ marks: text })}
        onSave={() => void save('/marks', { text: marks.trim() })}
      />
    )
  }
  if (step.kind === 'IRIS') {
    return (
      <IrisStage
        session={session}
        reason={iris}
        busy={line.busy}
        onReason={(text) => type({ iris: text })}
        onSave={() => void save('/iris', { exception: iris.trim() })}
      />
    )
  }
  return (
    <SignatureStage
      session={session}
      busy={line.busy}
      onSave={(command) => void save('/signature', command)}
    />
  )
}
