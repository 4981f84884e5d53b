import { Button, Select } from '@mantine/core'
import { useRef, useState } from 'react'
import type { FaceHint } from '../../../core/biometrics/face-hints.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { cameraWords } from './camera-words.ts'
import { FaceCheckList } from './face-check-list.tsx'
import { LiveCamera } from './live-camera.tsx'
import { TakeAnyway } from './take-anyway.tsx'
import { type NewPortrait, takeFrame } from './take-frame.ts'
import { type BrowserCamera, useCamera } from './use-camera.ts'

/** The browser's camera with its live checks: the picture is offered when it is right, or for a reason. */
export function BrowserPortrait({ onTaken }: { readonly onTaken: (portrait: NewPortrait) => void }) {
  const say = useSay()
  const camera = useCamera()
  if (camera.state === 'OPENING') return <p className="soft">{say(cameraWords.opening)}</p>
  if (!camera.stream) {
    return (
      <Notice tone="attention" title={say(cameraWords.browser)} spoken>
        <p>{say(camera.state === 'REFUSED' ? cameraWords.refused : cameraWords.absent)}</p>
        <Button variant="default" onClick={camera.reopen}>
          {say(cameraWords.reopen)}
        </Button>
      </Notice>
    )
  }
  return <Viewfinder camera={camera} stream={camera.stream} onTaken={onTaken} />
}

interface ViewfinderProps {
  readonly camera: BrowserCamera
  readonly stream: MediaStream
  readonly onTaken: (portrait: NewPortrait) => void
}

function Viewfinder({ camera, stream, onTaken }: ViewfinderProps) {
  const say = useSay()
  const video = useRef<HTMLVideoElement>(null)
  /** Undefined until the first look; null where the checks do not run in this browser. */
  const [hints, setHints] = useState<readonly FaceHint[] | null | undefined>(undefined)
  const [asking, setAsking] = useState(false)
  const [taking, setTaking] = useState(false)
  const good = hints?.length === 0
  const take = (reason: string | null) => {
    if (!video.current || taking) return
    setTaking(true)
    takeFrame(video.current)
      .then((jpeg) => onTaken({ jpeg, device: camera.label, reason }))
      .catch(camera.reopen)
      .finally(() => setTaking(false))
  }
  return (
    <div className="viewfinder">
      <LiveCamera ref={video} stream={stream} good={good} onSight={setHints} />
      <div className="portrait-side">
        <FaceCheckList hints={hints ?? null} />
        <p className="face-verdict" data-good={good} aria-live="polite">
          {hints === undefined && say(cameraWords.loading)}
          {hints === null && say(cameraWords.checksFailed)}
          {good && `✓ ${say(cameraWords.allGood)}`}
        </p>
        <div className="row">
          <ActionButton
            label={cameraWords.take}
            keys="F4"
            loading={taking}
            disabled={!good}
            onClick={() => take(null)}
          />
          <ActionButton
            label={cameraWords.takeAnyway}
            keys="F8"
            variant="default"
            disabled={good || hints === undefined}
            onClick={() => setAsking(true)}
          />
        </div>
        {camera.cameras.length > 1 && (
          <Select
            label={say(cameraWords.which)}
            data={camera.cameras.map(({ id, label }) => ({ value: id, label }))}
            value={camera.cameras.find(({ label }) => label === camera.label)?.id ?? null}
            onChange={(id) => id !== null && camera.choose(id)}
          />
        )}
        <p className="soft">{camera.label}</p>
      </div>
      {asking && (
        <TakeAnyway
          onClose={() => setAsking(false)}
          onReason={(reason) => {
            setAsking(false)
            take(reason)
          }}
        />
      )}
    </div>
  )
}
