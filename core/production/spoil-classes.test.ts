import { expect, test } from 'vitest'
import { spoilClassOf, spoilReasonText } from './spoil-classes.ts'

test.each([
  ['PRINT', 'PRINT'],
  ['RECALL', 'RECALL'],
  ['STREAK', 'PRINT'],
  ['WRONG_PORTRAIT', 'DATA'],
  ['QR_MISMATCH', 'DATA'],
  ['QR_NOT_FOUND', 'PRINT'],
  ['CHIP_WRITE_FAILED', 'CHIP'],
  ['BLANK_DEAD', 'DEAD_ON_ARRIVAL'],
  ['JAM', 'MACHINE'],
  ['toString', 'MACHINE'],
])('a card spoiled for %s is of class %s', (reason, spoilClass) => {
  expect(spoilClassOf(reason)).toBe(spoilClass)
})

test.each([
  ['STREAK', 'Vệt, chấm trắng'],
  ['QR_NOT_FOUND', 'Không đọc được mã QR'],
  ['PRINT', 'Lỗi in'],
  ['Rơi xuống sàn', 'Rơi xuống sàn'],
  ['constructor', 'constructor'],
])('the reason %s is told as %s', (reason, text) => {
  expect(spoilReasonText(reason)).toBe(text)
})
