import { useEffect, type RefObject } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { cameraWords } from './camera-words.ts'

interface PlainCameraProps {
  readonly ref: RefObject<HTMLVideoElement | null>
  readonly stream: MediaStream
  /** There is a picture to take. */
  readonly onReady: () => void
}

/** The live picture and nothing else. */
export function PlainCamera({ ref, stream, onReady }: PlainCameraProps) {
  const say = useSay()
  useEffect(() => {
    const video = ref.current
    if (!video) return
    video.srcObject = stream
    void video.play().catch(() => undefined)
  }, [ref, stream])
  return (
    <video
      ref={ref}
      className="plain-camera"
      muted
      playsInline
      aria-label={say(cameraWords.live)}
      onLoadedData={onReady}
    />
  )
}
