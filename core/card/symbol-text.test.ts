import { describe, expect, test } from 'vitest'
import { sampleFace } from '../synthetic/card-samples.ts'
import type { CodedItem } from './layout.ts'
import { codedItem, symbolText } from './symbol-text.ts'

const face = sampleFace('huong', 'CC_2024')
const textOf = (...content: readonly CodedItem[]) => symbolText(content, (item) => codedItem(face, item))

describe('what a symbol of a card holds', () => {
  test('is any item that its template names, as it is printed', () => {
    expect(textOf('qr')).toBe(face.qr)
    expect(textOf('name')).toBe('ĐỖ THỊ MỸ HƯỜNG')
    expect(textOf('number', 'name', 'birthDate')).toBe('001190000017|ĐỖ THỊ MỸ HƯỜNG|15/02/1990')
    expect(textOf('mrz')?.split('\n')).toEqual(face.mrz)
  })

  test('keeps the place of an item that stays blank, and is nothing where nothing is left or one is not known', () => {
    const unknown = { ...face, birthRegistrationPlace: '' }
    const itemOf = (item: CodedItem) => codedItem(unknown, item)
    expect(symbolText(['birthRegistrationPlace', 'number'], itemOf)).toBe('|001190000017')
    expect(symbolText(['birthRegistrationPlace'], itemOf)).toBeNull()
    expect(symbolText(['number', 'signedQr'], itemOf)).toBeNull()
  })
})
