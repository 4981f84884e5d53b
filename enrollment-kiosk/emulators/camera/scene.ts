/** What stands before the emulated camera. */
import sharp from 'sharp'
import { z } from 'zod'
import { portraitSvg } from '../../../core/synthetic/portrait.ts'
import { type ControlRequest, jsonBody } from '../control.ts'
import { PictureUnreadable } from '../picture.ts'

const drawnSchema = z.strictObject({
  seed: z.int().nonnegative(),
  ageYears: z.int().min(0).max(120).default(30),
  sex: z.enum(['MALE', 'FEMALE']).default('FEMALE'),
})

/** A photograph served byte for byte, or a person who is drawn at the camera's own size. */
export type Scene = { readonly jpeg: Uint8Array } | { readonly person: z.infer<typeof drawnSchema> }

export const somebody: Scene = { person: { seed: 1, ageYears: 30, sex: 'FEMALE' } }

/** From a request's body: JPEG bytes, or JSON naming a synthetic person. Throws PictureUnreadable. */
export function sceneIn(request: ControlRequest): Scene {
  if (request.contentType.includes('json') || request.body[0] === 0x7b) {
    return { person: jsonBody(request, drawnSchema) }
  }
  return sceneFromFile(request.body)
}

/** Throws PictureUnreadable unless the file begins as a JPEG does. */
export function sceneFromFile(file: Uint8Array): Scene {
  if (file[0] !== 0xff || file[1] !== 0xd8) throw new PictureUnreadable()
  return { jpeg: file }
}

export interface Exposure {
  readonly width: number
  readonly height: number
  /** The camera's compression register: 0 is best. */
  readonly compression: number
}

/** Some clients address the frame buffer with 16 bits only. */
const longestFrame = 0xffff
const worstQuality = 20
const qualityStep = 10

/** The camera's picture of the scene, as a JPEG. */
export async function exposed(scene: Scene, { width, height, compression }: Exposure): Promise<Uint8Array> {
  if ('jpeg' in scene) return scene.jpeg
  const { seed, ageYears, sex } = scene.person
  const { data, info } = await sharp(Buffer.from(portraitSvg(seed, { ageYears, sex })))
    .resize({ height })
    .removeAlpha()
    .png()
    .toBuffer({ resolveWithObject: true })
  // The drawing is upright, the sensor lies across: the background goes on at both sides.
  const left = Math.floor((width - info.width) / 2)
  const sides = { left, right: width - info.width - left, extendWith: 'copy' } as const
  const whole = await sharp(data).extend(sides).png().toBuffer()
  for (let quality = Math.max(worstQuality, 100 - Math.round(compression / 3)); ; quality -= qualityStep) {
    const jpeg = await sharp(whole)
      .jpeg({ quality: Math.max(1, quality) })
      .toBuffer()
    if (jpeg.length <= longestFrame || quality <= 1) return new Uint8Array(jpeg)
  }
}
