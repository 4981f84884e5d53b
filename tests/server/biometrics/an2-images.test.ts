import { beforeAll, expect, test } from 'vitest'
import { readAn2, writeAn2 } from '../../../core/biometrics/an2/transaction.ts'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { extractMinutiae } from '../../../core/biometrics/minutiae.ts'
import { matchTemplates } from '../../../core/biometrics/minutiae-match.ts'
import { encodeWsq } from '../../../core/biometrics/wsq/encode.ts'
import { readFingerFile } from '../../../server/biometrics/finger-file.ts'
import { encodeJp2 } from '../../../server/biometrics/jpeg2000.ts'
import { greyPng, printOf } from '../../support/prints.ts'

let print: FingerImage
beforeAll(() => {
  print = printOf(1, 2, { impression: 1 })
})

const grey = () => ({ ...print, components: 1 as const, samples: print.pixels })
const encoders = {
  WSQ20: async () => encodeWsq(print, { rate: 2.25 }),
  JP2: () => encodeJp2(grey(), { ratio: 10 }),
  JP2L: () => encodeJp2(grey(), 'lossless'),
  PNG: () => greyPng(print),
} as const

const transaction = {
  transactionType: 'ENROL',
  date: '20260302',
  destination: 'VN0001',
  origin: 'VN0002',
  controlNumber: 'MAU1',
  reference: null,
  domain: null,
}

test.each(Object.keys(encoders) as (keyof typeof encoders)[])(
  'a print travels to another agency as %s, in Type-4 and Type-14, and is the same finger there',
  async (compression) => {
    const { width, height, pixels } = print
    const image = { width, height, compression, image: await encoders[compression]() }
    const common = { impression: 0, position: 2, ...image }
    const captured = { source: 'VN0002', capturedOn: '20260302', pixelsPerInch: 500, depth: 8, quality: null }
    const sent = writeAn2({
      ...transaction,
      records: [
        { type: 4, idc: 1, resolution: 0, ...common },
        { type: 14, idc: 2, ...captured, ...common },
      ],
    })
    const received = readAn2(sent).records.filter((record) => record.type !== 2)
    expect(received.map(({ type, compression: told }) => [type, told])).toEqual([
      [4, compression],
      [14, compression],
    ])
    for (const record of received) {
      const seen = await readFingerFile(record.image, 500)
      expect([seen.width, seen.height]).toEqual([record.width, record.height])
      const isLossless = compression === 'PNG' || compression === 'JP2L'
      expect(isLossless ? seen.pixels : pixels).toEqual(pixels)
      expect(matchTemplates(extractMinutiae(seen), extractMinutiae(print))).toBeGreaterThan(250)
    }
  },
)
