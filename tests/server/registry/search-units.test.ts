import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchUnits } from '../../../server/registry/search-units.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const officer = officerOf('STOCK_KEEPER')
const search = (text: string, on?: string) => searchUnits(running.app, officer, { text, on })
const codes = async (text: string, on?: string) => (await search(text, on)).map(({ code }) => code)

describe('units by typed text', () => {
  test('come with the path above them', async () => {
    expect((await search('Mẫu Một'))[0]).toEqual({
      code: '00002',
      name: 'Phường Mẫu Một',
      level: 3,
      path: 'Phường Mẫu Một, Thành phố Hà Nội',
    })
  })

  test.each(['mau mot', 'Mẫu Một', 'MẪU MỘT'.normalize('NFD'), 'phuong mau mot', 'p. mẫu một', '00002'])(
    'are found under "%s", the very name first',
    async (text) => {
      expect((await codes(text))[0]).toBe('00002')
    },
  )

  test.each([
    ['mau mot ha noi', '00002'],
    ['mau mot, tp ha noi', '00002'],
    ['tp ha noi', '01'],
    ['ha noi', '01'],
  ])('may name the unit above: %s', async (text, code) => {
    expect((await codes(text))[0]).toBe(code)
  })

  test('of another province are left out', async () => {
    expect(await codes('mau mot dak lak')).not.toContain('00002')
  })

  test('begin with the words typed, the shorter name first', async () => {
    const found = await codes('mau muoi')
    expect(found[0]).toBe('24119')
    expect(found).toContain('22016')
    expect(await codes('mau'), 'and Cà Mau').toHaveLength(16)
  })

  test('are those of the day asked for', async () => {
    expect(await codes('thu mot', '2025-06-30')).toEqual(expect.arrayContaining(['010', '00003']))
    expect(await codes('thu mot', '2025-07-01')).not.toContain('00003')
    expect(await codes('mau mot', '2025-06-30')).not.toContain('00002')
    expect((await search('Thử Một', '2025-06-30')).map(({ path }) => path)).toContain(
      'Phường Thử Một, Quận Thử Một, Thành phố Hà Nội',
    )
  })

  test('are at most 50', async () => {
    expect(await codes('t', '2025-06-30')).toHaveLength(50)
  })

  test.each(['', '  ', '%', '---'])('are none for "%s"', async (text) => {
    expect(await search(text)).toEqual([])
  })

  test('are refused for a day that is none', async () => {
    expect(await refusalOf(search('mau', '2025-02-30'))).toBe('ILLEGAL_DATE')
  })

  test('are for officers only', async () => {
    const nobody = searchUnits(running.app, { kind: 'anonymous', id: null }, { text: 'mau' })
    expect(await refusalOf(nobody)).toBe('UNAUTHENTICATED')
  })
})
