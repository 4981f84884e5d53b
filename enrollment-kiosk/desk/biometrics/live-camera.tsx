import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import type { FaceHint } from '../../../core/biometrics/face-hints.ts'
import { useSay } from '../../../ui/language.tsx'
import { watchVideo } from '../../../ui/face/watch-face.ts'
import { cameraWords } from './camera-words.ts'
import { guidedFrame, type PictureSize } from './portrait-frame.ts'
import { sharedFaceWatch } from './shared-face-watch.ts'
import { guidedPart } from './take-frame.ts'

interface LiveCameraProps {
  readonly ref: RefObject<HTMLVideoElement | null>
  readonly stream: MediaStream
  /** What is seen, look after look; null: the checks do not run here. */
  readonly onSight: (hints: readonly FaceHint[] | null) => void
  /** Whether all is well: the frame says it with a form too. */
  readonly good: boolean
}

/** The live picture with the 3 × 4 frame, looked at several times a second. */
export function LiveCamera({ ref, stream, onSight, good }: LiveCameraProps) {
  const say = useSay()
  const [size, setSize] = useState<PictureSize | null>(null)
  const tell = useEffectEvent(onSight)
  useEffect(() => {
    const video = ref.current
    if (!video) return undefined
    video.srcObject = stream
    void video.play().catch(() => undefined)
    return watchVideo(sharedFaceWatch(), video, {
      onSight: ({ hints }) => tell(hints),
      onFailed: () => tell(null),
      partOf: guidedPart,
    })
  }, [ref, stream])
  return (
    <div className="live-camera" data-good={good}>
      <video
        ref={ref}
        muted
        playsInline
        aria-label={say(cameraWords.live)}
        onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
          setSize({ width, height })
        }
      />
      {size && <GuideLines size={size} />}
    </div>
  )
}

/** What the card will show, and where the face belongs: eyes between the two lines, head in the oval. */
function GuideLines({ size }: { readonly size: PictureSize }) {
  const { left, top, width, height } = guidedFrame(size)
  const at = (x: number, y: number) => ({ x: left + x * width, y: top + y * height })
  const middle = at(0.5, 0.46)
  const [eyeTop, eyeBottom] = [at(0, 0.38), at(0, 0.5)]
  const around = `M0 0H${size.width}V${size.height}H0ZM${left} ${top}V${top + height}H${left + width}V${top}Z`
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <path className="crop-around" d={around} />
      <rect className="crop-edge" x={left} y={top} width={width} height={height} />
      <ellipse className="guide-oval" cx={middle.x} cy={middle.y} rx={width * 0.27} ry={height * 0.3} />
      {[eyeTop, eyeBottom].map(({ y }) => (
        <line key={y} className="guide-eyes" x1={left + width * 0.2} x2={left + width * 0.8} y1={y} y2={y} />
      ))}
    </svg>
  )
}
