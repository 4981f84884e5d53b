import { describe, expect, test } from 'vitest'
import { explainCitizenNumber, numberWarnings } from '../citizen/citizen-number.ts'
import { addYears, ageOn, earliestDay, isComplete, latestDay, yearOf } from '../dates/calendar-date.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { demoCommunes } from './places.ts'
import { syntheticHouseholds } from './population.ts'
import type { SyntheticHousehold } from './population.ts'

const on = '2026-01-01' as CalendarDate

function population(residents: number, seed = 'test'): SyntheticHousehold[] {
  return [...syntheticHouseholds({ seed, residents, on, units: demoCommunes })]
}

const households = population(20_000)
const people = households.flatMap(({ members }) => members)
const share = (kind: (person: (typeof people)[number]) => boolean) =>
  people.filter(kind).length / people.length

/** Every child at home with a parent at home. */
function families() {
  return households.flatMap(({ members }) =>
    members.flatMap((child) =>
      child.relatives.flatMap(({ kind, member }) => {
        const parent = kind === 'SPOUSE' || member === null ? undefined : members[member]
        return parent ? [{ kind, child, parent }] : []
      }),
    ),
  )
}

describe('the population', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(population(200)).toEqual(population(200))
    expect(population(200, 'other')[0]).not.toEqual(households[0])
  })

  test('begins with the people of a smaller one', () => {
    const few = population(500)
    expect(households.slice(0, few.length)).toEqual(few)
  })

  test('has as many people as asked for, in whole households', () => {
    expect(people.length).toBeGreaterThanOrEqual(20_000)
    expect(people.length - (households.at(-1)?.members.length ?? 0)).toBeLessThan(20_000)
  })

  test('cannot live in units that do not exist yet', () => {
    const early = { seed: 1, residents: 1, on: '2025-06-30' as CalendarDate, units: demoCommunes }
    expect(() => syntheticHouseholds(early).next()).toThrow(RangeError)
  })

  test('has households of the size and people of the ages of the country', () => {
    expect(people.length / households.length).toBeGreaterThan(3.2)
    expect(people.length / households.length).toBeLessThan(3.9)
    expect(share(({ sex }) => sex === 'FEMALE')).toBeCloseTo(0.5, 1)
    expect(share(({ birthDate }) => ageOn(birthDate, on) < 15)).toBeGreaterThan(0.15)
    expect(share(({ birthDate }) => ageOn(birthDate, on) >= 65)).toBeGreaterThan(0.05)
    expect(Math.max(...people.map(({ birthDate }) => ageOn(birthDate, on)))).toBeLessThan(106)
  })
})

describe('numbers', () => {
  const numbers = people.map(({ number }) => number).filter((number) => number !== null)

  test('are given once', () => {
    expect(new Set(numbers).size).toBe(numbers.length)
    const old = people.flatMap(({ documents }) => documents.filter(({ kind }) => kind === 'CMND9'))
    expect(new Set(old.map(({ number }) => number)).size).toBe(old.length)
    expect(old.every(({ number }) => /^\d{9}$/.test(number))).toBe(true)
  })

  test('agree with the birth of their holders', () => {
    const warnings = people.flatMap(({ number, sex, birthDate, birthProvince }) =>
      number ? numberWarnings(number, { sex, birthDate, birthCode: birthProvince }) : [],
    )
    expect(warnings).toEqual([])
  })

  test('do not tell the order in which they were given', () => {
    const serials = numbers.map((number) => Number(number.slice(6)))
    const low = serials.filter((serial) => serial < 500_000).length
    expect(low / serials.length).toBeCloseTo(0.5, 1)
  })

  test('lack only for newborns and for old people without papers, who are provisional', () => {
    const without = people.filter(({ number }) => number === null)
    expect(without.every(({ birthDate, provisional }) => provisional === ageOn(birthDate, on) >= 59)).toBe(
      true,
    )
    expect(without.every(({ birthDate, provisional }) => provisional || ageOn(birthDate, on) < 1)).toBe(true)
    expect(without.some(({ provisional }) => provisional)).toBe(true)
    expect(people.some(({ number, provisional }) => number !== null && provisional)).toBe(false)
  })

  test('begin with the code of the former province of birth', () => {
    const codes = new Set(numbers.map((number) => explainCitizenNumber(number).birthCode))
    expect([...codes].toSorted()).toEqual(
      [...new Set(demoCommunes.map(({ formerProvince }) => formerProvince.birthCode))].toSorted(),
    )
  })
})

