import { z } from 'zod'
import { type PartialDate, yearOf } from '../dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import { formerProvinceOfBirthCode } from './provinces.ts'

declare const brand: unique symbol
/** Số định danh cá nhân: twelve digits, without a check digit (Luật Căn cước 2023, article 12). */
export type CitizenNumber = string & { readonly [brand]: 'CitizenNumber' }

export type Sex = 'MALE' | 'FEMALE'

export class IllegalCitizenNumber extends DomainError<'ILLEGAL_CITIZEN_NUMBER'> {
  constructor() {
    super('ILLEGAL_CITIZEN_NUMBER', {
      vi: 'Số định danh cá nhân phải gồm đúng 12 chữ số.',
      en: 'A personal identification number has exactly 12 digits.',
    })
  }
}

const shape = /^\d{12}$/

/** Reads a number as typed; blanks between the digits are ignored. Throws {@link IllegalCitizenNumber}. */
export function parseCitizenNumber(text: string): CitizenNumber {
  const digits = text.replaceAll(/\s/g, '')
  if (!shape.test(digits)) throw new IllegalCitizenNumber()
  return digits as CitizenNumber
}

/** Border check between programs: exactly twelve digits. */
export const citizenNumberSchema = z
  .string()
  .regex(shape, 'Số định danh cá nhân phải gồm đúng 12 chữ số')
  .transform((digits) => digits as CitizenNumber)

export interface CitizenNumberMeaning {
  /** Three digits: province, or country from 100 up, where the birth was registered. */
  readonly birthCode: string
  /** Name of the former province, or null where the code is not one of the 63. */
  readonly provinceName: string | null
  readonly sex: Sex
  /** First year of the hundred: 1900, 2000 … 2300. */
  readonly century: number
  readonly birthYear: number
}

/**
 * What the digits say (TT 59/2021, article 4; NĐ 137/2015, article 13): 1–3 place of birth registration, 4 century and
 * sex (even male, odd female), 5–6 year of birth, 7–12 random. It is a hint, not a fact about the person.
 */
export function explainCitizenNumber(number: CitizenNumber): CitizenNumberMeaning {
  const birthCode = number.slice(0, 3)
  const sexDigit = Number(number.charAt(3))
  const century = 1900 + 100 * Math.floor(sexDigit / 2)
  return {
    birthCode,
    provinceName: formerProvinceOfBirthCode(birthCode)?.name ?? null,
    sex: sexDigit % 2 === 0 ? 'MALE' : 'FEMALE',
    century,
    birthYear: century + Number(number.slice(4, 6)),
  }
}

/** What a new number is made of; `serial` is drawn at random by the caller, who also sees to it that the number is new. */
export interface CitizenNumberParts {
  readonly birthCode: string
  readonly sex: Sex
  /** 1900 to 2399. */
  readonly birthYear: number
  /** 0 to 999999. */
  readonly serial: number
}

/** Composes a number (TT 59/2021, article 4). Throws {@link IllegalCitizenNumber} where a part is out of range. */
export function composeCitizenNumber({
  birthCode,
  sex,
  birthYear,
  serial,
}: CitizenNumberParts): CitizenNumber {
  const inRange = (value: number, low: number, high: number) =>
    Number.isInteger(value) && value >= low && value <= high
  if (!/^\d{3}$/.test(birthCode) || !inRange(birthYear, 1900, 2399) || !inRange(serial, 0, 999_999)) {
    throw new IllegalCitizenNumber()
  }
  const sexDigit = 2 * Math.floor((birthYear - 1900) / 100) + (sex === 'MALE' ? 0 : 1)
  const year = String(birthYear % 100).padStart(2, '0')
  return parseCitizenNumber(`${birthCode}${sexDigit}${year}${String(serial).padStart(6, '0')}`)
}

export type NumberWarningCode =
  | 'NUMBER_SEX_DIFFERS'
  | 'NUMBER_BIRTH_YEAR_DIFFERS'
  | 'NUMBER_BIRTH_PLACE_DIFFERS'
  | 'NUMBER_BIRTH_CODE_UNKNOWN'

export interface NumberWarning {
  readonly code: NumberWarningCode
  readonly text: Bilingual
}

const warningTexts: Readonly<Record<NumberWarningCode, Bilingual>> = {
  NUMBER_SEX_DIFFERS: {
    vi: 'Chữ số giới tính trong số định danh không khớp với giới tính đã khai. Hãy đối chiếu giấy khai sinh.',
    en: 'The sex digit of the number differs from the declared sex. Compare with the birth certificate.',
  },
  NUMBER_BIRTH_YEAR_DIFFERS: {
    vi: 'Năm sinh trong số định danh không khớp với năm sinh đã khai. Hãy đối chiếu giấy khai sinh.',
    en: 'The birth year in the number differs from the declared one. Compare with the birth certificate.',
  },
  NUMBER_BIRTH_PLACE_DIFFERS: {
    vi: 'Mã nơi đăng ký khai sinh trong số định danh không khớp với nơi đăng ký khai sinh đã khai.',
    en: 'The place of birth registration in the number differs from the declared one.',
  },
  NUMBER_BIRTH_CODE_UNKNOWN: {
    vi: 'Ba chữ số đầu của số định danh không phải mã tỉnh đã biết (có thể là mã nước hoặc mã mới).',
    en: 'The first three digits are not a known province (they may stand for a country or be a newer code).',
  },
}

/** The person's data as declared or registered; `birthCode` null where the place of birth registration is not known. */
export interface NumberHolder {
  readonly sex: Sex
  readonly birthDate: PartialDate
  readonly birthCode: string | null
}

/**
 * Where the number and the person's data disagree. Never a reason to reject an existing number: since 01/07/2024 the law
 * promises only twelve digits that no one else has; a difference may open a case to cancel and re-establish the number.
 */
export function numberWarnings(number: CitizenNumber, holder: NumberHolder): readonly NumberWarning[] {
  const meaning = explainCitizenNumber(number)
  const codes: NumberWarningCode[] = []
  if (meaning.sex !== holder.sex) codes.push('NUMBER_SEX_DIFFERS')
  if (meaning.birthYear !== yearOf(holder.birthDate)) codes.push('NUMBER_BIRTH_YEAR_DIFFERS')
  if (holder.birthCode !== null && !mayMeanSamePlace(meaning.birthCode, holder.birthCode)) {
    codes.push('NUMBER_BIRTH_PLACE_DIFFERS')
  }
  if (meaning.provinceName === null) codes.push('NUMBER_BIRTH_CODE_UNKNOWN')
  return codes.map((code) => ({ code, text: warningTexts[code] }))
}

/** A declared code may be the former province's own, or that of the province which took it over in 2025. */
function mayMeanSamePlace(inNumber: string, declared: string): boolean {
  if (inNumber === declared) return true
  const former = formerProvinceOfBirthCode(inNumber)
  return former !== null && declared === `0${former.mergedInto}`
}
