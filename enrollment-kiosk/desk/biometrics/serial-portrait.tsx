import { useState } from 'react'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../api/use-picture.ts'
import { cameraWords } from './camera-words.ts'
import { CapturePicture } from './capture-picture.tsx'
import { DeviceLine } from './device-line.tsx'

/** The desk's own camera: single pictures over a slow wire, so that one looks once and then takes it. */
export function SerialPortrait({ busy, onTake }: { readonly busy: boolean; readonly onTake: () => void }) {
  const say = useSay()
  const [looks, setLooks] = useState(0)
  const picture = usePicture(looks === 0 ? null : `/devices/camera/picture?look=${looks}`)
  return (
    <div className="portrait-kept">
      <CapturePicture
        className="portrait-large"
        picture={picture}
        label={cameraWords.live}
        empty={cameraWords.none}
      />
      <div className="portrait-side">
        <p>{say(cameraWords.serialHelp)}</p>
        <div className="row">
          <ActionButton label={cameraWords.take} keys="F4" loading={busy} onClick={onTake} />
          <ActionButton
            label={cameraWords.look}
            keys="F7"
            variant="default"
            loading={picture.state === 'loading'}
            onClick={() => setLooks(looks + 1)}
          />
        </div>
        <DeviceLine kind="camera" />
      </div>
    </div>
  )
}
