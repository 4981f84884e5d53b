import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { searchKey } from '../../../core/text/vietnamese.ts'
import { seedRegistry } from '../../../prisma/seed.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { type ResidentSearch, searchResidents } from '../../../server/registry/search-residents.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: ServerApp
const registrar = officerOf('REGISTRAR')

beforeAll(async () => {
  running = await testApp()
  app = running.app
  const on = parseCalendarDate('2026-01-01')
  await seedRegistry({ url: app.pool.options.connectionString ?? '', residents: 2000, seed: 'test', on })
})
afterAll(() => running.close())

const search = (question: ResidentSearch, officer = registrar) => searchResidents(app, officer, question)

/** How each of those registered here was found, by id; the seeded population is left out. */
async function matchOf(id: string, question: ResidentSearch): Promise<string | null> {
  const { residents } = await search(question)
  return residents.find((resident) => resident.id === id)?.match ?? null
}

const bornIn = (year: number): Partial<DeclaredPerson> => ({ birthDate: parsePartialDate(`${year}-05-20`) })
const register = (changes: Partial<DeclaredPerson>) => registerResident(app, makePerson(changes))

describe('a search by number', () => {
  test.each([(number: string) => number, (number: string) => number.replace(/(\d{3})(?=\d)/g, '$1 ')])(
    'finds its holder, blanks or not',
    async (typed) => {
      const { residentId, number, person } = await register({})
      const { residents, next } = await search({ number: typed(number) })
      expect(residents).toEqual([
        {
          id: residentId,
          match: 'NUMBER',
          number,
          name: person.name,
          birthDate: person.birthDate,
          sex: person.sex,
          provisional: false,
          deceased: false,
          residence: person.residence,
          unitCode: '01',
          fatherName: person.fatherName,
          motherName: person.motherName,
        },
      ])
      expect(next).toBeNull()
    },
  )

  test('finds by an old CMND, and by a number that was cancelled, who has another now', async () => {
    const { residentId, person } = await register({})
    const cancelled = '001190999999'
    await app.db.$executeRaw`INSERT INTO "IdentityNumber" ("number", "residentId", "status", "allottedOn")
      VALUES (${cancelled}, ${residentId}::uuid, 'CANCELLED', '2020-01-01')`
    expect(await matchOf(residentId, { number: person.legacyNumber })).toBe('FORMER_NUMBER')
    expect(await matchOf(residentId, { number: cancelled })).toBe('FORMER_NUMBER')
  })

  test('finds nobody where the birth year is another', async () => {
    const { number } = await register(bornIn(1990))
    expect((await search({ number, birth: '1991' })).residents).toEqual([])
  })
})

