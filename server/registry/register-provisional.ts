import { randomUUID } from 'node:crypto'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { calendarDateAt, yearOf } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { matchingKey } from '../../core/text/vietnamese.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import type { Transaction } from '../kernel/db.ts'
import { allotNumber } from './allot-number.ts'
import { residentRow } from './resident-row.ts'
import { PossiblyRegistered, type ProvisionalRequest, type RegistryRecord } from './resident-registry.ts'

/**
 * A provisional record from form DC01 for a person whom the register does not know, with a number of its own.
 * Refuses with {@link PossiblyRegistered} when somebody with the same old number, or name, birth date and mother, is there.
 */
export async function registerProvisional(
  app: App,
  actor: Actor,
  { person, reference }: ProvisionalRequest,
): Promise<RegistryRecord> {
  return app.db.$transaction(async (tx) => {
    const earlier = await tx.resident.findUnique({
      where: { provisionalReference: reference },
      select: { number: true, version: true },
    })
    if (earlier?.number) {
      return {
        number: parseCitizenNumber(earlier.number),
        version: earlier.version,
        provisional: true,
        inForce: true,
        person,
      }
    }
    if (await alreadyRegistered(tx, person)) throw new PossiblyRegistered()
    const id = randomUUID()
    const row = await residentRow(tx, person)
    await tx.resident.create({ data: { id, provisional: true, provisionalReference: reference, ...row } })
    const number = await allotNumber(tx, {
      residentId: id,
      birthCode: person.birthProvince,
      sex: person.sex,
      birthYear: yearOf(person.birthDate),
      on: calendarDateAt(app.clock()),
    })
    await tx.resident.update({ where: { id }, data: { number } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'resident.register-provisional',
      subjectKind: 'resident',
      subjectId: id,
    })
    return { number, version: 1, provisional: true, inForce: true, person }
  })
}

async function alreadyRegistered(tx: Transaction, person: DeclaredPerson): Promise<boolean> {
  const sameOldNumber = person.legacyNumber
    ? [{ legacyDocuments: { some: { kind: 'CMND9', number: person.legacyNumber } } }]
    : []
  const sameMother = person.motherName
    ? [
        {
          nameMatchingKey: matchingKey(person.name),
          birthDate: person.birthDate,
          relationships: { some: { kind: 'MOTHER', name: person.motherName } },
        },
      ]
    : []
  const either = [...sameOldNumber, ...sameMother]
  if (either.length === 0) return false
  return (await tx.resident.findFirst({ where: { OR: either }, select: { id: true } })) !== null
}
