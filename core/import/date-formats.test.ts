import { expect, test } from 'vitest'
import { type DateFormat, readDateAs } from './date-formats.ts'

const rows: readonly (readonly [string, readonly DateFormat[], string | null])[] = [
  ['05/02/1990', ['dd/MM/yyyy'], '1990-02-05'],
  ['5.2.1990', ['dd/MM/yyyy'], '1990-02-05'],
  ['00/02/1990', ['dd/MM/yyyy'], '1990-02'],
  ['00/00/1990', ['dd/MM/yyyy'], '1990'],
  ['05/00/1990', ['dd/MM/yyyy'], null],
  ['02/1990', ['dd/MM/yyyy', 'MM/yyyy'], '1990-02'],
  ['1990', ['dd/MM/yyyy', 'yyyy'], '1990'],
  ['05021990', ['ddMMyyyy'], '1990-02-05'],
  ['19900205', ['yyyyMMdd'], '1990-02-05'],
  ['199002', ['yyyyMM'], '1990-02'],
  ['1990-02-05T00:00:00', ['yyyy-MM-dd'], '1990-02-05'],
  // What no calendar has is told by whoever reads the answer.
  ['31/02/1990', ['dd/MM/yyyy'], '1990-02-31'],
  ['05/02/90', ['dd/MM/yyyy'], null],
  ['1990', ['dd/MM/yyyy'], null],
]

test.each(rows)('%s in %j is %s', (text, formats, date) => {
  expect(readDateAs(formats, text)).toBe(date)
})
