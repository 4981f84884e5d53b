import { describe, expect, test } from 'vitest'
import { type CardCandidates, decideCard } from './decide-card.ts'
import type { RegisteredPerson } from './decide.ts'
import { mappingProfileSchema } from './mapping-profile.ts'
import { cardRowReader, cardStates } from './read-card-row.ts'
import { columnsWanted } from './sources.ts'
import { testUnits } from './test-units.ts'
import { rowUnits } from './units.ts'

const profile = mappingProfileSchema.parse({
  target: 'LEGACY_CARD',
  format: { kind: 'CSV' },
  asOf: '2026-01-01',
  unit: { code: { column: 'XA' } },
  fields: {
    kind: { column: 'LOAI', codes: { '1': 'CMND9', '2': 'CCCD_CHIP' } },
    number: { column: 'SO' },
    name: { column: 'TEN' },
    birthDate: { column: 'NS', dates: ['dd/MM/yyyy', 'yyyy'] },
    issuedOn: { column: 'CAP', dates: ['dd/MM/yyyy'] },
    archivePlace: { column: 'KHO' },
  },
})
if (profile.target !== 'LEGACY_CARD') throw new Error('a profile of cards')
const wanted = columnsWanted(profile)
const read = cardRowReader(
  profile,
  wanted,
  rowUnits(testUnits, profile.asOf, () => true),
)
const good = {
  LOAI: '1',
  SO: '012 345 678',
  TEN: 'Đỗ Mẫu',
  NS: '15/02/1990',
  CAP: '01/03/2005',
  KHO: 'K2-17',
  XA: '00201',
}
const rowOf = (changes: Readonly<Record<string, string>> = {}) => {
  const cells: Readonly<Record<string, string>> = { ...good, ...changes }
  return read(wanted.map((column) => cells[column] ?? ''))
}

describe('a card of the archive', () => {
  test('becomes the register’s words', () => {
    const row = rowOf()
    expect(row.card).toMatchObject({
      kind: 'CMND9',
      number: '012345678',
      name: 'ĐỖ MẪU',
      birthDate: '1990-02-15',
      issuedOn: '2005-03-01',
      issuedBy: null,
      archivePlace: 'K2-17',
    })
    expect(cardStates(row)).toEqual([
      'FILLED',
      'FILLED',
      'FILLED',
      'FILLED',
      'FILLED',
      'EMPTY',
      'EMPTY',
      'FILLED',
    ])
  })

  test.each([
    [{ LOAI: '3' }, 'kind', 'CODE_UNKNOWN'],
    [{ LOAI: '2' }, 'number', 'DIGITS_ILLEGAL'],
    [{ SO: '1234' }, 'number', 'DIGITS_ILLEGAL'],
    [{ SO: '' }, 'number', 'ANSWER_MISSING'],
    [{ TEN: 'Đỗ 2' }, 'name', 'NAME_ILLEGAL'],
    [{ NS: '31/02/1990' }, 'birthDate', 'DATE_ILLEGAL'],
    [{ CAP: '2005' }, 'issuedOn', 'DATE_ILLEGAL'],
    [{ CAP: '01/03/2045' }, 'issuedOn', 'DATE_IN_FUTURE'],
    [{ KHO: 'K'.repeat(101) }, 'archivePlace', 'TEXT_TOO_LONG'],
    [{ XA: '999' }, 'unit', 'UNIT_UNKNOWN'],
  ])('with %j is refused for %s: %s', (changes, field, reason) => {
    const { card, faults } = rowOf(changes)
    expect(card).toBeNull()
    expect(faults).toContainEqual({ field, reason, blocking: true })
  })
})

describe('whose a card is', () => {
  const person = (changes: Partial<RegisteredPerson> = {}) =>
    ({
      id: 'a',
      number: '001190000017',
      name: 'ĐỖ MẪU',
      birthDate: '1990-02-15',
      unitCode: '00201',
      ...changes,
    }) as RegisteredPerson
  const card = { number: '012345678', name: 'ĐỖ MẪU', birthDate: '1990-02-15', unitCode: '00201' }
  const whose = (candidates: Partial<CardCandidates>, changes: Partial<typeof card> = {}) =>
    decideCard({ ...card, ...changes }, { byNumber: null, complete: false, namesakes: [], ...candidates })
      .kind

  test('is said by its number, unless name or birth date speak against it', () => {
    expect(whose({ byNumber: person() })).toBe('LINK')
    expect(whose({ byNumber: person(), complete: true })).toBe('UNCHANGED')
    expect(whose({ byNumber: person({ birthDate: '1990-02-16' }) })).toBe('CONTRADICTS')
  })

  test('is said by name and birth date where only one fits, by the commune where several do', () => {
    expect(whose({ namesakes: [person({ unitCode: '00202' })] })).toBe('LINK')
    expect(whose({ namesakes: [person(), person({ unitCode: '00202' })] })).toBe('LINK')
    expect(whose({ namesakes: [person(), person()] })).toBe('SEVERAL')
    expect(whose({})).toBe('NOBODY')
  })

  test('a year of birth alone is not enough without the commune', () => {
    const year = { birthDate: '1990' }
    expect(whose({ namesakes: [person({ birthDate: '1990', unitCode: '00202' })] }, year)).toBe('SEVERAL')
    expect(whose({ namesakes: [person({ birthDate: '1990' })] }, year)).toBe('LINK')
  })
})
