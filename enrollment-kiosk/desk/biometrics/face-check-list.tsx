import type { FaceHint } from '../../../core/biometrics/face-hints.ts'
import { useSay } from '../../../ui/language.tsx'
import { cameraWords } from './camera-words.ts'
import { type FaceCheck, faceChecks } from './face-checks.ts'

const marks: Readonly<Record<FaceCheck['state'], string>> = { GOOD: '✓', WRONG: '!', UNKNOWN: '–' }
const spoken = { GOOD: cameraWords.good, WRONG: cameraWords.wrong, UNKNOWN: cameraWords.unknown } as const

/** Every check of a portrait with its mark, and what to do where it is not met. */
export function FaceCheckList({ hints }: { readonly hints: readonly FaceHint[] | null }) {
  const say = useSay()
  return (
    <ul className="face-checks" aria-label={say(cameraWords.checks)}>
      {faceChecks(hints).map(({ id, label, state, advice }) => (
        <li key={id} className="face-check" data-state={state}>
          <span className="face-check-mark" aria-hidden="true">
            {marks[state]}
          </span>
          <span>
            {say(label)}
            <span className="for-ears">: {say(spoken[state])}</span>
            {advice && <span className="face-advice">{say(advice)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
