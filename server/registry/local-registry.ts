import { type CitizenNumber, parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { calendarDateAt, parsePartialDate } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import type { RegistryRecord, ResidentRegistry } from './resident-registry.ts'
import { registerProvisional } from './register-provisional.ts'

/** The registry in this system's own tables. */
export function localRegistry(app: App): ResidentRegistry {
  return {
    find: (number) => findRecord(app.db, number, app.clock()),
    registerProvisional: (request, { actor }) => registerProvisional(app, actor, request),
  }
}

/** One person with what the card and the desk need, addresses as of a moment. */
export async function findRecord(
  db: Transaction,
  number: CitizenNumber,
  at: number,
): Promise<RegistryRecord | null> {
  const today = dateOf(calendarDateAt(at))
  const inForceOn = { validFrom: { lte: today }, OR: [{ validTo: null }, { validTo: { gt: today } }] }
  const entry = await db.identityNumber.findUnique({
    where: { number },
    include: {
      resident: {
        include: {
          addresses: {
            where: { kind: 'PERMANENT', ...inForceOn },
            include: { unit: { select: { code: true } } },
          },
          relationships: { where: { kind: { in: ['FATHER', 'MOTHER'] }, validTo: null } },
          legacyDocuments: { where: { kind: 'CMND9' }, orderBy: { issuedOn: 'desc' }, take: 1 },
        },
      },
    },
  })
  if (!entry) return null
  const { resident } = entry
  const address = resident.addresses[0]
  const parent = (kind: string) =>
    resident.relationships.find((relation) => relation.kind === kind)?.name ?? null
  const person: DeclaredPerson = {
    name: resident.name,
    birthDate: parsePartialDate(resident.birthDate),
    sex: resident.sex === 'FEMALE' ? 'FEMALE' : 'MALE',
    nationality: resident.nationality,
    ethnicity: resident.ethnicity,
    religion: resident.religion,
    birthRegistrationPlace: resident.birthRegistrationPlace ?? '',
    placeOfOrigin: resident.placeOfOrigin ?? '',
    residence: address?.text ?? '',
    residenceUnit: address?.unit.code ?? '',
    birthProvince: resident.birthProvince ?? number.slice(0, 3),
    legacyNumber: resident.legacyDocuments[0]?.number ?? null,
    fatherName: parent('FATHER'),
    motherName: parent('MOTHER'),
  }
  return {
    number: parseCitizenNumber(number),
    version: resident.version,
    provisional: resident.provisional,
    inForce: entry.status === 'ACTIVE' && resident.deathOn === null,
    person,
  }
}
