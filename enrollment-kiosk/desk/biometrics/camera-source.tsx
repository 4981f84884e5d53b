import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { cameraWords } from './camera-words.ts'

type Source = 'BROWSER' | 'SERIAL'

const shelf = 'desk-camera-source'

/** What was chosen last at this desk. */
export function useCameraSource() {
  const camera = useStation().status?.devices.find(({ kind }) => kind === 'camera')
  const hasSerial = camera !== undefined && camera.state !== 'ABSENT'
  const [chosen, setChosen] = useState<Source>(() =>
    localStorage.getItem(shelf) === 'SERIAL' ? 'SERIAL' : 'BROWSER',
  )
  const source: Source = hasSerial ? chosen : 'BROWSER'
  const choose = (next: Source) => {
    localStorage.setItem(shelf, next)
    setChosen(next)
  }
  return { source, choose, hasSerial }
}

interface CameraSourceProps {
  readonly source: Source
  readonly onChoose: (source: Source) => void
}

/** Two cameras at one desk: arrows choose. */
export function CameraSource({ source, onChoose }: CameraSourceProps) {
  const say = useSay()
  return (
    <Radio.Group
      label={say(cameraWords.source)}
      value={source}
      onChange={(value) => onChoose(value === 'SERIAL' ? 'SERIAL' : 'BROWSER')}
    >
      <div className="choices">
        <Radio value="BROWSER" label={say(cameraWords.browser)} />
        <Radio value="SERIAL" label={say(cameraWords.serial)} />
      </div>
    </Radio.Group>
  )
}
