import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { acceptFinger } from './accept-finger.ts'
import { readDeskTemplate, writeDeskTemplate } from './desk-template.ts'
import { readMinutiae2005, writeMinutiae2005 } from './records/finger-minutiae-2005.ts'
import { MinutiaeRecordRefused } from './records/refusals.ts'

const template = acceptFinger(renderImpression(synthesiseFinger(7), 1, { width: 256, height: 288 }))
const bytes = writeDeskTemplate({ position: 3, template, quality: 61 })
const record = readMinutiae2005(bytes)
const [view] = record.views
if (!view) throw new RangeError('no view')

describe('a template from the desk', () => {
  test('is read as it was written, and any reader of the standard finds finger and quality in it', () => {
    expect(readDeskTemplate(bytes, 3)).toEqual(template)
    expect(view).toMatchObject({ position: 3, quality: 61 })
  })

  test('is refused when it is of another finger than it is said to be', () => {
    expect(() => readDeskTemplate(bytes, 4)).toThrow(MinutiaeRecordRefused)
  })

  test('is refused with an end missing, at every length', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readDeskTemplate(bytes.subarray(0, length), 3)).toThrow(MinutiaeRecordRefused)
    }
  })

  const lies = {
    'without a view': { ...record, views: [] },
    'with two views': { ...record, views: [view, view] },
    'without a minutia': { ...record, views: [{ ...view, minutiae: [] }] },
    'with more minutiae than are ever extracted': {
      ...record,
      views: [
        { ...view, minutiae: Array.from({ length: 101 }, () => view.minutiae[0] ?? view.minutiae[1]!) },
      ],
    },
    'at another resolution': { ...record, xPerCm: 394, yPerCm: 394 },
    'larger than a scanner': { ...record, width: 60_000 },
  }
  test.each(Object.entries(lies))('is refused %s', (_, lie) => {
    expect(() => readDeskTemplate(writeMinutiae2005(lie), 3)).toThrow(MinutiaeRecordRefused)
  })
})
