import { describe, expect, test } from 'vitest'
import { acceptFinger } from '../../../../core/biometrics/accept-finger.ts'
import { writeCbeff } from '../../../../core/biometrics/records/cbeff.ts'
import { readFingers } from '../../../../server/biometrics/abis/read-fingers.ts'
import {
  cbeffOf,
  cbeffRecord,
  imageRecord,
  minutiaeRecord,
  withMinutiae,
} from '../../../support/abis-messages.ts'
import { inventedFingers } from '../../../support/fingers.ts'
import { greyPng, printOf } from '../../../support/prints.ts'

const index = printOf(1, 2, { impression: 1 })
const failures = { nothingToCompare: 11, cbeffUnreadable: 16, poorQuality: 18 }

describe('fingers of a CBEFF file', () => {
  test('come from minutiae as they were written', async () => {
    const fingers = inventedFingers('minutiae', 10)
    expect(await readFingers(cbeffOf(fingers))).toEqual(fingers)
  })

  test('come from images, raw or PNG; a finger known only by its name has its place', async () => {
    const template = acceptFinger(index)
    const raw = writeCbeff([cbeffRecord(imageRecord(2, index))])
    expect(await readFingers(raw)).toEqual([{ position: 2, template }])
    const png = imageRecord(0, index, await greyPng(index))
    const named = writeCbeff([cbeffRecord(png, { subtype: 'Left LittleFinger' })])
    expect(await readFingers(named)).toEqual([{ position: 10, template }])
    expect(await readFingers(writeCbeff([cbeffRecord(png, { subtype: 'Left IndexFinger' })]))).toHaveLength(1)
  })

  test('are the best view of each, and minutiae where a finger has both', async () => {
    const [finger] = inventedFingers('views', 1)
    const views = [withMinutiae(finger!, 10), finger!, withMinutiae(finger!, 20)]
    expect(await readFingers(cbeffOf(views))).toEqual([finger])
    const both = writeCbeff([cbeffRecord(imageRecord(2, index)), minutiaeRecord({ ...finger!, position: 2 })])
    expect(await readFingers(both)).toEqual([{ ...finger!, position: 2 }])
  })

  test.each([
    ['an empty text', '', failures.nothingToCompare],
    [
      'a face',
      writeCbeff([cbeffRecord(new Uint8Array(9), { modality: 'Face', subtype: '' })]),
      failures.nothingToCompare,
    ],
    ['no XML', '<BIR', failures.cbeffUnreadable],
    ['a record of nothing', writeCbeff([cbeffRecord(new Uint8Array(20))]), failures.cbeffUnreadable],
    [
      'a picture that is none',
      writeCbeff([cbeffRecord(imageRecord(2, index, Buffer.from('not a picture')))]),
      failures.cbeffUnreadable,
    ],
    [
      'a blank image',
      writeCbeff([cbeffRecord(imageRecord(2, { ...index, pixels: index.pixels.map(() => 255) }))]),
      failures.poorQuality,
    ],
    [
      'seven minutiae',
      cbeffOf(inventedFingers(1, 1).map((one) => withMinutiae(one, 7))),
      failures.poorQuality,
    ],
    [
      'a finger as large as a hand',
      cbeffOf(inventedFingers(1, 1).map((one) => ({ ...one, template: { ...one.template, width: 3000 } }))),
      failures.poorQuality,
    ],
  ])('are none in %s', async (_what, cbeff, failure) => {
    await expect(readFingers(cbeff)).rejects.toMatchObject({ failure })
  })
})
