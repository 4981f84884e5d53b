import { useEffect, useEffectEvent, useRef, type PointerEvent, type Ref } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

const label: Bilingual = {
  vi: 'Khung ký: ký bằng bút, ngón tay hoặc chuột',
  en: 'Signature box: sign with pen, finger or mouse',
}

/** Pixels of the kept picture: four times what the card prints of it. */
const size = { width: 900, height: 300 }
const lineWidth = 5

interface SignaturePadProps {
  readonly ref: Ref<HTMLCanvasElement>
  /** Told at the first stroke. */
  readonly onInk: () => void
  /** Grows when the box is to be emptied. */
  readonly cleared: number
}

/** A box to sign in: black on white, as it will be kept. */
export function SignaturePad({ ref, onInk, cleared }: SignaturePadProps) {
  const say = useSay()
  const canvas = useRef<HTMLCanvasElement | null>(null)
  const clear = useEffectEvent(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.fillStyle = '#fff'
    context.fillRect(0, 0, size.width, size.height)
    Object.assign(context, { lineWidth, lineCap: 'round', lineJoin: 'round', strokeStyle: '#111' })
  })
  useEffect(() => clear(), [cleared])
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return [
      ((event.clientX - left) / width) * size.width,
      ((event.clientY - top) / height) * size.height,
    ] as const
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const context = event.currentTarget.getContext('2d')
    context?.beginPath()
    context?.moveTo(...at(event))
    context?.lineTo(...at(event))
    context?.stroke()
    onInk()
  }
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return
    const context = event.currentTarget.getContext('2d')
    context?.lineTo(...at(event))
    context?.stroke()
  }
  return (
    <canvas
      ref={(element) => {
        canvas.current = element
        if (typeof ref === 'function') ref(element)
        else if (ref) ref.current = element
      }}
      className="signature-pad"
      {...size}
      aria-label={say(label)}
      onPointerDown={begin}
      onPointerMove={draw}
    />
  )
}

/** The picture in base64, as the agent wants it. */
export function pngOf(canvas: HTMLCanvasElement): string {
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '')
}
