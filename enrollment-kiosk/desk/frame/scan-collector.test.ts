import { expect, test } from 'vitest'
import { createScanCollector } from './scan-collector.ts'

const card = '001090000033||ĐẶNG VĂN MẪU|01011990|Nam|Xã Mẫu|02072024'

function typed(text: string, gap: number, collect = createScanCollector()): string | null {
  let at = 1000
  for (const key of text) collect(key, (at += gap))
  return collect('Enter', at + gap)
}

test('the text of a card is taken when it comes as fast as a reader types', () => {
  expect(typed(card, 5)).toBe(card)
})

test('a text with pauses in it is no scan', () => {
  expect(typed(card, 1100)).toBeNull()
})

test('quick hands that type a number or a name and press Enter have scanned nothing', () => {
  expect(typed('001090000033', 5)).toBeNull()
  expect(typed('Đặng Văn Mẫu', 5)).toBeNull()
})

test('what hands typed before the scan is no part of it', () => {
  const collect = createScanCollector()
  for (const [i, key] of [...'Hà'].entries()) collect(key, 900 + i * 100)
  expect(typed(card, 5, collect)).toBe(card)
})

test('Shift and other keys without a letter do not break a scan', () => {
  const collect = createScanCollector()
  let at = 0
  for (const key of card) {
    collect('Shift', (at += 2))
    collect(key, (at += 2))
  }
  expect(collect('Enter', at + 2)).toBe(card)
})

test('the code of a booking is taken too', () => {
  const booking = 'LICHHEN|0d0f6d5e-3f0b-4c56-9a53-0b6f1f5f7b11'
  expect(typed(booking, 5)).toBe(booking)
})
