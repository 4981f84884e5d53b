import { photoFile, type SessionView } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { usePicture } from '../api/use-picture.ts'
import { cameraWords } from './camera-words.ts'
import { CapturePicture } from './capture-picture.tsx'

interface KeptPortraitProps {
  readonly session: SessionView
  readonly onRetake: () => void
  readonly onCrop: () => void
}

const pathOf = ({ id, portrait, revision }: SessionView) =>
  portrait ? `/sessions/${id}/files/${portrait.file}?at=${portrait.capturedAt}&revision=${revision}` : null

/** The portrait as the card will show it, and what is still not right about it. */
export function KeptPortrait({ session, onRetake, onCrop }: KeptPortraitProps) {
  const say = useSay()
  const picture = usePicture(pathOf(session))
  const { portraitFindings: findings } = session
  return (
    <div className="portrait-kept">
      <CapturePicture
        className="portrait-large"
        picture={picture}
        label={cameraWords.kept}
        empty={cameraWords.none}
      />
      <div className="portrait-side">
        <Notice
          tone={findings.length === 0 ? 'good' : 'attention'}
          title={say(findings.length === 0 ? cameraWords.noFindings : cameraWords.findings)}
        >
          {findings.map((finding) => (
            <p key={finding.en}>! {say(finding)}</p>
          ))}
        </Notice>
        {session.portrait?.reason && (
          <p>
            {say(cameraWords.anywayReason)}: {session.portrait.reason}
          </p>
        )}
        <p className="soft">{session.portrait?.device}</p>
        <div className="row">
          <ActionButton label={cameraWords.retake} keys="F4" variant="default" onClick={onRetake} />
          <ActionButton label={cameraWords.crop} keys="F7" variant="default" onClick={onCrop} />
        </div>
      </div>
    </div>
  )
}

/** What the camera saw around the kept part, to cut out of it once more. */
export const useWholePicture = ({ id, portrait }: SessionView) =>
  usePicture(portrait ? `/sessions/${id}/files/${photoFile}?at=${portrait.capturedAt}` : null)
