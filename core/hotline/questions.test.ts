import { describe, expect, test } from 'vitest'
import { parsePartialDate } from '../dates/calendar-date.ts'
import { areRight, askable, type CallerFacts, type QuestionCode, questionCodes } from './questions.ts'

const facts: CallerFacts = {
  birthDate: parsePartialDate('1990-05-20'),
  fatherName: 'NGUYỄN VĂN MẪU',
  motherName: 'TRẦN THỊ HOÀ',
  spouseName: null,
  birthRegistrationPlace: 'Phường Mẫu Một, Thành phố Hà Nội',
  placeOfOrigin: 'Xã Mẫu Quê, Thành phố Hà Nội',
  legacyNumber: '100000123',
  phone: '0912345678',
  issuedOn: parsePartialDate('2026-02-02'),
  filedAt: 'Điểm thu nhận Mẫu',
}

/** The two others right. */
const answered = (code: QuestionCode, answer: string) =>
  areRight(facts, ['BIRTH_DATE', 'FATHER', code], ['20/5/1990', 'nguyen van mau', answer])

describe('an answer heard over a telephone', () => {
  test.each([
    ['MOTHER', 'Trần Thị Hòa', true],
    ['MOTHER', 'hoa tran thi', true],
    ['MOTHER', 'Hòa', false],
    ['MOTHER', 'Trần Thị Hoa Mai', false],
    ['ORIGIN', 'mẫu quê hà nội', true],
    ['ORIGIN', 'xã Mẫu Quê', true],
    ['ORIGIN', 'Hà Nam', false],
    ['ORIGIN', 'xã', false],
    ['ORIGIN', '', false],
    ['LEGACY_NUMBER', '0123', true],
    ['LEGACY_NUMBER', '123', false],
    ['PHONE', '0912 345 678', true],
    ['PHONE', '5679', false],
    ['ISSUED_ON', '02.02.2026', true],
    ['ISSUED_ON', '2026', false],
    ['ISSUED_ON', 'hôm qua', false],
    ['SPOUSE', 'NGUYỄN VĂN MẪU', false],
  ] as const)('to %s %j is %s', (code, answer, right) => {
    expect(answered(code, answer)).toBe(right)
  })
})

test('one wrong answer, fewer answers than questions, or nobody: none is right', () => {
  expect(areRight(facts, ['BIRTH_DATE', 'FATHER', 'PHONE'], ['21/05/1990', 'nguyen van mau', '5678'])).toBe(
    false,
  )
  expect(areRight(facts, ['BIRTH_DATE', 'FATHER', 'PHONE'], ['20/05/1990', 'nguyen van mau'])).toBe(false)
  expect(areRight(facts, ['BIRTH_DATE'], ['20/05/1990'])).toBe(false)
  expect(areRight(null, ['BIRTH_DATE', 'FATHER', 'PHONE'], ['20/05/1990', 'nguyen van mau', '5678'])).toBe(
    false,
  )
})

test('nobody is asked what anybody could be, somebody what is known', () => {
  expect(askable(null)).toEqual(questionCodes)
  expect(askable(facts)).not.toContain('SPOUSE')
  expect(askable(facts)).toHaveLength(questionCodes.length - 1)
})
