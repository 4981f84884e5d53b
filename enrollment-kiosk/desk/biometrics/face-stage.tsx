import { useState } from 'react'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { BrowserPortrait } from './browser-portrait.tsx'
import { CameraSource, useCameraSource } from './camera-source.tsx'
import { KeptPortrait, useWholePicture } from './kept-portrait.tsx'
import { PortraitCrop } from './portrait-crop.tsx'
import { SerialPortrait } from './serial-portrait.tsx'
import type { CropSeen, NewPortrait } from './take-frame.ts'

interface FaceStageProps {
  readonly session: SessionView
  readonly busy: boolean
  /** By the serial camera. */
  readonly onTakeSerial: () => void
  readonly onKeep: (portrait: NewPortrait, crop: CropSeen) => void
  readonly onCropAgain: (crop: CropSeen) => void
}

/** The portrait: choose the camera, wait until all is well, take it, cut 3 × 4 out of it. */
export function FaceStage({ session, busy, onTakeSerial, onKeep, onCropAgain }: FaceStageProps) {
  const { source, choose, hasSerial } = useCameraSource()
  const [taken, setTaken] = useState<(NewPortrait & { readonly src: string }) | null>(null)
  const [doing, setDoing] = useState<'TAKE' | 'CROP' | null>(null)
  const drop = () => {
    if (taken) URL.revokeObjectURL(taken.src)
    setTaken(null)
  }
  if (taken) {
    return (
      <PortraitCrop
        src={taken.src}
        busy={busy}
        onCrop={(crop) => {
          onKeep(taken, crop)
          drop()
          setDoing(null)
        }}
        onRetake={drop}
      />
    )
  }
  if (session.portrait && doing === 'CROP') {
    return (
      <CropKept
        session={session}
        busy={busy}
        onCrop={(crop) => {
          onCropAgain(crop)
          setDoing(null)
        }}
        onRetake={() => setDoing('TAKE')}
      />
    )
  }
  if (session.portrait && doing === null) {
    return (
      <KeptPortrait session={session} onRetake={() => setDoing('TAKE')} onCrop={() => setDoing('CROP')} />
    )
  }
  return (
    <>
      {hasSerial && <CameraSource source={source} onChoose={choose} />}
      {source === 'BROWSER' ? (
        <BrowserPortrait
          onTaken={(portrait) => setTaken({ ...portrait, src: URL.createObjectURL(portrait.jpeg) })}
        />
      ) : (
        <SerialPortrait
          busy={busy}
          onTake={() => {
            onTakeSerial()
            setDoing(null)
          }}
        />
      )}
    </>
  )
}

interface CropKeptProps {
  readonly session: SessionView
  readonly busy: boolean
  readonly onCrop: (crop: CropSeen) => void
  readonly onRetake: () => void
}

function CropKept({ session, ...crop }: CropKeptProps) {
  const { src } = useWholePicture(session)
  return src === null ? null : <PortraitCrop src={src} {...crop} />
}
