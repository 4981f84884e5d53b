/** Applicants. Every person here is invented. */
import { randomUUID } from 'node:crypto'
import {
  type CitizenNumber,
  composeCitizenNumber,
  explainCitizenNumber,
} from '../../core/citizen/citizen-number.ts'
import { calendarDateAt, parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { App } from '../../server/kernel/app.ts'
import { dateOf } from '../../server/kernel/clock.ts'
import { residentRow } from '../../server/registry/resident-row.ts'

const names = ['AN', 'BÌNH', 'CƯỜNG', 'DUYÊN', 'ĐỨC', 'GIANG', 'HẠNH', 'KHÁNH', 'LÂM', 'NGỌC'] as const
let made = 0

/** An adult with everything declared; no two have the same name, mother or old number. */
export function makePerson(changes: Partial<DeclaredPerson> = {}): DeclaredPerson {
  const nth = made++
  const given = [nth % 10, Math.floor(nth / 10) % 10, Math.floor(nth / 100) % 10].map((i) => names[i])
  return {
    name: `NGUYỄN THỊ ${given.join(' ')}`,
    birthDate: parsePartialDate('1990-05-20'),
    sex: 'FEMALE',
    nationality: 'Việt Nam',
    ethnicity: 'Kinh',
    religion: null,
    birthRegistrationPlace: 'Phường Mẫu Một, Thành phố Hà Nội',
    placeOfOrigin: 'Xã Mẫu Quê, Thành phố Hà Nội',
    residence: `Số nhà ${nth + 1}, Tổ dân phố 3, Phường Mẫu Một, Thành phố Hà Nội`,
    residenceUnit: '01',
    birthProvince: '001',
    legacyNumber: String(100_000_000 + nth),
    fatherName: 'NGUYỄN VĂN MẪU',
    motherName: `TRẦN THỊ ${given.join(' ')}`,
    ...changes,
  }
}

/** A child of four, whose card needs neither portrait nor fingers. */
export const makeChild = (changes: Partial<DeclaredPerson> = {}): DeclaredPerson =>
  makePerson({ birthDate: parsePartialDate('2022-01-15'), legacyNumber: null, ...changes })

let serial = 0

/** A number that nobody in the register has. */
export function freeNumber(person: DeclaredPerson = makePerson()): CitizenNumber {
  const { birthProvince: birthCode, sex, birthDate } = person
  return composeCitizenNumber({ birthCode, sex, birthYear: yearOf(birthDate), serial: 900_000 + serial++ })
}

export interface Applicant {
  readonly residentId: string
  readonly number: CitizenNumber
  readonly person: DeclaredPerson
}

/** Puts a person into the register. */
export async function registerResident(app: App, person: DeclaredPerson = makePerson()): Promise<Applicant> {
  const number = freeNumber(person)
  if (explainCitizenNumber(number).birthYear !== yearOf(person.birthDate)) throw new RangeError('birth year')
  const residentId = randomUUID()
  const allottedOn = dateOf(calendarDateAt(app.clock()))
  await app.db.resident.create({
    data: {
      id: residentId,
      number,
      ...(await residentRow(app.db, person)),
      numbers: { create: { number, status: 'ACTIVE', allottedOn } },
    },
  })
  return { residentId, number, person }
}
