import type { FaceHint } from '../../../core/biometrics/face-hints.ts'
import { type Frame, guidedFrame } from './portrait-frame.ts'
import { sharedFaceWatch } from './shared-face-watch.ts'

/** A picture that was taken in this page and is not yet the agent's. */
export interface NewPortrait {
  readonly jpeg: Blob
  readonly device: string
  /** Why it was taken in spite of the hints. */
  readonly reason: string | null
}

const jpegQuality = 0.95

/** The part of the camera's picture that is guided: what is judged live is what the card will show. */
export async function guidedPart(video: HTMLVideoElement): Promise<ImageBitmap> {
  const { left, top, width, height } = guidedFrame({ width: video.videoWidth, height: video.videoHeight })
  return createImageBitmap(video, left, top, width, height)
}

/** The video's frame of this moment, whole. */
export async function takeFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight })
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new TypeError('no canvas')
  context.drawImage(video, 0, 0)
  const jpeg = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', jpegQuality)
  })
  if (!jpeg) throw new TypeError('no picture')
  return jpeg
}

/** A part of a picture, and what is seen in it; null where the checks do not run in this browser. */
export interface CropSeen {
  readonly crop: Frame
  readonly seen: { readonly findings: readonly FaceHint[]; readonly quality: number } | null
}

/** Looks at what would be kept. */
export async function lookAtCrop(picture: HTMLImageElement, crop: Frame): Promise<CropSeen> {
  const { left, top, width, height } = crop
  try {
    const part = await createImageBitmap(picture, left, top, width, height)
    const { hints, score } = await sharedFaceWatch().look(part)
    part.close()
    return { crop, seen: { findings: hints, quality: Math.round(score) } }
  } catch {
    return { crop, seen: null }
  }
}
