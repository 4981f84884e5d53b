/** The thread of chip-pictures.ts. */
import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { encodeWsq } from '../../core/biometrics/wsq/encode.ts'
import { WsqRefused } from '../../core/biometrics/wsq/refusal.ts'
import type { ChipBiometrics, ChipPicture } from '../../core/card/chip-person.ts'
import { DomainError } from '../../core/errors.ts'
import type { ChipCaptures, ChipPictures } from './chip-pictures.ts'
import { FaceRefused } from './face-refused.ts'
import { readFingerFile } from './finger-file.ts'
import { encodeJp2 } from './jpeg2000.ts'

/** 20 × 30 mm at 300 dpi: what is printed on the card, and more than the least of ISO/IEC 19794-5, 8.4.1 between the eyes. */
const portraitSize = { width: 240, height: 360 } as const
/** Bits a pixel: about 15:1, the FBI's usual (WSQ specification, IAFIS-IC-0110, annex A). */
const fingerRate = 0.75

async function portraitOf(bytes: Uint8Array, mostBytes: number): Promise<ChipBiometrics['portrait']> {
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .flatten({ background: '#fff' })
    .resize({ ...portraitSize, fit: 'inside' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new FaceRefused('NOT_AN_IMAGE')
    })
  const { width, height } = info
  const picture = { width, height, components: 3, samples: new Uint8Array(data) } as const
  return { format: 'JP2', bytes: await encodeJp2(picture, { mostBytes }), width, height }
}

async function fingerOf({
  position,
  bytes,
}: ChipCaptures['fingers'][number]): Promise<ChipBiometrics['fingers'][number]> {
  const image = await readFingerFile(bytes, 500)
  const { width, height } = image
  return { position, ...(await compressed(image)), width, height }
}

/** WSQ takes nothing without contrast: a worn finger's blank picture goes into the chip as it was captured, by JPEG 2000. */
async function compressed(image: FingerImage): Promise<Pick<ChipPicture, 'format' | 'bytes'>> {
  try {
    return { format: 'WSQ', bytes: encodeWsq(image, { rate: fingerRate }) }
  } catch (error) {
    if (!(error instanceof WsqRefused)) throw error
    const picture = { ...image, components: 1, samples: image.pixels } as const
    return { format: 'JP2', bytes: await encodeJp2(picture, { ratio: 15 }) }
  }
}

/** Null for what is no picture; a fault of ours ends the thread instead, and nobody's picture is blamed for it. */
async function readable<Made>(making: Promise<Made>): Promise<Made | null> {
  try {
    return await making
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

async function answer({ portrait, fingers, mostPortraitBytes }: ChipCaptures): Promise<ChipPictures> {
  const face = portrait && (await readable(portraitOf(portrait, mostPortraitBytes)))
  if (portrait && !face) return { unreadable: 'PORTRAIT' }
  const made = []
  for (const finger of fingers) {
    const picture = await readable(fingerOf(finger))
    if (!picture) return { unreadable: finger.position }
    made.push(picture)
  }
  return { portrait: face, fingers: made }
}

parentPort?.on('message', (captures: ChipCaptures) => {
  void answer(captures).then((made) => parentPort?.postMessage(made))
})
