import { DomainError } from '../errors.ts'

declare const brand: unique symbol
/** The code a citizen follows a file by: `HN001-02-261121-0042-K` (centre, machine, day yyMMdd, sequence, check letter). */
export type ApplicationCode = string & { readonly [brand]: 'ApplicationCode' }

const letters = 'ACDEFGHJKLMNPRTVXY' // none that is taken for a digit or for another letter by ear
const shape = /^([A-Z]{2}\d{3})-(\d{2})-(\d{6})-(\d{4,6})-([A-Z])$/

export class IllegalApplicationCode extends DomainError<'ILLEGAL_APPLICATION_CODE'> {
  constructor() {
    super('ILLEGAL_APPLICATION_CODE', {
      vi: 'Mã hồ sơ không đúng. Hãy gõ lại đúng như trên giấy hẹn.',
      en: 'This is not an application code. Type it as printed on the collection slip.',
    })
  }
}

/** Weighted sum modulo 17 (a prime above every weight): any wrong digit and any two swapped digits change the letter. */
function checkLetter(body: string): string {
  const characters = body.replaceAll('-', '')
  let sum = 0
  for (let i = 0; i < characters.length; i++) {
    sum += Number.parseInt(characters.charAt(i), 36) * (2 + (i % 15))
  }
  return letters.charAt(sum % 17)
}

/** Allots the code where the file begins, offline too; `sequence` is the machine's own counter of the day, from 1. */
export function composeApplicationCode(parts: {
  readonly centre: string
  readonly machine: number
  /** yyyy-MM-dd */
  readonly day: string
  readonly sequence: number
}): ApplicationCode {
  const machine = String(parts.machine).padStart(2, '0')
  const day = parts.day.slice(2).replaceAll('-', '')
  const body = `${parts.centre}-${machine}-${day}-${String(parts.sequence).padStart(4, '0')}`
  return parseApplicationCode(`${body}-${checkLetter(body)}`)
}

/** Accepts lower case, spaces and missing hyphens, as people type. Throws {@link IllegalApplicationCode}. */
export function parseApplicationCode(text: string): ApplicationCode {
  const compact = text.toUpperCase().replaceAll(/[\s-]/g, '')
  const spread = /^([A-Z]{2}\d{3})(\d{2})(\d{6})(\d{4,6})([A-Z])$/.exec(compact)
  const code = spread ? spread.slice(1).join('-') : ''
  const match = shape.exec(code)
  if (!match || checkLetter(code.slice(0, -2)) !== match[5]) throw new IllegalApplicationCode()
  return code as ApplicationCode
}

/** What the code says of its origin. */
export function explainApplicationCode(code: ApplicationCode): { centre: string; machine: number } {
  const [centre = '', machine = ''] = code.split('-')
  return { centre, machine: Number(machine) }
}

/** The day on which a file was begun, yyyy-MM-dd, or null where the text is no code. */
export function explainDay(code: string): string | null {
  const [, year, month, day] = /^[A-Z]{2}\d{3}-\d{2}-(\d{2})(\d{2})(\d{2})-/.exec(code) ?? []
  return year && month && day ? `20${year}-${month}-${day}` : null
}
