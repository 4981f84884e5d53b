import { useRef, useState } from 'react'
import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { SessionLine } from '../api/use-session.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { CameraSource, useCameraSource } from './camera-source.tsx'
import { cameraWords } from './camera-words.ts'
import { PlainCamera } from './plain-camera.tsx'
import { takeFrame } from './take-frame.ts'
import { useCamera } from './use-camera.ts'
import { words } from './words.ts'

interface HandPhotoDialogProps {
  readonly step: CaptureStep
  readonly line: SessionLine
  readonly onClose: () => void
}

/** A photo of the hand whose finger cannot be taken, with either camera. */
export function HandPhotoDialog({ step, line, onClose }: HandPhotoDialogProps) {
  const say = useSay()
  const { source, choose, hasSerial } = useCameraSource()
  const path = `/fingers/${step.position}/hand-photo`
  const send = async (picture?: Blob, device = '') => {
    if (await line.act(picture ? `${path}?${new URLSearchParams({ device })}` : path, picture)) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.handPhoto)}: ${say(step.label)}`}>
      <div className="stage-form">
        <RefusalNotice refusal={line.refusal} />
        {hasSerial && <CameraSource source={source} onChoose={choose} />}
        {source === 'BROWSER' ? (
          <HandCamera busy={line.busy} onPicture={(picture, device) => void send(picture, device)} />
        ) : (
          <div className="row">
            <ActionButton label={words.handPhoto} keys="F4" loading={line.busy} onClick={() => void send()} />
          </div>
        )}
      </div>
    </Dialog>
  )
}

function HandCamera({
  busy,
  onPicture,
}: {
  readonly busy: boolean
  readonly onPicture: (picture: Blob, device: string) => void
}) {
  const say = useSay()
  const camera = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  const [ready, setReady] = useState(false)
  const [taking, setTaking] = useState(false)
  if (!camera.stream) {
    return (
      <>
        <p>
          {say(
            {
              OPENING: cameraWords.opening,
              OPEN: cameraWords.opening,
              REFUSED: cameraWords.refused,
              ABSENT: cameraWords.absent,
            }[camera.state],
          )}
        </p>
        {camera.state !== 'OPENING' && (
          <ActionButton label={cameraWords.reopen} variant="default" onClick={camera.reopen} />
        )}
      </>
    )
  }
  const take = () => {
    if (!video.current || taking) return
    setTaking(true)
    takeFrame(video.current)
      .then((jpeg) => onPicture(jpeg, camera.label))
      .catch(camera.reopen)
      .finally(() => setTaking(false))
  }
  return (
    <>
      <PlainCamera ref={video} stream={camera.stream} onReady={() => setReady(true)} />
      <div className="row">
        <ActionButton label={words.handPhoto} keys="F4" loading={busy || taking || !ready} onClick={take} />
      </div>
    </>
  )
}