describe('what is known of people', () => {
  test('some of the elderly have only a year, or a month, of birth, and nobody else', () => {
    const partial = people.filter(({ birthDate }) => !isComplete(birthDate))
    expect(new Set(partial.map(({ birthDate }) => birthDate.length))).toEqual(new Set([4, 7]))
    expect(Math.min(...partial.map(({ birthDate }) => ageOn(birthDate, on)))).toBeGreaterThanOrEqual(61)
  })

  test('papers are of their time: none before the fourteenth birthday, none after their era', () => {
    const eras = { CMND9: '2015-12-31', CCCD_BARCODE: '2021-01-22', CCCD_CHIP: '2024-06-30' }
    const papers = people.flatMap(({ birthDate, documents, number }) =>
      documents.map((document) => ({ ...document, birthDate, holder: number })),
    )
    const cards = papers.filter(({ kind }) => kind !== 'CMND9')
    expect(cards.every((card) => card.number === card.holder)).toBe(true)
    for (const { kind, birthDate, issuedOn, expiresOn } of papers) {
      const day = issuedOn ?? addYears(earliestDay(birthDate), 14) // not known for some
      expect(day >= addYears(earliestDay(birthDate), 14) && (issuedOn === null || day <= eras[kind])).toBe(
        true,
      )
      expect(expiresOn === null || expiresOn > day).toBe(true)
    }
    expect(share(({ documents }) => documents.some(({ kind }) => kind === 'CMND9'))).toBeGreaterThan(0.3)
  })

  test('something is missing now and then', () => {
    for (const field of [
      'bloodType',
      'maritalStatus',
      'birthRegistrationPlace',
      'placeOfOrigin',
      'phone',
    ] as const) {
      const missing = share((person) => person[field] === null)
      expect({ field, missing: missing > 0 && missing < 0.9 }).toEqual({ field, missing: true })
    }
  })

  test('telephone numbers and mailboxes belong to nobody', () => {
    expect(people.every(({ phone }) => phone === null || /^050\d{7}$/.test(phone))).toBe(true)
    expect(people.every(({ email }) => email === null || email.endsWith('.example'))).toBe(true)
  })
})

describe('households', () => {
  test('have one head, who comes first', () => {
    for (const { members } of households) {
      expect(members.map(({ relation }) => relation === 'HEAD')).toEqual(members.map((_, i) => i === 0))
    }
  })

  test('parents are grown up when their children are born', () => {
    for (const { child, parent } of families()) {
      expect(ageOn(parent.birthDate, latestDay(child.birthDate))).toBeGreaterThanOrEqual(17)
    }
  })

  test('brothers and sisters are born at least nine months apart', () => {
    for (const { members } of households) {
      const years = members.filter(({ relation }) => relation === 'CHILD').map(({ birthDate }) => birthDate)
      const [...ordered] = years.toSorted()
      ordered.slice(1).forEach((younger, i) => {
        expect(ageOn(ordered[i] as CalendarDate, younger as CalendarDate)).toBeGreaterThanOrEqual(1)
      })
    }
  })

  test('relatives at home are named as they are called, with their numbers; others have none', () => {
    for (const { members } of households) {
      const relatives = members.flatMap((member) => member.relatives)
      for (const { name, member, number } of relatives) {
        expect(member === null ? { name, number: null } : members[member]).toMatchObject({ name, number })
      }
    }
    expect(families().every(({ kind, parent }) => (kind === 'FATHER') === (parent.sex === 'MALE'))).toBe(true)
  })

  test('children bear the family name of the father, and the clan of the mother where it is hers', () => {
    const first = ({ name }: { name: string }) => name.split(' ').at(0)
    const last = ({ name }: { name: string }) => name.split(' ').at(-1)
    const kinh = families().filter(({ child, kind }) => child.ethnicity === 'Kinh' && kind === 'FATHER')
    const ede = families().filter(({ child, kind }) => child.ethnicity === 'Ê-đê' && kind === 'MOTHER')
    expect(kinh.every(({ child, parent }) => first(child) === first(parent))).toBe(true)
    expect(ede.every(({ child, parent }) => last(child) === last(parent))).toBe(true)
    expect(Math.min(kinh.length, ede.length)).toBeGreaterThan(50)
  })

  test('the address reads as its unit does, now and before 01/07/2025', () => {
    const former = households.filter(({ formerly }) => formerly !== null)
    expect(former.length).toBeGreaterThan(households.length / 10)
    for (const { unit, address, formerly, since } of households) {
      expect(address).toContain(`${unit.type} ${unit.name}, `)
      expect(unit.validTo).toBeNull()
      if (!formerly) continue
      expect(formerly.address).toContain(`${formerly.unit.type} ${formerly.unit.name}, `)
      expect(formerly.unit.validFrom <= since && since < (formerly.unit.validTo ?? '')).toBe(true)
    }
    expect(Math.max(...households.map(({ since }) => yearOf(since)))).toBe(2025)
  })
})
