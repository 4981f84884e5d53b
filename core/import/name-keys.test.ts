import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isVietnameseName, matchingKey, normaliseText, searchKey, tokenSetKey } from '../text/vietnamese.ts'
import { nameKeysOf } from './name-keys.ts'

const words = ['NGUYỄN', 'THUÝ', 'HÒA', "H'HEN", 'Y-BLĂNG', 'QUÝ', 'ĐỖ', "H'", 'LÝ', 'NIÊ', 'ČIL']

test('the keys of a name’s words make the keys of the whole name', () => {
  const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(name, (parts) => {
      const text = normaliseText(parts.join(' '))
      expect(isVietnameseName(text)).toBe(true)
      expect(nameKeysOf(text)).toEqual({
        nameSearchKey: searchKey(text),
        nameMatchingKey: matchingKey(text),
        nameTokenSetKey: tokenSetKey(text),
      })
    }),
  )
})
