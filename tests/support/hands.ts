/** Hands of invented people as a scanner sees them: real pictures, and the templates that a desk makes of them. */
import sharp from 'sharp'
import { writeDeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { examineFinger } from '../../core/biometrics/finger-quality.ts'
import { type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { type CapturedFinger, fingerFile, templateFile } from '../../core/enrollment/packet.ts'
import { renderImpression, synthesiseFinger } from '../../core/synthetic/finger.ts'
import type { PacketChanges } from './packets.ts'

/** A module's sensor. */
const sensor = { width: 256, height: 288 } as const

export interface Hands extends Required<Pick<PacketChanges, 'template'>> {
  readonly fingers: readonly CapturedFinger[]
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

export interface HandsOptions {
  /** Of the synthetic people; no two have a finger alike. */
  readonly person: number
  /** Which touch of the glass: another one shows the same fingers a little otherwise. */
  readonly touch?: number
  readonly capturedAt: string
  readonly device?: string
}

export function fingerPng({ width, height, pixels }: FingerImage): Promise<Uint8Array> {
  const raw = { width, height, channels: 1 } as const
  return sharp(pixels, { raw }).toColourspace('b-w').png({ compressionLevel: 3 }).toBuffer()
}

/** All ten fingers once, as an honest desk with a full scanner captures them. */
export async function honestHands(options: HandsOptions): Promise<Hands> {
  const { person, touch = 1, capturedAt, device = 'Máy mô phỏng' } = options
  const pictures = new Map<string, Uint8Array>()
  const templates = new Map<FingerPosition, Uint8Array>()
  const fingers: CapturedFinger[] = []
  for (const position of fingerPositions) {
    const image = renderImpression(synthesiseFinger(1000 * person + position), touch, sensor)
    const { template, quality } = examineFinger(image)
    const file = fingerFile(position, 1)
    const measured = { dpi: image.dpi, bitDepth: 8, quality: quality.score, attempts: 1 }
    pictures.set(file, await fingerPng(image))
    templates.set(position, writeDeskTemplate({ position, template, quality: quality.score }))
    fingers.push({
      position,
      impressions: [{ file, ...sensor, ...measured, device, capturedAt }],
      exception: null,
      template: { file: templateFile(position), impression: 1 },
    })
  }
  return {
    fingers,
    pictures,
    template: async (position) => templates.get(position) ?? new Uint8Array(),
  }
}
