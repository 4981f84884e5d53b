import { expect, test } from 'vitest'
import { tableOf, writeCsv } from './data-table.ts'

const columns = [
  { heading: 'Đơn vị', kind: 'text', width: 20, value: (row: string) => row },
  { heading: 'Đã thu', kind: 'count', width: 12, value: () => 1_187_439 },
  { heading: 'Tỷ lệ (%)', kind: 'share', width: 8, value: () => 968 },
  { heading: 'Hạn', kind: 'date', width: 12, value: () => '2018-12-31' },
  { heading: 'Trống', kind: 'count', width: 8, value: () => null },
] as const

const lineOf = (text: string) => writeCsv(tableOf('Bảng', columns, [text])).split('\r\n')[1]

test('a file begins with its mark and a heading, has semicolons, decimal commas and Vietnamese days', () => {
  expect(writeCsv(tableOf('Bảng', columns, ['Huyện Tiểu Cần']))).toBe(
    '\uFEFFĐơn vị;Đã thu;Tỷ lệ (%);Hạn;Trống\r\nHuyện Tiểu Cần;1187439;96,8;31/12/2018;\r\n',
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['+84', "'+84"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  ['a=1', 'a=1'],
  ['hai; ba', '"hai; ba"'],
  ['nói "không"', '"nói ""không"""'],
  ['=HYPERLINK("x";"y")', '"\'=HYPERLINK(""x"";""y"")"'],
])('the words %j are written %j', (text, field) => {
  expect(lineOf(text)).toBe(`${field};1187439;96,8;31/12/2018;`)
})
