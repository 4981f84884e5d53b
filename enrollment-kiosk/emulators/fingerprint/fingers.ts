/** Where the fingers come from that are laid on the emulated sensor. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { type ControlRequest, jsonBody } from '../control.ts'
import { greyPicture, onSensor } from '../picture.ts'
import { damageFinger, damages } from './damage-finger.ts'

/** A finger of nobody: which person, which of the ten fingers, which touch of it. */
const syntheticSchema = z.strictObject({
  seed: z.int().nonnegative(),
  finger: z.int().min(1).max(10).default(1),
  impression: z.int().nonnegative().default(0),
  damage: z.enum(damages).optional(),
})

/** A picture file as JSON carries it, to be damaged too. */
const pictureSchema = z.strictObject({ picture: z.base64(), damage: z.enum(damages).optional() })
const fingerSchema = z.union([pictureSchema, syntheticSchema])

/** What a sensor sees of a finger. */
export type Sensor = Pick<FingerImage, 'width' | 'height' | 'dpi'>

/** What the worker is asked to draw. */
export interface Drawing {
  readonly fingerSeed: number
  readonly impression: number
  readonly width: number
  readonly height: number
}

/** From a request's body: a picture file, or JSON naming a synthetic finger; JSON may name a damage. */
export async function fingerIn(request: ControlRequest, sensor: Sensor): Promise<FingerImage> {
  const isJson = request.contentType.includes('json') || request.body[0] === 0x7b
  if (!isJson) return fingerFromFile(request.body, sensor)
  const finger = jsonBody(request, fingerSchema)
  const image =
    'picture' in finger
      ? await fingerFromFile(Buffer.from(finger.picture, 'base64'), sensor)
      : await synthetic(finger, sensor)
  return finger.damage ? damageFinger(image, finger.damage) : image
}

/** A picture of any size as this sensor would see it. */
export async function fingerFromFile(file: Uint8Array, { width, height, dpi }: Sensor): Promise<FingerImage> {
  return { ...onSensor(await greyPicture(file), width, height), dpi }
}

async function synthetic(
  { seed, finger, impression }: z.infer<typeof syntheticSchema>,
  { width, height, dpi }: Sensor,
): Promise<FingerImage> {
  // Ten seeds for each person.
  const image = await draw({ fingerSeed: seed * 10 + finger, impression, width, height })
  return { ...image, dpi }
}

const inTurn = oneAtATime()
let drawer: Worker | null = null

/** Growing the ridges takes more than a second: a thread of its own keeps the module answering meanwhile. */
function draw(drawing: Drawing): Promise<FingerImage> {
  const worker = (drawer ??= new Worker(new URL('draw-finger.ts', import.meta.url)))
  worker.unref()
  return inTurn(async () => {
    worker.postMessage(drawing)
    const [image] = (await once(worker, 'message')) as [FingerImage]
    return image
  })
}
