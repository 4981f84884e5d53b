import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { errorRates } from './error-rates.ts'
import { fullEffort, matchPacked } from './match-finger.ts'
import { matchThreshold } from './minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from './minutiae.ts'
import { packFinger } from './packed-finger.ts'
import { probeFinger } from './probe-finger.ts'

/** Prints of real fingers (FVC2002, ten fingers a set), beside the repository on machines that measure. */
const folder = resolve(import.meta.dirname, '../../../shared/data/fingerprints')
const measured = existsSync(folder)
if (!measured)
  console.warn('skipped: no ../shared/data/fingerprints, error rates on real fingers are not measured')

const touches = Array.from({ length: 80 }, (_, i) => ({ finger: 101 + (i >> 3), impression: 1 + (i & 7) }))

async function templateOf(set: string, { finger, impression }: (typeof touches)[number]) {
  const file = sharp(`${folder}/fvc2002-${set}_B/${finger}_${impression}.png`).greyscale().raw()
  const { data, info } = await file.toBuffer({ resolveWithObject: true })
  return extractMinutiae({
    width: info.width,
    height: info.height,
    dpi: 500,
    pixels: new Uint8Array(data),
  })
}

function scoresOf(templates: readonly MinutiaeTemplate[]) {
  const packed = templates.map(packFinger)
  const scores = { genuine: [] as number[], impostor: [] as number[] }
  for (const [a, template] of templates.entries()) {
    const probe = probeFinger(template)
    for (let b = a + 1; b < packed.length; b++) {
      const pair = touches[a]!.finger === touches[b]!.finger ? scores.genuine : scores.impostor
      pair.push(matchPacked(probe, packed[b]!, 0, fullEffort))
    }
  }
  return scores
}

describe.skipIf(!measured)('on real fingers', () => {
  test.each([
    ['DB1', 0.015],
    ['DB2', 0.019],
    ['DB4', 0.01],
  ])('set %s keeps its equal error rate under %d and accepts no stranger', async (set, bound) => {
    const scores = scoresOf(await Promise.all(touches.map((touch) => templateOf(set, touch))))
    expect([scores.genuine.length, scores.impostor.length]).toEqual([280, 2880])
    expect(errorRates(scores).equal).toBeLessThan(bound)
    expect(Math.max(...scores.impostor)).toBeLessThan(matchThreshold)
  })
})
