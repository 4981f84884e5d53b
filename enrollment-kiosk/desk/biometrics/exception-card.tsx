import type { FingerView, SessionView } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useSeat } from '../api/station.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from './capture-picture.tsx'
import type { ExceptionWork } from './exception-work.ts'
import { exceptionKinds, words } from './words.ts'

interface ExceptionCardProps {
  readonly session: SessionView
  readonly finger: FingerView
  readonly work: ExceptionWork
}

/** Why a finger was not taken: what the officer wrote, the hand, and the second person who saw it. */
export function ExceptionCard({ session, finger, work }: ExceptionCardProps) {
  const say = useSay()
  const supervisor = useSeat('supervisor')
  const { exception } = finger
  const photo = exception?.photo ?? null
  const picture = usePicture(
    photo === null ? null : `/sessions/${session.id}/files/${photo}?at=${session.revision}`,
  )
  if (!exception) return null
  return (
    <div className="finger-prints">
      <CapturePicture
        className="finger-large"
        picture={picture}
        label={words.handPhotoOf}
        empty={words.handPhotoMissing}
      />
      <div className="finger-side">
        <dl className="facts">
          <div>
            <dt>{say(words.kind)}</dt>
            <dd>{say(exceptionKinds[exception.kind])}</dd>
          </div>
          <div>
            <dt>{say(words.duration)}</dt>
            <dd>{say(exception.permanent ? words.permanent : words.temporary)}</dd>
          </div>
          <div>
            <dt>{say(words.reason)}</dt>
            <dd>{exception.reason}</dd>
          </div>
        </dl>
        <p className={exception.confirmedBy ? 'badge badge-good' : 'exception-open'}>
          {exception.confirmedBy ? `✓ ${say(words.confirmed)}` : `? ${say(words.unconfirmed)}`}
        </p>
        <div className="row">
          <ActionButton
            label={photo === null ? words.handPhoto : words.handPhotoAgain}
            keys="F7"
            variant={photo === null ? 'filled' : 'default'}
            loading={work.busy}
            onClick={work.photograph}
          />
          {!exception.confirmedBy && (
            <ActionButton
              label={words.confirm}
              keys="F3"
              variant={photo === null ? 'default' : 'filled'}
              loading={work.busy}
              disabled={supervisor === null}
              onClick={work.confirm}
            />
          )}
        </div>
      </div>
    </div>
  )
}
