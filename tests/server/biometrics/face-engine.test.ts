import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import type { FaceHint } from '../../../core/biometrics/face-hints.ts'
import { emptyPortraitSvg, twoPeopleSvg } from '../../../core/synthetic/portrait.ts'
import { anotherTake, type PortraitTake } from '../../../core/synthetic/portrait-take.ts'
import { startFaceEngine } from '../../../server/biometrics/face-engine.ts'
import { jpegOf, portraitOf } from '../../support/portraits.ts'

const engine = startFaceEngine({ waiting: 100 })
afterAll(() => engine.close())

const adult = { ageYears: 30, sex: 'FEMALE' } as const
const twoPeople = jpegOf(twoPeopleSvg([3, 11], adult))
const nobody = jpegOf(emptyPortraitSvg({ background: 'SHELVES' }))

describe('a portrait that is measured', () => {
  test('is accepted when it is as it should be, on another day too', async () => {
    for (const seed of [2, 3, 5]) {
      for (const take of [{}, anotherTake(`day ${seed}`)]) {
        const report = await engine.measure(await portraitOf(seed, take))
        expect(report).toMatchObject({ accepted: true, hints: [], width: 480, height: 640 })
        expect(report.score).toBeGreaterThan(75)
      }
    }
  })

  const damages: readonly (readonly [hint: FaceHint, PortraitTake])[] = [
    ['TURNED', { yaw: 18 }],
    ['TURNED', { yaw: -18 }],
    ['TILTED', { roll: 12 }],
    ['CHIN_UP', { pitch: 42, size: 1.15 }],
    ['CHIN_DOWN', { pitch: -34 }],
    ['EYES_CLOSED', { eyes: 0 }],
    ['MOUTH_OPEN', { mouth: 18 }],
    ['TOO_DARK', { light: -0.75 }],
    ['TOO_BRIGHT', { light: 0.75 }],
    ['UNEVEN_LIGHT', { sideLight: 0.7 }],
    ['BACKGROUND', { background: 'SHELVES' }],
    ['COLOUR', { colourCast: '#90b0ff' }],
    ['TOO_FAR', { size: 0.6 }],
    ['TOO_NEAR', { size: 1.6 }],
    ['OFF_CENTRE', { aside: { x: 110, y: 0 } }],
  ]
  test.each(damages)('is told %s, and only that: %j', async (hint, take) => {
    expect(await engine.measure(await portraitOf(4, take))).toMatchObject({
      accepted: false,
      hints: [hint],
    })
  })

  test('is told that it is blurred', async () => {
    const blurred = await sharp(await portraitOf(4))
      .blur(4)
      .jpeg()
      .toBuffer()
    expect(await engine.measure(blurred)).toMatchObject({ accepted: false, hints: ['BLURRED'] })
  })

  test('is told that there are two people, before anything else', async () => {
    expect(await engine.measure(await twoPeople)).toMatchObject({ accepted: false, hints: ['SEVERAL_FACES'] })
  })
})

describe('two portraits that are compared', () => {
  test('are nearer when they show one person on two days than when they show two people', async () => {
    const seeds = [20, 21, 22, 23]
    const own: number[] = []
    const others: number[] = []
    for (const seed of seeds) {
      const first = await portraitOf(seed)
      own.push((await engine.compare(first, await portraitOf(seed, anotherTake(seed)))).distance)
      others.push((await engine.compare(first, await portraitOf(seed + 2))).distance)
    }
    expect(Math.max(...own)).toBeLessThan(Math.min(...others))
    expect(Math.max(...own)).toBeLessThan(0.3)
  })

  test('are the same when they are the same, whichever is first', async () => {
    const [a, b] = [await portraitOf(30), await portraitOf(31)]
    expect(await engine.compare(a, a)).toEqual({ distance: 0, verdict: 'SAME' })
    expect((await engine.compare(a, b)).distance).toBeCloseTo((await engine.compare(b, a)).distance, 5)
  })

  test('are refused with two people, or nobody, on one of them', async () => {
    const good = await portraitOf(2)
    await expect(engine.compare(good, await twoPeople)).rejects.toMatchObject({
      facts: { cause: 'SEVERAL_FACES' },
    })
    await expect(engine.compare(await nobody, good)).rejects.toMatchObject({ facts: { cause: 'NO_FACE' } })
  })
})

describe('a picture that cannot be worked with', () => {
  const png = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#888' }, limitInputPixels: false })
      .png()
      .toBuffer()
  const pictures: readonly (readonly [cause: string, of: string, () => Promise<Uint8Array>])[] = [
    ['NOT_AN_IMAGE', 'nothing', async () => new Uint8Array(0)],
    [
      'NOT_AN_IMAGE',
      'a text',
      async () => new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['NOT_AN_IMAGE', 'a JPEG that breaks off', async () => (await portraitOf(2)).subarray(0, 4000)],
    ['NOT_AN_IMAGE', 'only a beginning', async () => (await portraitOf(2)).subarray(0, 12)],
    ['TOO_SMALL', 'a single pixel', () => png(1, 1)],
    ['TOO_LARGE', '100 million pixels', () => png(10_000, 10_000)],
    ['TOO_LARGE', 'too many bytes', async () => new Uint8Array(17 * 1024 * 1024)],
    ['NO_FACE', 'grey paper', () => png(480, 640)],
    ['NO_FACE', 'shelves', () => nobody],
    [
      'COLOUR_SPACE',
      'inks',
      async () =>
        sharp(await portraitOf(2))
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer(),
    ],
    [
      'ROTATED',
      'a note to turn it',
      async () =>
        sharp(await portraitOf(2))
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer(),
    ],
  ]
  test.each(pictures)('is refused with %s: %s', async (cause, _, picture) => {
    const bytes = await picture()
    const before = process.memoryUsage().rss
    await expect(engine.measure(bytes)).rejects.toMatchObject({ code: 'FACE_REFUSED', facts: { cause } })
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  })

  test('disturbs nobody who comes after it', async () => {
    const good = await portraitOf(2)
    const asked = [engine.measure(new Uint8Array(9)), engine.measure(good)]
    expect(await Promise.allSettled(asked)).toMatchObject([
      { status: 'rejected' },
      { value: { accepted: true } },
    ])
  })
})

test('an engine loads its networks and works where the network is refused', async () => {
  const answer = await promisify(execFile)(process.execPath, [
    '--import',
    new URL('refuse-network.ts', import.meta.url).href,
    new URL('compare-offline.ts', import.meta.url).pathname,
  ])
  expect(JSON.parse(answer.stdout)).toEqual({ accepted: true, verdict: 'SAME' })
})

test('an engine that nobody asks starts no thread, and closes at once', async () => {
  const before = process.memoryUsage().rss
  const idle = startFaceEngine()
  await idle.close()
  expect(process.memoryUsage().rss - before).toBeLessThan(8 * 1024 * 1024)
  await expect(idle.measure(new Uint8Array(9))).rejects.toMatchObject({ code: 'FACE_ENGINE_FAILED' })
})
