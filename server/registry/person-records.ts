import { randomUUID } from 'node:crypto'
import { unitAt, successorsOf, type UnitRecord } from '../../core/citizen/administrative-units.ts'
import type { Sex } from '../../core/citizen/citizen-number.ts'
import { isComplete, type PartialDate, parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { AddressRecord, PersonRecord, RelativeRecord } from '../../core/reconciliation/form-record.ts'
import type { ReconciledFieldName } from '../../core/reconciliation/fields.ts'
import { type FoundUnit, unitOfAddress } from '../../core/reconciliation/unit-of-address.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import type { UnitsNow } from '../kernel/units.ts'
import { allotNumber } from './allot-number.ts'
import { joinHousehold } from './join-household.ts'
import { type OtherData, writeOtherData } from './other-data.ts'

/** Without name, birth date and sex nobody can be entered. */
export class PersonIncomplete extends DomainError<'PERSON_INCOMPLETE'> {
  constructor() {
    super('PERSON_INCOMPLETE', {
      vi: 'Thiếu họ tên, ngày sinh hoặc giới tính; chưa lập được hồ sơ.',
      en: 'Name, birth date or sex is missing; no record can be made.',
    })
  }
}

/** What a new record is made from, and where. */
export interface NewPerson {
  readonly record: PersonRecord
  /** Unit whose officers collected the data. */
  readonly unitCode: string
  readonly units: UnitsNow
  /** What made the record, so that a repeated request finds it again: a form's serial. */
  readonly reference: string | null
}

export interface MadePerson {
  readonly residentId: string
  readonly number: string | null
  readonly provisional: boolean
  /** The unit of the permanent address where it is known and lies outside the collecting unit. */
  readonly permanentElsewhere: string | null
}

/** A record is provisional while one of these is not known, or the birth date is known by its year or month only. */
const identifying: readonly ReconciledFieldName[] = [
  'ethnicity',
  'nationality',
  'birthRegistrationPlace',
  'birthProvince',
]

const text = (record: PersonRecord, field: ReconciledFieldName): string | null =>
  record.values[field]?.value ?? null

interface Identity {
  readonly name: string
  readonly birthDate: PartialDate
  readonly sex: Sex
}

function identityOf(record: PersonRecord): Identity {
  const [name, birthDate, sex] = [text(record, 'name'), text(record, 'birthDate'), text(record, 'sex')]
  if (!name || !birthDate || (sex !== 'MALE' && sex !== 'FEMALE')) throw new PersonIncomplete()
  return { name, birthDate: parsePartialDate(birthDate), sex }
}

/**
 * Enters a person: record, number (where the place of birth registration is known), addresses with their units, residence
 * status, parents, spouse, representative and household. What the source does not know is kept as unknown, not as empty.
 */
export async function createPerson(tx: Transaction, person: NewPerson): Promise<MadePerson> {
  const { record, units, reference } = person
  const identity = identityOf(record)
  const id = randomUUID()
  const unknownFields = Object.entries(record.values).flatMap(([field, value]) =>
    value.unknown ? [field] : [],
  )
  const provisional =
    !isComplete(identity.birthDate) || identifying.some((field) => text(record, field) === null)
  const other: OtherData = { unknown: unknownFields }
  await tx.resident.create({
    data: {
      id,
      provisional,
      provisionalReference: provisional ? reference : null,
      ...columnsOf(record, identity),
      otherData: writeOtherData(other),
      relationships: { create: await relationsOf(tx, record.relatives) },
      legacyDocuments: { create: await legacyDocumentsOf(tx, record) },
    },
  })
  const birthCode = text(record, 'birthProvince')
  const number = birthCode
    ? await allotNumber(tx, {
        residentId: id,
        birthCode,
        sex: identity.sex,
        birthYear: yearOf(identity.birthDate),
        on: units.today,
      })
    : null
  if (number) await tx.resident.update({ where: { id }, data: { number } })
  const home = await enterHomes(tx, id, person)
  await joinHousehold(tx, { residentId: id, number, record, other, home, on: units.today })
  return { residentId: id, number, provisional, permanentElsewhere: home.permanentElsewhere }
}

/** An old number that somebody else has stays theirs: the form, which is kept, says who else claimed it. */
async function legacyDocumentsOf(tx: Transaction, { legacyNumber }: PersonRecord) {
  if (legacyNumber === null) return []
  const document = { kind: 'CMND9', number: legacyNumber }
  const taken = await tx.legacyDocument.count({ where: document })
  return taken > 0 ? [] : [document]
}

function columnsOf(record: PersonRecord, { name, birthDate, sex }: Identity) {
  const notKnown = 'Không rõ'
  return {
    name,
    nameSearchKey: searchKey(name),
    nameMatchingKey: matchingKey(name),
    nameTokenSetKey: tokenSetKey(name),
    birthDate,
    birthYear: yearOf(birthDate),
    sex,
    otherName: text(record, 'otherName'),
    nationality: text(record, 'nationality') ?? notKnown,
    ethnicity: text(record, 'ethnicity') ?? notKnown,
    religion: text(record, 'religion'),
    bloodType: text(record, 'bloodType'),
    maritalStatus: text(record, 'maritalStatus'),
    birthPlace: text(record, 'birthPlace'),
    birthRegistrationPlace: text(record, 'birthRegistrationPlace'),
    birthProvince: text(record, 'birthProvince'),
    placeOfOrigin: text(record, 'placeOfOrigin'),
  }
}

/** Relatives, linked to their own record where number and name say the same person. */
export async function relationsOf(tx: Transaction, relatives: readonly RelativeRecord[]) {
  const numbers = relatives.flatMap(({ number }) => (number?.length === 12 ? [number] : []))
  const holders = await tx.resident.findMany({
    where: { number: { in: numbers } },
    select: { id: true, number: true, nameMatchingKey: true },
  })
  return relatives.map(({ kind, name, number }) => {
    const holder = holders.find((one) => one.number === number && one.nameMatchingKey === matchingKey(name))
    return { kind, name, number, relatedId: holder?.id ?? null }
  })
}

/** Where somebody lives, as it was entered. */
export interface Home {
  /** The unit that the household belongs to. */
  readonly unitId: number
  readonly addressText: string
  readonly permanentElsewhere: string | null
}

async function enterHomes(tx: Transaction, residentId: string, person: NewPerson): Promise<Home> {
  const { record, units, unitCode } = person
  const here = await unitIdOf(tx, hereOf(units, unitCode))
  const permanent = record.permanent && (await addressRow(tx, record.permanent, person))
  const current = record.current && (await addressRow(tx, record.current, person))
  const isHere = permanent === null || isWithinEither(units, permanent.code, unitCode)
  const validFrom = dateOf(units.today)
  const rows = Object.entries({ PERMANENT: permanent, CURRENT: current }).flatMap(([kind, row]) =>
    row ? [{ residentId, kind, unitId: row.unitId, text: row.text, validFrom }] : [],
  )
  await tx.address.createMany({ data: rows })
  const registered = permanent !== null && isHere
  // Somebody with a permanent residence elsewhere, or of whom it is not known, stays here for the time being.
  const status = registered ? 'PERMANENT' : 'TEMPORARY'
  const reason = permanent === null ? 'PERMANENT_RESIDENCE_UNKNOWN' : null
  const unitId = (registered ? permanent.unitId : null) ?? current?.unitId ?? here
  await tx.residenceStatus.create({ data: { residentId, status, unitId, reason, validFrom } })
  return {
    unitId,
    addressText: (registered ? permanent.text : current?.text) ?? '',
    permanentElsewhere: isHere ? null : (permanent?.code ?? null),
  }
}

const isWithinEither = (units: UnitsNow, a: string, b: string) => units.isWithin(a, b) || units.isWithin(b, a)

/** The collecting unit as it stands today. */
function hereOf({ tree, today }: UnitsNow, code: string): UnitRecord {
  const unit =
    unitAt(tree, { code, on: today }) ??
    successorsOf(tree, { code, on: today }, today)[0] ??
    tree.records.get(code)?.at(-1)
  if (!unit) throw new NotFound('unit')
  return unit
}

/** An address that only tells the collecting unit's province, or no unit at all, belongs to the collecting unit. */
async function addressRow(tx: Transaction, { parts, text: printed }: AddressRecord, person: NewPerson) {
  const { tree, today } = person.units
  const found: FoundUnit | null = unitOfAddress(tree, parts, today)
  const own = hereOf(person.units, person.unitCode)
  const unit = !found || (!found.exact && person.units.isWithin(own.code, found.unit.code)) ? own : found.unit
  return { code: unit.code, unitId: await unitIdOf(tx, unit), text: printed }
}

async function unitIdOf(tx: Transaction, { code, validFrom }: UnitRecord): Promise<number> {
  const unit = await tx.administrativeUnit.findUniqueOrThrow({
    where: { code_validFrom: { code, validFrom: dateOf(validFrom) } },
    select: { id: true },
  })
  return unit.id
}