describe('a search by name and birth year', () => {
  test.each([
    ['Trịnh Thị Hoà', 'trịnh thị hoà', 'EXACT'],
    ['Trịnh Thị Hoà', 'Trịnh Thị Hoà'.normalize('NFD'), 'EXACT'],
    ['Trịnh Thị Hoà', 'Trịnh Thị Hòa', 'SPELLING'],
    ['Trịnh Thị Hòa', 'Trịnh Thị Hoà', 'SPELLING'],
    ['Kiều Thuý Quỳnh', 'Kiều Thúy Quỳnh', 'SPELLING'],
    ['Lý Mỹ Ngọc Bích', 'Lí Mĩ Ngọc Bích', 'SPELLING'],
    ['Đặng Đình Đỗ', 'Ðặng Ðình Ðỗ', 'EXACT'],
    ['Đặng Đình Đỗ', 'dang dinh do', 'UNACCENTED'],
    ['Nguyễn Ngọc Khuê', 'Nguyển Ngọc Khuê', 'UNACCENTED'],
    ['Phùng Thu Hà Giang', 'Phùng Hà Thu Giang', 'REORDERED'],
    ['Phùng Thu Hà Giang', 'giang phung thu ha', 'REORDERED'],
    ["H' Hen Niê Kđăm", 'h hen nie kdam', 'UNACCENTED'],
    ["H'Hen Niê Kđăm", "H' Hen Niê Kđăm", 'SPELLING'],
    ['Y-Blăng Êban', 'y blang eban', 'UNACCENTED'],
    ['Trịnh Khắc Thưởng', 'Trịnh Khắc Thưởn', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'Trịnhh Khắc Thưởng', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'trinh khac thuongg', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'trihn khac thuong', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'trinh khac thiong', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'trinhkhac thuong', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'khac trinh thuon', 'SLIP'],
    ['Trịnh Khắc Thưởng', 'trin khac thuon', null],
  ])('finds %s under "%s": %s', async (name, typed, match) => {
    const { residentId } = await register({ name, ...bornIn(1971) })
    expect(await matchOf(residentId, { name: typed, birth: '1971' })).toBe(match)
    expect(await matchOf(residentId, { name: typed, birth: '1972' })).toBeNull()
  })

  test('finds a name of one word', async () => {
    const { residentId } = await register({ name: 'Khuyên', ...bornIn(1951) })
    expect(await matchOf(residentId, { name: 'khuyen', birth: '1951' })).toBe('UNACCENTED')
  })

  test('names each resident once, the nearest first', async () => {
    const names = ['Mạc Hoà Thị', 'Mạc Thị Hóa', 'Mạc Thị Hòa', 'Mạc Thị Hoài', 'Mạc Thị Hoà']
    for (const name of names) await register({ name, ...bornIn(1962) })
    const { residents } = await search({ name: 'Mạc Thị Hoà', birth: '1962' })
    expect(residents.map(({ name, match }) => [match, name])).toEqual([
      ['EXACT', 'Mạc Thị Hoà'],
      ['SPELLING', 'Mạc Thị Hòa'],
      ['UNACCENTED', 'Mạc Thị Hóa'],
      ['REORDERED', 'Mạc Hoà Thị'],
      ['SLIP', 'Mạc Thị Hoài'],
    ])
  })

  test('finds everyone of a seeded population, nearest first', async () => {
    const people = await app.db.resident.findMany({
      where: { addresses: { some: { unit: { parentCode: '01' }, validTo: null } } },
      take: 60,
    })
    expect(people.length).toBe(60)
    for (const { id, name, birthYear } of people) {
      expect(await matchOf(id, { name, birth: String(birthYear) })).toBe('EXACT')
      expect(await matchOf(id, { name: searchKey(name), birth: String(birthYear) })).not.toBeNull()
    }
  })
})

describe('a birth date', () => {
  test('also finds whose file has only the year or the month, or more than was typed', async () => {
    const of = async (birthDate: string) =>
      (await register({ name: 'Ninh Thị Vĩ', birthDate: parsePartialDate(birthDate) })).residentId
    const [year, month, day, other] = [
      await of('1940'),
      await of('1940-03'),
      await of('1940-03-15'),
      await of('1940-04-15'),
    ]
    const found = async (birth: string) =>
      new Set((await search({ name: 'Ninh Thị Vĩ', birth })).residents.map(({ id }) => id))
    expect(await found('1940-03-15')).toEqual(new Set([year, month, day]))
    expect(await found('1940-03')).toEqual(new Set([year, month, day]))
    expect(await found('1940')).toEqual(new Set([year, month, day, other]))
  })
})

describe('parents', () => {
  test('narrow a name, and find their children with a birth year', async () => {
    const name = 'Quách Thị Ngân'
    const first = await register({
      name,
      fatherName: 'Quách Đình Sửu',
      motherName: 'Âu Thị Tỵ',
      ...bornIn(1983),
    })
    await register({ name, fatherName: 'Quách Đình Dần', motherName: 'Âu Thị Tỵ', ...bornIn(1983) })
    const ids = async (question: ResidentSearch) => (await search(question)).residents.map(({ id }) => id)
    expect(await ids({ name, fatherName: 'quach dinh suu' })).toEqual([first.residentId])
    expect(await ids({ fatherName: 'Quách Đình Sửu', birth: '1983' })).toEqual([first.residentId])
    expect(await ids({ motherName: 'au thi ty', birth: '1983' })).toHaveLength(2)
    const both = { fatherName: 'Quách Đình Sửu', motherName: 'au thi ty', birth: '1983' }
    expect(await ids(both)).toEqual([first.residentId])
    expect(await ids({ motherName: 'Quách Đình Sửu', birth: '1983' })).toEqual([])
  })
})

