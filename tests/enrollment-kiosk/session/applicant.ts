/** An applicant at the emulated devices, who does what the screen says. */
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import sharp from 'sharp'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import type { ProgressEvent } from '../../../enrollment-kiosk/session/progress.ts'
import type { EmulatorProcess } from '../devices/emulator-process.ts'
import type { KioskProcess } from './kiosk-process.ts'

const width = 256
const height = 288

/** What an applicant lays on the glass when asked for it, in levels that survive four bits. */
export type Touch = (asked: Asked) => Uint8Array

export interface Asked {
  readonly position: number
  readonly impression: number
  readonly attempt: number
}

const touched = new Map<string, Uint8Array>()

/** Another finger at each position, and no touch of it like the other. */
export const touchPixels: Touch = ({ position, impression, attempt }) => {
  const key = `${position} ${impression} ${attempt}`
  const known = touched.get(key)
  if (known) return known
  const { pixels } = renderImpression(synthesiseFinger(500 + position), impression + 2 * (attempt - 1), {
    width,
    height,
  })
  const seen = pixels.map((pixel) => (pixel >> 4) * 17)
  touched.set(key, seen)
  return seen
}

/** Nothing that a finger leaves. */
export const noise: Touch = ({ position, impression, attempt }) =>
  Uint8Array.from(
    { length: width * height },
    (_, i) => ((i * (7 * position + 3 * impression + attempt) + (i >> 8) * 5) % 16) * 17,
  )

/** The middle of the finger and no more. */
export const fingertipOnly: Touch = (asked) => {
  const pixels = touchPixels(asked)
  return pixels.map((pixel, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return Math.hypot(x - width / 2, y - height / 2) < 62 ? pixel : 255
  })
}

/** Something is done to the scanner before the finger is laid on it. */
type SlowTouch = (asked: Asked) => Uint8Array | Promise<Uint8Array>

async function touchPng(touch: SlowTouch, asked: Asked): Promise<Uint8Array> {
  const raw = { width, height, channels: 1 } as const
  return sharp(await touch(asked), { raw })
    .png()
    .toBuffer()
}

export async function pixelsOf(png: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await sharp(png).toColourspace('b-w').raw().toBuffer())
}

export interface Applicant {
  /** What the screen said, in order. */
  readonly heard: ProgressEvent[]
  leave(): void
}

/** Listens to GET /events; resolves when the agent is listened to. */
export async function bringApplicant(
  kiosk: KioskProcess,
  scanner: EmulatorProcess,
  touch: SlowTouch = touchPixels,
): Promise<Applicant> {
  const leaving = new AbortController()
  const heard: ProgressEvent[] = []
  const response = await fetch(`${kiosk.url}/events`, {
    headers: { authorization: `Bearer ${kiosk.token}` },
    signal: leaving.signal,
  })
  const lines = createInterface({ input: Readable.fromWeb(response.body as WebStream) })
  async function follow(): Promise<void> {
    for await (const line of lines) {
      if (!line.startsWith('data: ')) continue
      const event = JSON.parse(line.slice(6)) as ProgressEvent
      heard.push(event)
      if (event.type !== 'capture') continue
      if (event.step === 'PLACE') {
        const { position, impression, attempt } = event
        const asked = { position: position ?? 0, impression: impression ?? 0, attempt: attempt ?? 0 }
        await scanner.control('PUT', '/finger', await touchPng(touch, asked))
      }
      if (event.step === 'LIFT') await scanner.control('DELETE', '/finger')
    }
  }
  // The stream ends with an error when the applicant leaves or the agent is killed.
  follow().catch(() => undefined)
  return { heard, leave: () => leaving.abort() }
}
