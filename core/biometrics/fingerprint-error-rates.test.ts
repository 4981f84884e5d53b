import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type EdgeTable, edgeTable } from './minutiae-edges.ts'
import { matchEdges, matchThreshold } from './minutiae-match.ts'
import { extractMinutiae } from './minutiae.ts'

/** Prints of real fingers (FVC2002, ten fingers a set), beside the repository on machines that measure. */
const folder = resolve(import.meta.dirname, '../../../shared/data/fingerprints')
const measured = existsSync(folder)
if (!measured)
  console.warn('skipped: no ../shared/data/fingerprints, error rates on real fingers are not measured')

const fingers = Array.from({ length: 10 }, (_, i) => 101 + i)
const impressions = [1, 2, 3, 4]

async function readSet(set: string): Promise<EdgeTable[][]> {
  const touch = async (finger: number, impression: number) => {
    const file = sharp(`${folder}/fvc2002-${set}_B/${finger}_${impression}.png`).greyscale().raw()
    const { data, info } = await file.toBuffer({ resolveWithObject: true })
    return edgeTable(
      extractMinutiae({ width: info.width, height: info.height, dpi: 500, pixels: new Uint8Array(data) }),
    )
  }
  return Promise.all(
    fingers.map((finger) => Promise.all(impressions.map((impression) => touch(finger, impression)))),
  )
}

function scoresOf(set: readonly EdgeTable[][]): { genuine: number[]; impostor: number[] } {
  const touches = set.flatMap((tables, finger) => tables.map((table) => ({ finger, table })))
  const scores = { genuine: [] as number[], impostor: [] as number[] }
  for (const [i, a] of touches.entries()) {
    for (const b of touches.slice(i + 1)) {
      scores[a.finger === b.finger ? 'genuine' : 'impostor'].push(matchEdges(a.table, b.table))
    }
  }
  return scores
}

/** Where as many genuine pairs fall below a threshold as impostors reach it. */
function equalErrorRate({ genuine, impostor }: { genuine: number[]; impostor: number[] }): number {
  const rates = [...genuine, ...impostor].map((threshold) => {
    const missed = genuine.filter((score) => score < threshold).length / genuine.length
    const fooled = impostor.filter((score) => score >= threshold).length / impostor.length
    return { gap: Math.abs(missed - fooled), rate: (missed + fooled) / 2 }
  })
  return rates.reduce((best, next) => (next.gap < best.gap ? next : best)).rate
}

describe.skipIf(!measured)('on real fingers', () => {
  test.each([
    ['DB1', 0.08],
    ['DB2', 0.05],
    ['DB4', 0.06],
  ])('set %s keeps its equal error rate under %d and accepts no stranger', async (set, bound) => {
    const scores = scoresOf(await readSet(set))
    const rate = equalErrorRate(scores)
    const missed = scores.genuine.filter((score) => score < matchThreshold).length / scores.genuine.length
    console.log(
      `${set}: EER ${(100 * rate).toFixed(2)} %, missed at the threshold ${(100 * missed).toFixed(1)} %`,
    )
    expect(rate).toBeLessThan(bound)
    expect(Math.max(...scores.impostor)).toBeLessThan(matchThreshold)
  })
})
