import { useRef, useState, type PointerEvent } from 'react'
import { useSay } from '../../../../ui/language.tsx'
import { boxAfterKey, boxBetween, type CropBox, type PictureSize, wholePicture } from './crop-frame.ts'
import { words } from './words.ts'

interface CropPictureProps {
  readonly src: string
  /** Null: nothing is chosen, the whole picture stays. */
  readonly box: CropBox | null
  readonly onBox: (box: CropBox) => void
}

/** A picture on which a part is chosen, by dragging or with the arrows. */
export function CropPicture({ src, box, onBox }: CropPictureProps) {
  const say = useSay()
  const [picture, setPicture] = useState<PictureSize | null>(null)
  const corner = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const pointAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top, width } = currentTarget.getBoundingClientRect()
    const scale = (picture?.width ?? 0) / width
    return { x: (clientX - left) * scale, y: (clientY - top) * scale }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application: it is worked with pointer and arrows
    <div
      className="crop-stage"
      role="application"
      aria-label={say(words.frame)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows work on it
      tabIndex={0}
      onKeyDown={(event) => {
        const next = picture && boxAfterKey(box ?? wholePicture(picture), event.key, event.shiftKey, picture)
        if (!next) return
        event.preventDefault()
        onBox(next)
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        corner.current = pointAt(event)
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 0 && corner.current && picture)
          onBox(boxBetween(corner.current, pointAt(event), picture))
      }}
    >
      <img
        src={src}
        alt={say(words.picture)}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setPicture({ width, height })
        }
      />
      {picture && box && (
        <svg viewBox={`0 0 ${picture.width} ${picture.height}`} aria-hidden="true">
          <path
            className="crop-out"
            d={`M0 0H${picture.width}V${picture.height}H0ZM${box.left} ${box.top}v${box.height}h${box.width}v${-box.height}Z`}
          />
          <rect className="crop-line" x={box.left} y={box.top} width={box.width} height={box.height} />
        </svg>
      )}
    </div>
  )
}
