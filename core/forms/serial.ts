import { formerProvinces } from '../citizen/provinces.ts'
import { DomainError } from '../errors.ts'
import { type FormKind, formKinds } from './definition.ts'

declare const brand: unique symbol
/** What a printed form is known by: `DC01-26-01-0000123-K` (kind, year of the print run, province, sequence, check letter). */
export type FormSerial = string & { readonly [brand]: 'FormSerial' }

export class IllegalFormSerial extends DomainError<'ILLEGAL_FORM_SERIAL'> {
  constructor() {
    super('ILLEGAL_FORM_SERIAL', {
      vi: 'Số phiếu không đúng. Hãy gõ lại đúng như dưới mã vạch trên phiếu.',
      en: 'This is not the serial of a form. Type it as printed below the barcode.',
    })
  }
}

export interface FormSerialParts {
  readonly kind: FormKind
  /** Year in which the run is printed, 2000 to 2099. */
  readonly year: number
  /** The statistics office's two digits, of the 63 provinces or of the 34. */
  readonly province: string
  /** 1 to 9999999 within kind, year and province. */
  readonly sequence: number
}

const letters = 'ACDEFGHJKLMNPRTVX' // seventeen, none that is taken for a digit or for another letter by ear
const shape = /^(DC\d{2})-?(\d{2})-?(\d{2})-?(\d{7})-?([A-Z])$/
const provinceCodes = new Set(formerProvinces.map(({ code }) => code)) // the 34 took theirs from the 63
const lastSequence = 9_999_999

/** Weighted sum modulo 17, a prime above every weight: one wrong digit and any two that changed places change the letter. */
function checkLetter(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits.charAt(i)) * (i + 1)
  return letters.charAt(sum % 17)
}

const isKind = (text: string | undefined): text is FormKind => formKinds.some((kind) => kind === text)

/** Composes the serial of one form. Throws {@link IllegalFormSerial} where a part is out of range. */
export function composeFormSerial({ kind, year, province, sequence }: FormSerialParts): FormSerial {
  const inRange =
    Number.isInteger(year) &&
    Number.isInteger(sequence) &&
    year >= 2000 &&
    year <= 2099 &&
    sequence >= 1 &&
    sequence <= lastSequence
  if (!inRange || !provinceCodes.has(province)) throw new IllegalFormSerial()
  const body = `${kind}-${String(year).slice(2)}-${province}-${String(sequence).padStart(7, '0')}`
  return `${body}-${checkLetter(body.replaceAll(/\D/g, ''))}` as FormSerial
}

/** Reads a serial as scanned or typed: lower case, blanks and missing hyphens are put right. Throws {@link IllegalFormSerial}. */
export function parseFormSerial(text: string): FormSerial {
  const match = shape.exec(text.toUpperCase().replaceAll(/\s/g, ''))
  if (!match) throw new IllegalFormSerial()
  const [, kind, year, province = '', sequence, letter] = match
  if (!isKind(kind)) throw new IllegalFormSerial()
  const serial = composeFormSerial({
    kind,
    year: 2000 + Number(year),
    province,
    sequence: Number(sequence),
  })
  if (!serial.endsWith(`-${letter}`)) throw new IllegalFormSerial()
  return serial
}

/** What a serial says of its form. */
export function explainFormSerial(serial: FormSerial): FormSerialParts {
  const [kind, year, province = '', sequence] = serial.split('-')
  if (!isKind(kind)) throw new IllegalFormSerial()
  return { kind, year: 2000 + Number(year), province, sequence: Number(sequence) }
}
