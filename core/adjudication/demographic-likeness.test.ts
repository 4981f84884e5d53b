import { describe, expect, test } from 'vitest'
import { tokenSetKey } from '../text/vietnamese.ts'
import {
  demographicLikeness,
  demographicVerdict,
  type LikenessPerson,
  likenessWeight,
} from './demographic-likeness.ts'

const parent = (name: string, recordId: string | null = null) => ({ name, recordId })
const person: LikenessPerson = {
  name: 'Nguyễn Văn Hoà',
  birthDate: '1985-03-07',
  sex: 'MALE',
  father: parent('Nguyễn Văn Mẫu'),
  mother: parent('Trần Thị Đông'),
}
const noParents = { father: null, mother: null }
const slips = new Set([tokenSetKey('NGUYEN VAN HOAN')])
const verdict = (other: Partial<LikenessPerson>, one: Partial<LikenessPerson> = {}) =>
  demographicVerdict(demographicLikeness({ ...person, ...one }, { ...person, ...other }, slips))

describe('the likeness of two persons', () => {
  test.each([
    ['written the same', 'NGUYỄN VĂN HOÀ', 'EXACT'],
    ['with the tone elsewhere', 'Nguyễn Văn Hòa', 'SPELLING'],
    ['without accents', 'Nguyen Van Hoa', 'UNACCENTED'],
    ['with another tone', 'Nguyễn Văn Hoa', 'UNACCENTED'],
    ['with words in another order', 'Văn Nguyễn Hoà', 'REORDERED'],
    ['with a slip', 'Nguyễn Văn Hoàn', 'SLIP'],
    ['that is another', 'Nguyễn Văn Bình', null],
  ])('tells a name %s', (_, name, likeness) => {
    expect(demographicLikeness(person, { ...person, name }, slips).name).toBe(likeness)
  })

  test('takes đ, Đ and the Icelandic Ð for one letter', () => {
    const one = { ...person, name: 'Đỗ Đức Đạt' }
    expect(demographicLikeness(one, { ...person, name: 'Ðỗ đức Ðạt' }, slips).name).toBe('SPELLING')
    expect(demographicLikeness(one, { ...person, name: 'Do Duc Dat' }, slips).name).toBe('UNACCENTED')
  })

  test('counts parents by their record where both have one, else by name without accents', () => {
    const parents = (father: LikenessPerson['father']) =>
      demographicLikeness({ ...person, father: parent('Nguyễn Văn Mẫu', 'a') }, { ...person, father }, slips)
        .parents
    expect(parents(parent('Tên Khác', 'a'))).toEqual({ same: 2, other: 0 })
    expect(parents(parent('Nguyễn Văn Mẫu', 'b'))).toEqual({ same: 1, other: 1 })
    expect(parents(parent('nguyen van mau'))).toEqual({ same: 2, other: 0 })
    expect(parents(parent('Văn Nguyễn Mẫu'))).toEqual({ same: 1, other: 1 })
    expect(parents(null)).toEqual({ same: 1, other: 0 })
  })
})

describe('the verdict on a likeness', () => {
  test('sends name, birth date and a parent to people in every case', () => {
    expect(verdict({})).toBe('TWIN')
    expect(verdict({ name: 'Nguyễn Văn Hòa', sex: 'FEMALE' })).toBe('TWIN')
    expect(verdict({ father: parent('Lê Văn Khác') })).toBe('TWIN')
  })

  test.each([
    ['no accents', { name: 'Nguyen Van Hoa' }],
    ['no parents on file', noParents],
    ['another order of words', { name: 'Văn Nguyễn Hoà' }],
    ['a slip', { name: 'Nguyễn Văn Hoàn' }],
    ['day and month swapped', { birthDate: '1985-07-03' }],
    ['only the year', { birthDate: '1985' }],
    ['only year and month', { birthDate: '1985-03' }],
  ])('suspects %s', (_, other) => {
    expect(verdict(other)).toBe('SUSPECT')
  })

  test.each([
    ['another mother and father', { mother: parent('Phạm Thị Khác'), father: parent('Lê Văn Khác') }],
    ['another mother, and no accents', { name: 'Nguyen Van Hoa', mother: parent('Phạm Thị Khác') }],
    ['another sex, and no accents', { name: 'Nguyen Van Hoa', sex: 'FEMALE' }],
    ['day and month swapped, and no parents on file', { birthDate: '1985-07-03', ...noParents }],
    ['only the year, and no parents on file', { birthDate: '1985', ...noParents }],
    ['a slip, and day and month swapped', { name: 'Nguyễn Văn Hoàn', birthDate: '1985-07-03' }],
    ['another birth date', { birthDate: '1985-03-08' }],
    ['another name', { name: 'Nguyễn Văn Bình' }],
  ])('thinks nothing of %s', (_, other) => {
    expect(verdict(other)).toBe('UNLIKE')
  })
})

test('a year that both share alone is not a shared date', () => {
  const year = { birthDate: '1950' }
  expect(verdict(year, year)).toBe('SUSPECT')
  expect(verdict({ ...year, ...noParents }, year)).toBe('UNLIKE')
})

test('the nearer of two stands first, and sex and parents only move a candidate', () => {
  const weight = (other: Partial<LikenessPerson>) =>
    likenessWeight(demographicLikeness(person, { ...person, ...other }, slips))
  const order = [
    weight({}),
    weight({ name: 'Nguyen Van Hoa' }),
    weight({ name: 'Nguyen Van Hoa', sex: 'FEMALE' }),
    weight({ name: 'Nguyen Van Hoa', sex: 'FEMALE', mother: parent('Phạm Thị Khác') }),
  ]
  expect(order).toEqual(order.toSorted((a, b) => b - a))
  expect(new Set(order).size).toBe(order.length)
})
