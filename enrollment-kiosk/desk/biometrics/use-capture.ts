import { useEffect, useRef, useState } from 'react'
import type { CaptureStep, SessionView } from '../../../core/contracts/desk/session.ts'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { useDesk, useFeed } from '../api/desk.tsx'
import { refusalOf } from '../api/refusal.ts'
import { commandScope } from '../api/use-session.ts'
import { flushDrafts } from '../file/use-draft.ts'
import { afterProgress, type CaptureProgress, type LiveCapture } from './live-capture.ts'
import { nextStep } from './step-marks.ts'

interface CaptureUnderWay {
  readonly step: CaptureStep
  readonly live: LiveCapture | null
}

export interface CaptureLine {
  readonly now: CaptureUnderWay | null
  readonly refusal: DeskRefusal | null
  readonly start: (step: CaptureStep) => void
  /** Takes the capture back; what was captured before stays. */
  readonly stop: () => void
  readonly clear: () => void
}

interface CaptureOptions {
  readonly session: SessionView
  /** Goes on to the next finger by itself. */
  readonly automatic: boolean
  /** The officer is led to this step. */
  readonly onStep: (id: string) => void
  /** Something was captured: the session has changed. */
  readonly onCaptured: () => void
}

const pathOf = ({ kind, position }: CaptureStep) =>
  kind === 'SLAP' ? `/slaps/${position}` : `/fingers/${position}`

const isOfScanner = ({ kind }: CaptureStep) => kind === 'FINGER' || kind === 'SLAP'

/** Where an automatic capture goes on: only after a good one, and only while the scanner is what is needed. */
function following(steps: readonly CaptureStep[], { id }: CaptureStep): CaptureStep | null {
  const done = steps.find((step) => step.id === id)
  const next = nextStep(steps, id)
  return done?.state === 'DONE' && next && isOfScanner(next) ? next : null
}

/** Captures fingers and slaps one after the other, and tells what the agent says meanwhile. */
export function useCapture({ session, automatic, onStep, onCaptured }: CaptureOptions): CaptureLine {
  const desk = useDesk()
  const [now, setNow] = useState<CaptureUnderWay | null>(null)
  const [refusal, setRefusal] = useState<DeskRefusal | null>(null)
  const leaving = useRef<AbortController | null>(null)
  const goesOn = useRef(automatic)
  useEffect(() => {
    goesOn.current = automatic
  }, [automatic])
  useEffect(() => () => leaving.current?.abort(), [])
  useFeed((event) => {
    if (event.type !== 'capture' || event['session'] !== session.id) return
    const progress = event as unknown as CaptureProgress
    setNow((before) => before && { ...before, live: afterProgress(before.live, progress, before.step) })
  })

  async function captureFrom(first: CaptureStep, signal: AbortSignal): Promise<void> {
    // A draft on its way would hold the file, and the capture be refused.
    await flushDrafts()
    let view = session
    for (let step: CaptureStep | null = first; step && !signal.aborted;) {
      setNow({ step, live: null })
      onStep(step.id)
      const path = `/sessions/${view.id}${pathOf(step)}`
      view = await desk.send<SessionView>({ method: 'POST', path, scope: commandScope(view), signal })
      onCaptured()
      step = goesOn.current ? following(view.steps, step) : null
    }
    // What comes after the last finger: the portrait, or nothing.
    const next = nextStep(view.steps)
    if (next && goesOn.current && view.steps.every((step) => !isOfScanner(step) || step.state !== 'TODO'))
      onStep(next.id)
  }

  return {
    now,
    refusal,
    clear: () => setRefusal(null),
    start(step) {
      if (leaving.current) return
      const abort = new AbortController()
      leaving.current = abort
      setRefusal(null)
      captureFrom(step, abort.signal)
        .catch((error: unknown) => {
          if (!abort.signal.aborted) setRefusal(refusalOf(error))
        })
        .finally(() => {
          leaving.current = null
          setNow(null)
          onCaptured()
        })
    },
    stop: () => leaving.current?.abort(),
  }
}
