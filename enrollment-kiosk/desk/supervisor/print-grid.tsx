import { fingerNames, fingerPositions, type FingerPosition } from '../../../core/biometrics/positions.ts'
import type { FingerView, SessionView } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from '../biometrics/capture-picture.tsx'
import { stepMarks } from '../biometrics/step-marks.ts'
import { exceptionKinds } from '../biometrics/words.ts'
import { words } from './words.ts'

/** Ten prints, or the hand and the reason where there is none. */
export function PrintGrid({ session }: { readonly session: SessionView }) {
  const say = useSay()
  if (session.fingers.length === 0) return null
  return (
    <div>
      <h3>{say(words.prints)}</h3>
      <ol className="print-grid">
        {fingerPositions.map((position) => {
          const finger = session.fingers.find((one) => one.position === position)
          return finger && <PrintCell key={position} session={session} position={position} finger={finger} />
        })}
      </ol>
    </div>
  )
}

interface PrintCellProps {
  readonly session: SessionView
  readonly position: FingerPosition
  readonly finger: FingerView
}

function PrintCell({ session, position, finger }: PrintCellProps) {
  const say = useSay()
  const { exception } = finger
  const kept = finger.impressions[(finger.template?.impression ?? 1) - 1] ?? finger.impressions[0]
  const file = exception ? exception.photo : kept?.file
  const picture = usePicture(file ? `/sessions/${session.id}/files/${file}?at=${session.revision}` : null)
  const quality = kept?.quality ?? null
  const isPoor = quality !== null && quality < session.qualityThreshold
  const state = exception ? (exception.confirmedBy ? 'EXCEPTED' : 'UNCONFIRMED') : isPoor ? 'POOR' : 'DONE'
  return (
    <li className="print-cell" data-state={state}>
      <CapturePicture picture={picture} label={fingerNames[position]} empty={words.exception} />
      <span className="print-name">{say(fingerNames[position])}</span>
      <span className="print-state">
        <span className="capture-mark" data-state={state} aria-hidden="true">
          {stepMarks[state].mark}
        </span>
        {exception ? say(exceptionKinds[exception.kind]) : (quality ?? '–')}
        <span className="for-ears">{say(stepMarks[state].words)}</span>
      </span>
      {exception && <span className="soft">{exception.reason}</span>}
    </li>
  )
}
