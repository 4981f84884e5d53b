import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { FingerImage } from '../finger-image.ts'
import { matchTemplates, matchThreshold } from '../minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from '../minutiae.ts'
import { decodeWsq } from './decode.ts'
import { encodeWsq } from './encode.ts'
import { signalToNoise } from './test-images.ts'

/** Prints of real fingers (FVC2002), beside the repository on machines that measure. */
const folder = resolve(import.meta.dirname, '../../../../shared/data/fingerprints')
const measured = existsSync(folder)
if (!measured) console.warn('skipped: no ../shared/data/fingerprints, WSQ on real fingers is not measured')

async function fingerImage(name: string): Promise<FingerImage> {
  const file = sharp(`${folder}/${name}.png`).greyscale().raw()
  const { data, info } = await file.toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, dpi: 500, pixels: new Uint8Array(data) }
}

/** The share of minutiae that the other template has within six pixels and 17 degrees. */
function shareFound(template: MinutiaeTemplate, other: MinutiaeTemplate): number {
  const found = Array.from(template.x).filter((x, i) =>
    other.x.some((otherX, j) => {
      const turn = Math.abs(template.angle[i]! - other.angle[j]!)
      const distance = Math.hypot(otherX - x, other.y[j]! - template.y[i]!)
      return distance <= 6 && Math.min(turn, 256 - turn) <= 12
    }),
  )
  return found.length / template.x.length
}

describe.skipIf(!measured)('on real fingers', () => {
  test.each([
    ['fvc2002-DB1_B/101_1', 0.75, { quality: 30.5, most: 9000 }],
    ['fvc2002-DB1_B/101_1', 2.25, { quality: 40.5, most: 25_500 }],
    ['fvc2002-DB1_B/105_3', 0.75, { quality: 29, most: 11_000 }],
    ['fvc2002-DB2_B/101_1', 0.75, { quality: 30, most: 13_000 }],
    ['fvc2002-DB4_B/102_2', 2.25, { quality: 40, most: 25_500 }],
  ])('%s at %d bits a pixel keeps its quality and its size', async (name, rate, bounds) => {
    const image = await fingerImage(name)
    const bytes = encodeWsq(image, { rate })
    const quality = signalToNoise(image, decodeWsq(bytes).image)
    console.log(`${name} at ${rate}: ${bytes.length} bytes, ${quality.toFixed(1)} dB`)
    expect(quality).toBeGreaterThan(bounds.quality)
    expect(bytes.length).toBeLessThan(bounds.most)
  })

  test('minutiae stay where they are after 15:1', async () => {
    const shares: number[] = []
    for (const finger of [101, 103, 105, 107, 109]) {
      const image = await fingerImage(`fvc2002-DB1_B/${finger}_1`)
      const before = extractMinutiae(image)
      const after = extractMinutiae(decodeWsq(encodeWsq(image, { rate: 0.75 })).image)
      shares.push(shareFound(before, after), shareFound(after, before))
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
    console.log(`minutiae found again after WSQ at 0.75: ${(100 * mean).toFixed(1)} %`)
    expect(mean).toBeGreaterThan(0.75)
    expect(Math.min(...shares)).toBeGreaterThan(0.55)
  })

  test('a print matches what became of it far above the threshold', async () => {
    for (const name of ['fvc2002-DB1_B/102_4', 'fvc2002-DB2_B/104_2', 'fvc2002-DB4_B/108_5']) {
      const image = await fingerImage(name)
      const { image: decoded } = decodeWsq(encodeWsq(image, { rate: 0.75 }))
      expect(matchTemplates(extractMinutiae(decoded), extractMinutiae(image))).toBeGreaterThan(
        4 * matchThreshold,
      )
    }
  })
})
