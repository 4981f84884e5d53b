import { type PartialDate, parseVietnameseDate } from '../dates/calendar-date.ts'
import { DomainError, type Bilingual } from '../errors.ts'
import { searchKey } from '../text/vietnamese.ts'

/** What file and register know of a person that a caller can be asked; null where they do not. */
export interface CallerFacts {
  readonly birthDate: PartialDate | null
  readonly fatherName: string | null
  readonly motherName: string | null
  readonly spouseName: string | null
  readonly birthRegistrationPlace: string | null
  readonly placeOfOrigin: string | null
  readonly legacyNumber: string | null
  readonly phone: string | null
  /** Of the last card. */
  readonly issuedOn: PartialDate | null
  /** Of the last file. */
  readonly filedAt: string | null
}

interface Question {
  readonly text: Bilingual
  readonly expected: keyof CallerFacts
  readonly matches: (expected: string, answer: string) => boolean
}

function sameDate(expected: string, answer: string): boolean {
  try {
    return parseVietnameseDate(answer.trim().replaceAll(/[\s.,-]+/g, '/')) === expected
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

/** Heard over a telephone: marks and order of words are forgiven, a missing word is not. */
const words = (text: string) => searchKey(text).split(' ').filter(Boolean)
const sameName = (expected: string, answer: string) =>
  words(answer).length >= 2 && words(expected).toSorted().join(' ') === words(answer).toSorted().join(' ')

/** Words that every place has. */
const unitWords = new Set([
  'XA',
  'PHUONG',
  'THI',
  'TRAN',
  'HUYEN',
  'QUAN',
  'TINH',
  'THANH',
  'PHO',
  'TP',
  'DAC',
  'KHU',
])
const placeWords = (text: string) => words(text).filter((word) => !unitWords.has(word))
/** A caller says less than the register writes, but nothing else: at least two words, each of which stands there. */
function samePlace(expected: string, answer: string): boolean {
  const known = new Set(placeWords(expected))
  const said = placeWords(answer)
  return said.length >= Math.min(2, known.size) && said.length > 0 && said.every((word) => known.has(word))
}

const digits = (text: string) => text.replaceAll(/\D/g, '')
const sameDigits = (count: number) => (expected: string, answer: string) =>
  digits(answer).length >= count && digits(answer).slice(-count) === digits(expected).slice(-count)

/** What a caller may be asked; which of them is drawn by the server among those that file and register can answer. */
export const hotlineQuestions = {
  BIRTH_DATE: {
    text: { vi: 'Ngày, tháng, năm sinh của chủ thẻ?', en: 'The holder’s date of birth?' },
    expected: 'birthDate',
    matches: sameDate,
  },
  FATHER: {
    text: { vi: 'Họ tên đầy đủ của cha?', en: 'The father’s full name?' },
    expected: 'fatherName',
    matches: sameName,
  },
  MOTHER: {
    text: { vi: 'Họ tên đầy đủ của mẹ?', en: 'The mother’s full name?' },
    expected: 'motherName',
    matches: sameName,
  },
  SPOUSE: {
    text: { vi: 'Họ tên đầy đủ của vợ hoặc chồng?', en: 'The spouse’s full name?' },
    expected: 'spouseName',
    matches: sameName,
  },
  BIRTH_REGISTRATION: {
    text: { vi: 'Nơi đăng ký khai sinh (xã, tỉnh)?', en: 'Where was the birth registered?' },
    expected: 'birthRegistrationPlace',
    matches: samePlace,
  },
  ORIGIN: {
    text: { vi: 'Quê quán (xã, tỉnh)?', en: 'The place of origin?' },
    expected: 'placeOfOrigin',
    matches: samePlace,
  },
  LEGACY_NUMBER: {
    text: {
      vi: 'Bốn số cuối của chứng minh nhân dân 9 số cũ?',
      en: 'The last four digits of the old identity card?',
    },
    expected: 'legacyNumber',
    matches: sameDigits(4),
  },
  PHONE: {
    text: {
      vi: 'Bốn số cuối của điện thoại đã đăng ký?',
      en: 'The last four digits of the telephone on file?',
    },
    expected: 'phone',
    matches: sameDigits(4),
  },
  ISSUED_ON: {
    text: { vi: 'Ngày cấp ghi trên thẻ gần nhất?', en: 'The day of issue on the last card?' },
    expected: 'issuedOn',
    matches: sameDate,
  },
  FILED_AT: {
    text: {
      vi: 'Hồ sơ gần nhất nộp ở điểm thu nhận nào?',
      en: 'At which centre was the last file handed in?',
    },
    expected: 'filedAt',
    matches: samePlace,
  },
} as const satisfies Readonly<Record<string, Question>>
export type QuestionCode = keyof typeof hotlineQuestions
export const questionCodes = Object.keys(hotlineQuestions) as readonly QuestionCode[]

const questionOf = (code: QuestionCode): Question => hotlineQuestions[code]

/** How many are asked, all of which must be right. */
export const questionsOfCall = 3

/** What can be asked about somebody; about nobody everything, so that the questions do not tell whether there is such a person. */
export const askable = (facts: CallerFacts | null): readonly QuestionCode[] =>
  facts === null ? questionCodes : questionCodes.filter((code) => facts[questionOf(code).expected] !== null)

/** Whether every answer is right. Of nobody none is. */
export function areRight(
  facts: CallerFacts | null,
  asked: readonly QuestionCode[],
  answers: readonly string[],
): boolean {
  if (facts === null || asked.length < questionsOfCall || answers.length !== asked.length) return false
  // Each is looked at, also behind a wrong one.
  const right = asked.map((code, i) => {
    const { expected, matches } = questionOf(code)
    const fact = facts[expected]
    return fact !== null && matches(fact, (answers[i] ?? '').slice(0, 200))
  })
  return right.every(Boolean)
}
