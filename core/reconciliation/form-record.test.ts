import { expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { unknownAnswer } from '../forms/answers.ts'
import { dc01Answers } from '../forms/test-answers.ts'
import { validateForm } from '../forms/validate.ts'
import { formDefinition } from '../forms/versions.ts'
import { recordOfForm } from './form-record.ts'
import { empty, known, unknown } from './sources.ts'

const on = '2026-03-02' as CalendarDate
const recordOf = (answers: Parameters<typeof dc01Answers>[0] = {}) =>
  recordOfForm(validateForm(formDefinition('DC01', on), dc01Answers(answers), on).answers)

test('a form in the registry’s words', () => {
  const record = recordOf()
  expect(record).toMatchObject({
    number: '001190000017',
    legacyNumber: null,
    permanent: { text: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội' },
    current: null,
    head: { name: 'TRẦN VĂN THỬ', relation: 'SPOUSE' },
  })
  expect(record.values).toMatchObject({
    name: known('ĐỖ THỊ MỸ HƯỜNG'),
    birthDate: known('1990-02-15'),
    nationality: known('Việt Nam'),
    birthProvince: known('001'),
    motherName: known('LÊ THỊ MẪU'),
    currentAddress: empty,
  })
  expect(record.relatives.map(({ kind }) => kind)).toEqual(['FATHER', 'MOTHER', 'SPOUSE'])
})

test('"không rõ" stays unknown, an empty item empty, another country is named', () => {
  const { values, relatives } = recordOf({
    ethnicity: unknownAnswer,
    religion: '',
    birthRegistrationPlace: unknownAnswer,
    father: unknownAnswer,
    nationality: { choice: 'OTHER', written: 'Lào' },
  })
  expect(values).toMatchObject({
    ethnicity: unknown,
    religion: empty,
    birthProvince: unknown,
    fatherName: unknown,
    nationality: known('Lào'),
  })
  expect(relatives.map(({ kind }) => kind)).toEqual(['MOTHER', 'SPOUSE'])
})

test('nine digits are the number of an old card', () => {
  expect(recordOf({ number: '012345678' })).toMatchObject({ number: null, legacyNumber: '012345678' })
})

test('an address of which every part is unknown is unknown, and no address', () => {
  const nowhere = { province: 'không rõ', commune: 'không rõ' }
  const record = recordOf({ permanentAddress: nowhere })
  expect(record.permanent).toBeNull()
  expect(record.values.permanentAddress).toEqual(unknown)
})
