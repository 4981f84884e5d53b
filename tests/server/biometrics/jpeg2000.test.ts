import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Jp2Refused } from '../../../core/biometrics/jp2.ts'
import { damaged, faultOf } from '../../../core/biometrics/records/test-damage.ts'
import { seededRandom } from '../../../core/synthetic/random.ts'
import { decodeJp2, encodeJp2, type Picture } from '../../../server/biometrics/jpeg2000.ts'
import { isMissing } from '../../support/is-missing.ts'

/** OpenJPEG's command line (Debian: libopenjp2-tools) as a second opinion. */
const withoutOpenjpeg = isMissing('opj_decompress', spawnSync('opj_decompress', ['-h']).error === undefined)

/** Waves, and grain that is 38,6 dB away from none. */
function picture(components: 1 | 3, width = 480, height = 640): Picture {
  const random = seededRandom(`picture/${components}`)
  const samples = Uint8Array.from({ length: width * height * components }, (_, i) => {
    const x = Math.floor(i / components) % width
    const y = Math.floor(i / components / width)
    return 128 + 90 * Math.sin(x / 30 + (i % components)) * Math.cos(y / 40) + 3 * random.gaussian()
  })
  return { width, height, components, samples }
}

function psnr(a: Uint8Array, b: Uint8Array): number {
  const squares = a.reduce((sum, sample, i) => sum + (sample - (b[i] ?? 0)) ** 2, 0)
  return 10 * Math.log10((255 * 255 * a.length) / squares)
}

/** What opj_decompress finds in a file: the samples of its PGM or PPM. */
function seenByOpenJpeg(file: Uint8Array, { components, samples }: Picture): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'citizen-id-openjpeg-'))
  try {
    const out = join(folder, components === 1 ? 'out.pgm' : 'out.ppm')
    writeFileSync(join(folder, 'ours.jp2'), file)
    execFileSync('opj_decompress', ['-i', join(folder, 'ours.jp2'), '-o', out], { stdio: 'pipe' })
    return new Uint8Array(readFileSync(out).subarray(-samples.length))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const kinds = [
  ['grey', 1],
  ['RGB', 3],
] as const

describe.each(kinds)('%s', (_, components) => {
  const original = picture(components)

  test('without loss comes back to the bit', async () => {
    expect(await decodeJp2(await encodeJp2(original, 'lossless'))).toEqual(original)
  })

  test.each([
    [10, 37],
    [40, 35],
  ])('compressed %d times keeps its size and its look', async (ratio, decibels) => {
    const file = await encodeJp2(original, { ratio })
    expect(file.length).toBeLessThanOrEqual(original.samples.length / ratio + 100)
    expect(psnr(original.samples, (await decodeJp2(file)).samples)).toBeGreaterThan(decibels)
  })

  test('fits in what a chip has room for, and fills most of it', async () => {
    for (const mostBytes of [3000, 8000, 15_000, 40_000]) {
      const { length } = await encodeJp2(original, { mostBytes })
      expect(length).toBeLessThanOrEqual(mostBytes)
      expect(length).toBeGreaterThan(mostBytes * 0.9)
    }
  })

  test.skipIf(withoutOpenjpeg)(
    'is read by OpenJPEG’s own program: to the bit, or as our decoder does',
    async () => {
      const exact = await encodeJp2(original, 'lossless')
      expect(seenByOpenJpeg(exact, original)).toEqual(original.samples)
      const lossy = await encodeJp2(original, { ratio: 20 })
      const seen = seenByOpenJpeg(lossy, original)
      expect(psnr(original.samples, seen)).toBeGreaterThan(36)
      expect(psnr((await decodeJp2(lossy)).samples, seen)).toBeGreaterThan(60)
    },
  )
})

test.each([
  [1, 1],
  [1, 300],
  [17, 5],
])('a picture of %d × %d pixels is not too small', async (width, height) => {
  const small = picture(3, width, height)
  expect(await decodeJp2(await encodeJp2(small, 'lossless'))).toEqual(small)
})

test('what no compression can do is refused', async () => {
  const refused = encodeJp2(picture(1), { mostBytes: 150 })
  await expect(refused).rejects.toMatchObject({ code: 'PICTURE_DOES_NOT_FIT', facts: { mostBytes: 150 } })
  await expect(encodeJp2({ ...picture(1), width: 481 }, 'lossless')).rejects.toBeInstanceOf(RangeError)
})

describe('a file that lies', () => {
  let file: Uint8Array<ArrayBuffer>
  let size: number
  let coding: number
  beforeAll(async () => {
    file = await encodeJp2(picture(1, 96, 80), 'lossless')
    size = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0x51)
    coding = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0x52)
  })
  const changed = (at: number, ...bytes: readonly number[]) =>
    bytes.reduce<Uint8Array>((copy, byte, i) => copy.with(at + i, byte), file)

  async function refusal(bytes: Uint8Array): Promise<string> {
    const error: unknown = await decodeJp2(bytes).catch((reason: unknown) => reason)
    return faultOf(() => {
      if (error instanceof Error) throw error
    })
  }

  test('about its size is refused before anything is allocated for it', async () => {
    const side = [0, 0, 0xea, 0x60] // 60.000
    const bare = changed(size + 6, ...side, ...side).slice(size - 2, size + 98)
    const before = process.memoryUsage().rss
    expect(await refusal(bare)).toBe('limit width')
    expect(process.memoryUsage().rss - before).toBeLessThan(20e6)
  })

  test('about tiles, precincts or code-blocks by the million is refused', async () => {
    expect(await refusal(changed(size + 22, 0, 0, 0, 1, 0, 0, 0, 1))).toBe('limit tileWidth')
    expect(await refusal(changed(coding + 10, 0))).toBe('value blockWidth')
    expect(await refusal(changed(coding + 4, 1))).toBe('length COD')
  })

  test('cut anywhere is refused, not filled up with grey', async () => {
    for (const share of [0.3, 0.6, 0.9]) {
      expect(await refusal(file.slice(0, Math.floor(file.length * share)))).toMatch(/^truncated/)
      // A box that goes to the end of the file hides that something is missing.
      expect(await refusal(file.slice(size - 2, Math.floor(file.length * share)))).toMatch(/^truncated/)
    }
  })

  test('in any other way is refused with its own error, or shows some picture, and the next is read all the same', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(file), async (hurt) => {
        const outcome = await decodeJp2(hurt).then(
          ({ components }) => components,
          (error: unknown) => (error instanceof Jp2Refused ? 'refused' : error),
        )
        expect([1, 3, 'refused']).toContain(outcome)
      }),
      { numRuns: 400 },
    )
    expect(await decodeJp2(file)).toEqual(picture(1, 96, 80))
  })
})

test('two hundred portraits leave no memory behind', async () => {
  const portrait = picture(3, 240, 320)
  const rounds = async (count: number) => {
    for (let i = 0; i < count; i++) await decodeJp2(await encodeJp2(portrait, { ratio: 20 }))
    return process.memoryUsage().rss
  }
  const settled = await rounds(20)
  expect((await rounds(180)) - settled).toBeLessThan(80e6)
})
