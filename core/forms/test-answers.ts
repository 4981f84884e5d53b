import type { FormAnswers } from './answers.ts'

/** An invented woman of Hà Nội, by the units since 01/07/2025; every weighty item answered. */
export function dc01Answers(overrides: FormAnswers = {}): FormAnswers {
  const unit = { province: 'Thành phố Hà Nội', commune: 'Phường Ba Đình' }
  return {
    name: 'Đỗ Thị Mỹ Hường',
    birthDate: '15/02/1990',
    bloodType: 'O',
    number: '001190000017',
    sex: 'FEMALE',
    maritalStatus: 'MARRIED',
    birthRegistrationPlace: unit,
    placeOfOrigin: unit,
    ethnicity: 'Kinh',
    religion: 'Không',
    nationality: 'VN',
    permanentAddress: { ...unit, house: 'Số 1 Phố Mẫu' },
    father: { name: 'Đỗ Văn Mẫu', number: '001060000011', nationality: 'Việt Nam' },
    mother: { name: 'Lê Thị Mẫu', number: '001162000012' },
    spouse: { name: 'Trần Văn Thử' },
    head: { name: 'Trần Văn Thử' },
    relationToHead: 'SPOUSE',
    ...overrides,
  }
}
