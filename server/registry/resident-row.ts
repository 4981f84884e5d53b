import { earliestDay, yearOf } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'

/** A resident's row, with address, parents and old number, from a declared or received person. */
export async function residentRow(tx: Transaction, person: DeclaredPerson) {
  const unit = await tx.administrativeUnit.findFirst({
    where: { code: person.residenceUnit },
    orderBy: { validFrom: 'desc' },
    select: { id: true },
  })
  return {
    name: person.name,
    nameSearchKey: searchKey(person.name),
    nameMatchingKey: matchingKey(person.name),
    nameTokenSetKey: tokenSetKey(person.name),
    birthDate: person.birthDate,
    birthYear: yearOf(person.birthDate),
    sex: person.sex,
    nationality: person.nationality,
    ethnicity: person.ethnicity,
    religion: person.religion,
    birthRegistrationPlace: person.birthRegistrationPlace,
    birthProvince: person.birthProvince,
    placeOfOrigin: person.placeOfOrigin,
    ...(unit && {
      addresses: {
        create: {
          kind: 'PERMANENT',
          unitId: unit.id,
          text: person.residence,
          validFrom: dateOf(earliestDay(person.birthDate)),
        },
      },
    }),
    relationships: { create: parentsOf(person) },
    ...(person.legacyNumber && {
      legacyDocuments: { create: { kind: 'CMND9', number: person.legacyNumber } },
    }),
  }
}

function parentsOf(person: DeclaredPerson) {
  return [
    ...(person.fatherName ? [{ kind: 'FATHER', name: person.fatherName }] : []),
    ...(person.motherName ? [{ kind: 'MOTHER', name: person.motherName }] : []),
  ]
}
