import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { type CalendarDate, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { countingTries } from './holder-tries.ts'
import { type Disclosure, disclosuresForCitizen } from '../registry/sharing/disclosures-for-citizen.ts'

/** No such file, or another birth date, or somebody else's number: all look the same. */
export class ApplicantNotFound extends DomainError<'APPLICANT_NOT_FOUND'> {
  constructor() {
    super('APPLICANT_NOT_FOUND', {
      vi: 'Mã hồ sơ, ngày sinh và số định danh này không cùng là của một người. Hãy xem lại giấy hẹn và thẻ căn cước.',
      en: 'This code, birth date and identification number do not belong to one person. Please check the collection slip and the card.',
    })
  }
}

/** The agencies ask another server, so that "nobody has asked" would be untrue here. */
export class DisclosuresNotHere extends DomainError<'DISCLOSURES_NOT_HERE'> {
  constructor() {
    super('DISCLOSURES_NOT_HERE', {
      vi: 'Trang này chưa xem được ai đã tra cứu thông tin của bạn. Hãy hỏi tại cơ quan đăng ký cư trú.',
      en: 'This page cannot show who asked about you. Please ask at the residence registration office.',
    })
  }
}

/** One use of the citizen's data, as the citizen reads it at home. */
export interface OwnDisclosure {
  readonly agency: string
  readonly purpose: Bilingual
  readonly on: CalendarDate
  /** What the agency was told, or had confirmed; empty where it was told nothing. */
  readonly fields: readonly Bilingual[]
}

export interface OwnDisclosurePage {
  readonly disclosures: readonly OwnDisclosure[]
  /** Cursor of the next page, null after the last. */
  readonly next: string | null
}

export interface OwnDisclosureQuery {
  readonly code: string
  readonly birthDate: string
  readonly number: string
  /** `next` of the page before. */
  readonly after?: string | null | undefined
}

export const pageLength = 20

/** Both indexes are read whatever was typed, so that the time tells nothing about which part was wrong. */
const applicantQuery = {
  name: 'applicant-of-disclosures',
  text: `SELECT (SELECT "residentId" FROM "Application" WHERE "code" = $1 AND "birthDate" = $2) AS "applicant",
           (SELECT "id" FROM "Resident" WHERE "number" = $3) AS "holder"`,
}

/** The resident whose file and number these are. Throws {@link ApplicantNotFound}. */
export async function applicantOf(
  app: App,
  keys: readonly [code: string, birthDate: string, number: string],
): Promise<string> {
  const { rows } = await app.pool.query<{ applicant: string | null; holder: string | null }>({
    ...applicantQuery,
    values: [...keys],
  })
  const [found] = rows
  if (!found?.applicant || found.applicant !== found.holder) throw new ApplicantNotFound()
  return found.applicant
}

export const ownView = ({ agency, purpose, on, told, fields }: Disclosure): OwnDisclosure => ({
  agency,
  purpose,
  on,
  fields: told ? fields : [],
})

/**
 * Tells the holder of an application who asked about them, without signing in: code, birth date and the whole number must be
 * of one person. Each page is kept in the audit. Throws ApplicantNotFound, TooManyTries, DisclosuresNotHere, IllegalCursor.
 */
export async function disclosuresOfApplicant(
  app: App,
  actor: Actor,
  query: OwnDisclosureQuery,
): Promise<OwnDisclosurePage> {
  demand(actor, 'disclosure.own')
  if (app.env.registry.mode !== 'local') throw new DisclosuresNotHere()
  const code = parseApplicationCode(query.code)
  const keys = [code, parsePartialDate(query.birthDate), parseCitizenNumber(query.number)] as const
  const residentId = await countingTries(app, code, () => applicantOf(app, keys))
  const { disclosures, next } = await disclosuresForCitizen(app, residentId, {
    first: pageLength,
    after: query.after,
  })
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'disclosure.read-own',
    subjectKind: 'resident',
    subjectId: residentId,
    details: { found: disclosures.length, firstPage: !query.after },
  })
  return { disclosures: disclosures.map(ownView), next }
}
