/** An applicant at the emulated devices, who does what the screen says. */
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import sharp from 'sharp'
import type { ProgressEvent } from '../../../enrollment-kiosk/session/progress.ts'
import type { EmulatorProcess } from '../devices/emulator-process.ts'
import type { KioskProcess } from './kiosk-process.ts'

const width = 256
const height = 288

/** The picture of one touch: no two are equal, in levels that survive four bits. */
export function touchPixels(position: number, impression: number): Uint8Array {
  const seed = position * 5 + impression
  return Uint8Array.from({ length: width * height }, (_, i) => ((i * seed + (i >> 8) * position) % 16) * 17)
}

function touchPng(position: number, impression: number): Promise<Uint8Array> {
  const raw = { width, height, channels: 1 } as const
  return sharp(touchPixels(position, impression), { raw }).png().toBuffer()
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
export async function bringApplicant(kiosk: KioskProcess, scanner: EmulatorProcess): Promise<Applicant> {
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
        await scanner.control('PUT', '/finger', await touchPng(event.position ?? 0, event.impression ?? 0))
      }
      if (event.step === 'LIFT') await scanner.control('DELETE', '/finger')
    }
  }
  // The stream ends with an error when the applicant leaves or the agent is killed.
  follow().catch(() => undefined)
  return { heard, leave: () => leaving.abort() }
}
