import { expect, test } from 'vitest'
import { readTyped } from './read-typed.ts'

test.each([
  ['001 190 000 017', { number: '001190000017', name: null, birth: null }],
  ['012.345.678', { number: '012345678', name: null, birth: null }],
  ['nguyen thi hoa 1990', { number: null, name: 'nguyen thi hoa', birth: '1990' }],
  ['1990 Nguyễn Thị Hòa', { number: null, name: 'Nguyễn Thị Hòa', birth: '1990' }],
  ['Nguyễn Thị Hòa 5/1/1990', { number: null, name: 'Nguyễn Thị Hòa', birth: '1990-01-05' }],
  ['hoa', { number: null, name: 'hoa', birth: null }],
  ['  ', { number: null, name: null, birth: null }],
])('"%s" is read as a number, or as a name with a birth date', (typed, meant) => {
  expect(readTyped(typed)).toEqual(meant)
})

test('letters typed with loose accents are the same name', () => {
  expect(readTyped('Hòa'.normalize('NFD')).name).toBe('Hòa')
})
