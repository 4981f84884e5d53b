import { type CitizenNumber, parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { RegistryRecord, ResidentRegistry } from './resident-registry.ts'

/** No such number, or not with this birth date: the two look the same. */
export class SubjectUnknown extends DomainError<'SUBJECT_UNKNOWN'> {
  constructor() {
    super('SUBJECT_UNKNOWN', {
      vi: 'Không tìm thấy công dân với số định danh và ngày sinh này.',
      en: 'Nobody is registered with this number and birth date.',
    })
  }
}

export interface SubjectQuery {
  readonly number: string
  /** yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly birthDate: string
}

/** The registry's record of the applicant at the desk. Throws SubjectUnknown, RegistryUnreachable, or a refusal of illegal input. */
export async function lookUpSubject(
  app: App & { readonly registry: ResidentRegistry },
  actor: Actor,
  query: SubjectQuery,
): Promise<RegistryRecord & { readonly pulledAt: string }> {
  demand(actor, 'subject.look-up')
  const number: CitizenNumber = parseCitizenNumber(query.number)
  const birthDate = parsePartialDate(query.birthDate)
  const record = await app.registry.find(number, { actor, purpose: 'ENROLLMENT_DESK' })
  if (!record?.inForce || !sameBirth(record.person.birthDate, birthDate)) throw new SubjectUnknown()
  const at = app.clock()
  await audit(app.db, {
    actor,
    at,
    action: 'subject.look-up',
    subjectKind: 'resident',
    subjectId: await subjectOf(app, number),
  })
  return { ...record, pulledAt: instantAt(at).toISOString() }
}

/** The year alone is enough where only the year is on file. */
function sameBirth(onFile: string, given: string): boolean {
  return onFile === given || (onFile.length < given.length && given.startsWith(onFile))
}

/** The audit names the resident by id where we know one; numbers are personal data. */
async function subjectOf(app: App, number: CitizenNumber): Promise<string> {
  const entry = await app.db.identityNumber.findUnique({ where: { number }, select: { residentId: true } })
  return entry?.residentId ?? 'remote'
}
