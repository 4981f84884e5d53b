import { describe, expect, test } from 'vitest'
import { readDisclosureEntry } from './disclosures.ts'

const typed = { code: 'HN001-02-261121-0042-K', birthDate: '05/01/1993', number: '001193000001' }

describe('the three fields', () => {
  test.each([
    '001193000001',
    ' 001 193 000 001 ',
    '001.193.000.001',
    '001-193-000001',
    '００１１９３０００００１',
  ])('read the number %j', (number) => {
    expect(readDisclosureEntry({ ...typed, number })).toMatchObject({
      question: { code: typed.code, birthDate: '1993-01-05', number: typed.number },
    })
  })

  test.each(['', '0123', '00119300000', '0011930000012', '00119300000a'])(
    'refuse the number %j alone',
    (number) => {
      const read = readDisclosureEntry({ ...typed, number })
      expect(read).toEqual({ faults: { number: { vi: expect.any(String), en: expect.any(String) } } })
    },
  )

  test('tell of all faults at once', () => {
    const read = readDisclosureEntry({ code: 'HN001', birthDate: '?', number: '1' })
    expect('faults' in read && Object.keys(read.faults).toSorted()).toEqual(['birthDate', 'code', 'number'])
  })
})
