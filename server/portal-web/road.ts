import { formatVietnamese } from '../../core/dates/calendar-date.ts'
import type { Step, StepPlace } from '../../ui/step-line.tsx'
import type { CitizenState } from '../../core/enrollment/citizen-steps.ts'
import type { ApplicationStatus, StatusStep } from './application-status.ts'
import type { StepWords, Texts } from './texts/texts.ts'

const stopped: ReadonlySet<CitizenState> = new Set(['REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED'])
const waitsForCitizen: ReadonlySet<CitizenState> = new Set(['RETURNED', 'READY'])
const hasEnded = (state: CitizenState) => stopped.has(state) || state === 'COMPLETED' || state === 'ISSUED'

const wordOf: Readonly<Record<StepPlace, keyof StepWords>> = {
  done: 'done',
  stopped: 'done',
  current: 'current',
  attention: 'current',
  ahead: 'ahead',
}

function placeOf(step: StatusStep, state: CitizenState): StepPlace {
  if (step.current && !hasEnded(state)) return waitsForCitizen.has(state) ? 'attention' : 'current'
  return step.finishedOn || step.step === state ? 'done' : 'ahead'
}

/**
 * The line of points for one file: five steps, of which the last is the invitation until the card is handed over and
 * the hand-over afterwards. A file that ended early, or that needs no card, shows what was done and how it ended.
 */
export function roadOf({ state, steps }: ApplicationStatus, texts: Texts): readonly Step[] {
  const pointOf = (step: StatusStep): Step => {
    const place = placeOf(step, state)
    const label = texts.steps[step.step][wordOf[place]]
    return { key: step.step, label, date: step.finishedOn && formatVietnamese(step.finishedOn), place }
  }
  if (stopped.has(state) || state === 'COMPLETED') {
    const place = stopped.has(state) ? 'stopped' : 'done'
    const end: Step = { key: state, label: texts.states[state].title, date: null, place }
    return [...steps.filter((step) => step.finishedOn).map(pointOf), end]
  }
  const leftOut = state === 'ISSUED' ? 'READY' : 'ISSUED'
  return steps.filter(({ step }) => step !== leftOut).map(pointOf)
}
