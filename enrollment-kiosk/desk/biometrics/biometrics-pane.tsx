import { useState } from 'react'
import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { Pane, type PaneProps } from '../file/pane.tsx'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import './biometrics.css'
import { HandPhotoDialog } from './hand-photo-dialog.tsx'
import { HandsMap } from './hands-map.tsx'
import { MarkLegend } from './mark-legend.tsx'
import { Stage } from './stage.tsx'
import { StepList } from './step-list.tsx'
import { fingersOf, fingerStates, nextStep } from './step-marks.ts'
import { useCapture } from './use-capture.ts'
import { words } from './words.ts'

/** What the law wants captured of this person, step by step, with the hands in sight. */
export function BiometricsPane({ session, line, goTo, place }: PaneProps) {
  const say = useSay()
  const { steps } = session
  const [chosenId, setChosenId] = useState(place ?? nextStep(steps)?.id ?? null)
  const [automatic, setAutomatic] = useState(true)
  const [photographing, setPhotographing] = useState<CaptureStep | null>(null)
  const capture = useCapture({ session, automatic, onStep: setChosenId, onCaptured: line.again })
  const chosen = steps.find(({ id }) => id === chosenId) ?? nextStep(steps) ?? steps[0] ?? null
  const choose = (id: string) => {
    if (capture.now) return
    capture.clear()
    setChosenId(id)
  }
  const step = (by: 1 | -1) => () => {
    const at = steps.findIndex(({ id }) => id === chosen?.id)
    const next = steps[(at + by + steps.length) % steps.length]
    if (next) choose(next.id)
  }
  useShortcut('Alt+ArrowDown', words.nextStep, step(1))
  useShortcut('Alt+ArrowUp', words.stepBefore, step(-1))
  const onward = {
    label: { vi: 'Xem lại và ký', en: 'Review and sign' },
    disabled: capture.now !== null,
    run: async () => {
      if (await line.act('/review')) await goTo('review')
    },
  }
  const onMissing = ({ position }: { readonly position: number | null }) => {
    const missing = steps.find((one) => one.position === position && position !== null) ?? nextStep(steps)
    if (missing) choose(missing.id)
  }
  return (
    <Pane title={words.pane} line={line} onMissing={onMissing} onward={onward}>
      {chosen === null ? (
        <Notice tone="plain" title={say(words.nothing)} />
      ) : (
        <div className="biometrics">
          <StepList steps={steps} chosen={chosen.id} busy={capture.now?.step.id ?? null} onChoose={choose} />
          <section className="panel capture-stage" aria-label={say(chosen.label)}>
            <RefusalNotice refusal={capture.refusal} />
            <Stage
              key={chosen.id}
              session={session}
              step={chosen}
              line={line}
              capture={capture}
              automatic={automatic}
              onAutomatic={setAutomatic}
              onPhotograph={() => setPhotographing(chosen)}
              onNext={(view) => setChosenId(nextStep(view.steps, chosen.id)?.id ?? chosen.id)}
            />
          </section>
          <aside className="panel capture-hands">
            <HandsMap
              states={fingerStates(steps, capture.now?.step ?? null)}
              onPick={(position) => {
                const finger = steps.find((one) => fingersOf(one).includes(position))
                if (finger) choose(finger.id)
              }}
            />
            <MarkLegend />
            {steps.every(({ state }) => state !== 'TODO') && (
              <Notice tone="good" title={say(words.allDone)} />
            )}
          </aside>
        </div>
      )}
      {photographing && (
        <HandPhotoDialog step={photographing} line={line} onClose={() => setPhotographing(null)} />
      )}
    </Pane>
  )
}
