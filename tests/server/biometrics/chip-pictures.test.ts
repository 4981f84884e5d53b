import { afterAll, expect, test } from 'vitest'
import { extractMinutiae } from '../../../core/biometrics/minutiae.ts'
import { matchTemplates, matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { openChipPictureMaker } from '../../../server/biometrics/chip-pictures.ts'
import { readFingerFile } from '../../../server/biometrics/finger-file.ts'
import { decodeJp2 } from '../../../server/biometrics/jpeg2000.ts'
import { fingerPng } from '../../support/hands.ts'
import { drawPortrait } from '../../support/packets.ts'

const maker = openChipPictureMaker()
afterAll(() => maker.close())

const print = renderImpression(synthesiseFinger(61), 1, { width: 320, height: 400 })
const blank = { ...print, pixels: new Uint8Array(print.pixels.length).fill(200) }

test('a portrait becomes a JPEG 2000 that fits the chip, a finger a WSQ with the minutiae of its capture', async () => {
  const made = await maker.make({
    portrait: await drawPortrait(),
    mostPortraitBytes: 2_000,
    fingers: [{ position: 2, bytes: await fingerPng(print) }],
  })
  if ('unreadable' in made || !made.portrait || !made.fingers[0]) throw new Error('not made')
  const {
    portrait,
    fingers: [finger],
  } = made
  expect(portrait.bytes.length).toBeLessThanOrEqual(2_000)
  const { width, height, components } = await decodeJp2(portrait.bytes)
  expect({ width, height, components }).toEqual({
    width: portrait.width,
    height: portrait.height,
    components: 3,
  })
  expect(finger).toMatchObject({ position: 2, format: 'WSQ', width: print.width, height: print.height })
  const seen = extractMinutiae(await readFingerFile(finger.bytes, 500))
  expect(matchTemplates(seen, extractMinutiae(print))).toBeGreaterThan(matchThreshold)
})

test('a finger without contrast goes in by JPEG 2000, a card without portrait has none', async () => {
  const fingers = [{ position: 7, bytes: await fingerPng(blank) }] as const
  const made = await maker.make({ portrait: null, mostPortraitBytes: 2_000, fingers })
  expect(made).toMatchObject({ portrait: null, fingers: [{ position: 7, format: 'JP2' }] })
})

test('what is no picture is told from a fault, the portrait from a finger, and the thread goes on', async () => {
  const noPicture = Uint8Array.of(0xff, 0xd8, 1, 2, 3)
  expect(await maker.make({ portrait: noPicture, mostPortraitBytes: 2_000, fingers: [] })).toEqual({
    unreadable: 'PORTRAIT',
  })
  const fingers = [
    { position: 2, bytes: await fingerPng(print) },
    { position: 7, bytes: noPicture },
  ] as const
  expect(await maker.make({ portrait: null, mostPortraitBytes: 2_000, fingers })).toEqual({ unreadable: 7 })
  expect(await maker.make({ portrait: null, mostPortraitBytes: 2_000, fingers: [] })).toEqual({
    portrait: null,
    fingers: [],
  })
})
