import { useRef, useState, type PointerEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import {
  type Frame,
  guidedFrame,
  movedFrame,
  type PictureSize,
  placedFrame,
  zoomedFrame,
} from './portrait-frame.ts'
import { type CropSeen, lookAtCrop } from './take-frame.ts'

const words = {
  help: {
    vi: 'Kéo khung bằng chuột, hoặc dùng phím mũi tên để dịch, phím + và − để phóng to, thu nhỏ.',
    en: 'Drag the frame, or use the arrow keys to move it, + and − to zoom.',
  },
  moveFrame: { vi: 'Dịch khung cắt', en: 'Move the frame' },
  picture: { vi: 'Ảnh vừa chụp, khung cắt 3×4 ở trên', en: 'The picture taken, with the 3 × 4 frame on it' },
  keep: { vi: 'Dùng ảnh này', en: 'Keep this picture' },
  retake: { vi: 'Chụp lại', en: 'Take it again' },
  nearer: { vi: 'Phóng to', en: 'Zoom in' },
  farther: { vi: 'Thu nhỏ', en: 'Zoom out' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface PortraitCropProps {
  readonly src: string
  readonly busy: boolean
  readonly onCrop: (crop: CropSeen) => void
  readonly onRetake: () => void
}

/** The whole picture with the part that the card will show; everything else is dimmed. */
export function PortraitCrop({ src, busy, onCrop, onRetake }: PortraitCropProps) {
  const say = useSay()
  const [picture, setPicture] = useState<PictureSize | null>(null)
  const [frame, setFrame] = useState<Frame | null>(null)
  const image = useRef<HTMLImageElement>(null)
  const [looking, setLooking] = useState(false)
  const grip = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const change = (next: (frame: Frame, picture: PictureSize) => Frame) => {
    if (frame && picture) setFrame(next(frame, picture))
  }
  const pixelsAt = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const { left, top, width } = currentTarget.getBoundingClientRect()
    const scale = (picture?.width ?? 0) / width
    return { x: (clientX - left) * scale, y: (clientY - top) * scale }
  }
  const take = (event: PointerEvent<SVGSVGElement>) => {
    if (!frame) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { x, y } = pixelsAt(event)
    grip.current = { x: x - frame.left, y: y - frame.top }
  }
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (!grip.current || event.buttons === 0) return
    const { x, y } = pixelsAt(event)
    const at = { left: x - grip.current.x, top: y - grip.current.y }
    change((now, size) => placedFrame(now, size, at))
  }
  const keep = async () => {
    if (!frame || !image.current || looking) return
    setLooking(true)
    onCrop(await lookAtCrop(image.current, frame))
  }
  const move = (x: number, y: number) => () => change((now, size) => movedFrame(now, size, { x, y }))
  useShortcut('ArrowLeft', words.moveFrame, move(-1, 0))
  useShortcut('ArrowRight', words.moveFrame, move(1, 0))
  useShortcut('ArrowUp', words.moveFrame, move(0, -1))
  useShortcut('ArrowDown', words.moveFrame, move(0, 1))
  return (
    <div className="portrait-crop">
      <div className="portrait-crop-stage">
        <img
          ref={image}
          src={src}
          alt={say(words.picture)}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setPicture({ width, height })
            setFrame((now) => now ?? guidedFrame({ width, height }))
          }}
        />
        {frame && picture && <CropFrame frame={frame} picture={picture} onTake={take} onDrag={drag} />}
      </div>
      <div className="portrait-side">
        <p className="soft">{say(words.help)}</p>
        <div className="row">
          <ActionButton
            label={words.nearer}
            keys="+"
            variant="default"
            onClick={() => change((now, size) => zoomedFrame(now, size, 1))}
          />
          <ActionButton
            label={words.farther}
            keys="-"
            variant="default"
            onClick={() => change((now, size) => zoomedFrame(now, size, -1))}
          />
          <ActionButton label={words.retake} keys="F7" variant="default" onClick={onRetake} />
          <ActionButton
            label={words.keep}
            keys="F4"
            loading={busy || looking}
            disabled={!frame}
            onClick={() => void keep()}
          />
        </div>
      </div>
    </div>
  )
}

interface CropFrameProps {
  readonly frame: Frame
  readonly picture: PictureSize
  readonly onTake: (event: PointerEvent<SVGSVGElement>) => void
  readonly onDrag: (event: PointerEvent<SVGSVGElement>) => void
}

function CropFrame({ frame: { left, top, width, height }, picture, onTake, onDrag }: CropFrameProps) {
  const around = `M0 0H${picture.width}V${picture.height}H0ZM${left} ${top}V${top + height}H${left + width}V${top}Z`
  return (
    <svg
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      aria-hidden="true"
      onPointerDown={onTake}
      onPointerMove={onDrag}
    >
      <path className="crop-around" d={around} />
      <rect className="crop-edge" x={left} y={top} width={width} height={height} />
    </svg>
  )
}