describe('a unit', () => {
  test('keeps to those whose permanent address is in it or below', async () => {
    const { residentId } = await register({ name: 'Tống Khánh Vân', residenceUnit: '00002' })
    const found = (unitCode: string) => matchOf(residentId, { name: 'Tống Khánh Vân', unitCode })
    expect(await found('00002')).toBe('EXACT')
    expect(await found('01')).toBe('EXACT')
    expect(await found('00009')).toBeNull()
  })

  test('that is no more finds who lived there', async () => {
    const { residentId } = await register({ name: 'Tống Khánh Vi', residenceUnit: '00002' })
    const found = (unitCode: string) => matchOf(residentId, { name: 'Tống Khánh Vi', unitCode })
    expect(await found('00003')).toBeNull()
    const former = await app.db.administrativeUnit.findFirstOrThrow({ where: { code: '00003' } })
    await app.db.address.create({
      data: {
        residentId,
        kind: 'PERMANENT',
        unitId: former.id,
        text: 'Số nhà 1',
        validFrom: new Date('1980-01-01'),
        validTo: new Date('1990-01-01'),
      },
    })
    expect(await found('00003')).toBe('EXACT')
    expect(await found('010'), 'the district above it').toBe('EXACT')
    expect(await found('00005')).toBeNull()
  })
})

describe('jurisdiction', () => {
  test('hides residents of other units, whatever the question', async () => {
    const { residentId, number, person } = await register({ name: 'Vương Thị Lụa', residenceUnit: '26735' })
    const questions: ResidentSearch[] = [
      { number },
      { number: person.legacyNumber },
      { name: person.name },
      { name: person.name, unitCode: '79' },
      { motherName: person.motherName, birth: '1990' },
    ]
    for (const question of questions) {
      const of = async (unit: string) =>
        (await search(question, officerOf('RECEPTION', unit))).residents.map(({ id }) => id)
      expect(await of('79')).toEqual([residentId])
      expect(await of('26735')).toEqual([residentId])
      expect(await of('25742')).toEqual([])
      expect(await of('01')).toEqual([])
    }
  })

  test('refuses roles that have nothing to do with it', async () => {
    const question = search({ name: 'Nguyễn Văn An' }, officerOf('STOCK_KEEPER'))
    expect(await refusalOf(question)).toBe('FORBIDDEN')
  })
})

describe('pages', () => {
  const name = 'Lương Thị Thuý'
  const question = { name, birth: '1965' }

  async function allPages(first: number, between: () => Promise<unknown> = async () => undefined) {
    const pages: string[][] = []
    for (let after: string | null = null; pages.length < 20;) {
      const { residents, next } = await search({ ...question, first, after })
      pages.push(residents.map(({ id }) => id))
      if (next === null) break
      await between()
      after = next
    }
    return pages
  }

  beforeAll(async () => {
    const spellings = [name, 'Lương Thị Thúy', 'Lương Thị Thùy', 'Thuý Thị Lương', 'Lương Thị Thuýt']
    for (const spelling of spellings) {
      for (let i = 0; i < 3; i++) await register({ name: spelling, ...bornIn(1965) })
    }
  })

  test.each([1, 2, 3, 4, 7, 15])('of %i show everyone once, in the order of one long page', async (size) => {
    const pages = await allPages(size)
    const { residents, next } = await search(question)
    expect(pages.flat()).toEqual(residents.map(({ id }) => id))
    expect(residents).toHaveLength(15)
    expect(next).toBeNull()
    expect(pages.every((page) => page.length <= size && page.length > 0)).toBe(true)
  })

  test('stay in step while people are added', async () => {
    const before = (await search(question)).residents.map(({ id }) => id)
    const pages = await allPages(4, () => register({ name, ...bornIn(1965) }))
    const seen = pages.flat()
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((id) => before.includes(id))).toEqual(before)
  })

  test('have at most 50 residents', async () => {
    for (let i = 0; i < 55; i++) await register({ name: 'Chử Văn Đông', ...bornIn(1955) })
    const { residents, next } = await search({ name: 'Chử Văn Đông', first: 1000 })
    expect(residents).toHaveLength(50)
    expect((await search({ name: 'Chử Văn Đông', after: next })).residents).toHaveLength(5)
  })

  test('have cursors that say nothing about the person', async () => {
    const { next, residents } = await search({ ...question, first: 1 })
    const said = Buffer.from(next ?? '', 'base64url').toString()
    expect(said).toMatch(/^\d\.[\da-f-]{36}$/)
    expect(said).not.toContain(residents[0]?.number)
  })

  test.each(['x', Buffer.from('9.x').toString('base64url'), '0'.repeat(1000)])(
    'refuse a cursor of other origin: %s',
    async (after) => {
      expect(await refusalOf(search({ ...question, after }))).toBe('ILLEGAL_CURSOR')
    },
  )
})

