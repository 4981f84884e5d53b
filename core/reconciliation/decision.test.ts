import { describe, expect, test } from 'vitest'
import { IllegalCorrection } from '../citizen/correction.ts'
import { changesOf, IllegalDecision, isDecisionDocument, readChosen } from './decision.ts'
import { empty, known, unknown } from './sources.ts'

describe('chosen values', () => {
  test('are normalised like a correction, relations like names', () => {
    const chosen = [
      { field: 'name', value: ' Ðỗ  Thị Mẫu' },
      { field: 'motherName', value: 'Lê  Thị Mẫu' },
      { field: 'religion', value: null },
    ]
    expect(readChosen(chosen)).toEqual({ name: 'Đỗ Thị Mẫu', motherName: 'Lê Thị Mẫu', religion: null })
  })

  test.each([
    [{ field: 'birthDate', value: '1990-02-30' }, IllegalCorrection],
    [{ field: 'sex', value: null }, IllegalCorrection],
    [{ field: 'motherName', value: 'L3 Thị' }, IllegalDecision],
    [{ field: 'permanentAddress', value: ' ' }, IllegalDecision],
    [{ field: 'shoeSize', value: '40' }, IllegalDecision],
    [{ field: 'constructor', value: 'x' }, IllegalDecision],
  ])('refuse %j', (row, refusal) => {
    expect(() => readChosen([row])).toThrow(refusal)
  })

  test('name a field once', () => {
    const twice = [null, 'Phật giáo'].map((value) => ({ field: 'religion', value }))
    expect(() => readChosen(twice)).toThrow(IllegalDecision)
  })
})

test('what they change is a correction and relations; what is so already, or has a procedure of its own, is left out', () => {
  const register = {
    name: known('ĐỖ THỊ MẪU'),
    ethnicity: unknown,
    religion: empty,
    fatherName: known('ĐỖ VĂN A'),
  }
  const chosen = {
    name: 'ĐỖ THỊ MẪU',
    ethnicity: 'Tày',
    religion: null,
    fatherName: null,
    motherName: 'LÊ THỊ B',
    permanentAddress: 'Số 1',
  }
  expect(changesOf(chosen, register)).toEqual({
    diff: { ethnicity: { from: null, to: 'Tày' } },
    relations: [
      { kind: 'FATHER', name: null },
      { kind: 'MOTHER', name: 'LÊ THỊ B' },
    ],
  })
})

test('documents are those of the table', () => {
  expect(isDecisionDocument('BIRTH_CERTIFICATE')).toBe(true)
  expect(isDecisionDocument('toString')).toBe(false)
})
