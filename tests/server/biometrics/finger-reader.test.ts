import { afterEach, expect, test } from 'vitest'
import { examineFinger } from '../../../core/biometrics/finger-quality.ts'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { type FingerReader, openFingerReader } from '../../../server/biometrics/finger-reader.ts'

const imageOf = (finger: number): FingerImage =>
  renderImpression(synthesiseFinger(finger), 1, { width: 256, height: 288 })

let reader: FingerReader
afterEach(() => reader.close())

test('reads what the desk would have read, and says how alike the two are', async () => {
  reader = openFingerReader(1)
  const image = imageOf(1)
  const { template, quality } = examineFinger(image)
  const own = await reader.read({ image, desk: template })
  expect(own).toMatchObject({ outcome: 'READ', template, quality: quality.score })
  const other = await reader.read({ image: imageOf(2), desk: template })
  const agreement = (reading: typeof own) => (reading.outcome === 'READ' ? reading.agreement : null)
  expect(agreement(own)).toBeGreaterThan(300)
  expect(agreement(other)).toBeLessThan(40)
})

test('more fingers than threads are read in their turn, and this thread goes on meanwhile', async () => {
  reader = openFingerReader(2)
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  const images = [1, 2, 3, 4, 5, 6].map(imageOf)
  turns = 0
  const readings = await Promise.all(images.map((image) => reader.read({ image, desk: null })))
  clearInterval(counting)
  expect(readings.map(({ outcome }) => outcome)).toEqual(images.map(() => 'READ'))
  expect(turns).toBeGreaterThan(5)
})

test('what is no finger, and what is of no readable size, are answers', async () => {
  reader = openFingerReader(1)
  const blank = { width: 256, height: 288, dpi: 500, pixels: new Uint8Array(256 * 288).fill(255) }
  expect(await reader.read({ image: blank, desk: null })).toEqual({ outcome: 'NO_FINGER' })
  expect(await reader.read({ image: { ...blank, dpi: 72 }, desk: null })).toEqual({ outcome: 'UNREADABLE' })
})

test('a thread that dies fails its finger and is replaced for the next', async () => {
  reader = openFingerReader(1)
  const image = imageOf(2)
  // No desk sends this: it stands for a fault in the matcher.
  const fault = { ...examineFinger(image).template, x: null as never }
  const outcomes = await Promise.allSettled([
    reader.read({ image, desk: fault }),
    reader.read({ image, desk: null }),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

test('closed, it fails what still waits', async () => {
  reader = openFingerReader(1)
  const waiting = [1, 2].map((finger) => reader.read({ image: imageOf(finger), desk: null }))
  const ends = Promise.allSettled(waiting)
  await reader.close()
  const outcomes = await ends
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(reader.read({ image: imageOf(1), desk: null })).rejects.toThrow('closed')
})