describe('the audit', () => {
  test('has one entry for each page, which says what kind of question it was and no more', async () => {
    const officer = officerOf('CAPTURE_OFFICER')
    const { residentId, number, person } = await register({ name: 'Ông Thị Kiểm', ...bornIn(1977) })
    await search({ name: person.name, birth: '1977', motherName: person.motherName }, officer)
    await search({ number }, officer)
    const entries = await app.db.auditEntry.findMany({
      where: { actorId: officer.id },
      orderBy: { at: 'asc' },
    })
    expect(entries.map(({ action, subjectKind, subjectId }) => [action, subjectKind, subjectId])).toEqual(
      expect.arrayContaining([
        ['resident.search', 'resident-search', officer.id],
        ['resident.search', 'resident', residentId],
      ]),
    )
    expect(entries).toHaveLength(2)
    const text = JSON.stringify(entries, (_, value: unknown) => (typeof value === 'bigint' ? '' : value))
    for (const secret of [number, person.name, person.motherName ?? '-', 'KIEM', '1977'])
      expect(text).not.toContain(secret)
  })
})

describe('a question', () => {
  test.each<[string, ResidentSearch]>([
    ['SEARCH_TOO_WIDE', {}],
    ['SEARCH_TOO_WIDE', { birth: '1990' }],
    ['SEARCH_TOO_WIDE', { unitCode: '01', birth: '1990' }],
    ['SEARCH_TOO_WIDE', { name: 'An' }],
    ['SEARCH_TOO_WIDE', { name: ' ơ ', birth: '1990' }],
    ['SEARCH_TOO_WIDE', { name: '%_', birth: '1990' }],
    ['SEARCH_TOO_WIDE', { fatherName: 'Nguyễn Văn Hùng' }],
    ['NAME_TOO_LONG', { name: 'An '.repeat(60) }],
    ['ILLEGAL_SEARCH_NUMBER', { number: '12345' }],
    ['ILLEGAL_SEARCH_NUMBER', { number: "001190000001' OR true" }],
    ['ILLEGAL_DATE', { name: 'Nguyễn An', birth: '1990-13' }],
    ['UNIT_UNKNOWN', { name: 'Nguyễn An', unitCode: '99999' }],
  ])('is refused with %s: %j', async (code, question) => {
    expect(await refusalOf(search(question))).toBe(code)
  })

  test('of one word is answered with a birth year', async () => {
    expect(await refusalOf(search({ name: 'An', birth: '1990' }))).toBe('NOT_REFUSED')
  })
})

describe('the key of names in the database', () => {
  test('is the one of core', async () => {
    const signs = [..."abđĐÐðêỆửơỸòÀ'’-. 7ɃČŬ\u0301\u200B\u00AD"]
    const names = fc.sample(fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }), 2000)
    const rows = await app.db.$queryRaw<{ key: string }[]>`
      SELECT search_key(name) AS key FROM unnest(${names}::text[]) WITH ORDINALITY AS t(name, place) ORDER BY place`
    expect(rows.map(({ key }) => key)).toEqual(names.map((name) => searchKey(name)))
  })
})
