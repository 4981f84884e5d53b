import { Client } from 'pg'
import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { RegistryOccupied, seedRegistry } from '../../prisma/seed.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const on = '2026-01-01' as CalendarDate
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await seedRegistry({ url: database.url, residents: 3000, seed: 'one', on })
})

afterAll(() => database.drop())

async function ask<Row extends QueryResultRow>(sql: string, url = database.url): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** One text that changes with any value of any row of the tables seeded. */
async function fingerprint(): Promise<string> {
  const tables = ['Resident', 'IdentityNumber', 'LegacyDocument', 'Address', 'Relationship', 'Household']
  tables.push('HouseholdMember', 'AdministrativeUnit', 'UnitSuccession')
  const hashes = tables.map(
    (table) => `(select md5(string_agg(t::text, ',' order by t::text)) from "${table}" t)`,
  )
  const [row] = await ask<{ all: string }>(`select concat(${hashes.join(', ')}) as all`)
  return row?.all ?? ''
}

describe('the seeded registry', () => {
  test('has as many residents as asked for, in whole households with one head', async () => {
    const [row] = await ask(`select
      (select count(*)::int from "Resident") as residents,
      (select count(*)::int from "HouseholdMember") as members,
      (select count(*)::int from "Household" h where 1 <>
        (select count(*) from "HouseholdMember" m where m."householdId" = h.id and m.relation = 'HEAD' and m."residentId" = h."headId")
      ) as "withoutOneHead"`)
    expect(row?.['residents']).toBeGreaterThanOrEqual(3000)
    expect(row?.['residents']).toBeLessThan(3015)
    expect(row).toMatchObject({ members: row?.['residents'], withoutOneHead: 0 })
  })

  test('gives everyone an address in a unit of its time, now and before the merger', async () => {
    const [row] = await ask(`select
      (select count(*)::int from "Resident" r where not exists
        (select from "Address" a where a."residentId" = r.id and a."validTo" is null)) as homeless,
      (select count(*)::int from "Address" a join "AdministrativeUnit" u on u.id = a."unitId"
        where a."validFrom" < u."validFrom" or coalesce(a."validTo" > u."validTo", u."validTo" is not null)) as misplaced,
      (select count(*)::int from "Address" where "validTo" = '2025-07-01') as former`)
    expect(row).toMatchObject({ homeless: 0, misplaced: 0 })
    expect(row?.['former']).toBeGreaterThan(300)
  })

  test('links each number in force to its holder', async () => {
    const rows = await ask(`select r.number from "Resident" r
      left join "IdentityNumber" n on n.number = r.number and n."residentId" = r.id and n.status = 'ACTIVE'
      where r.number is not null and n.number is null`)
    expect(rows).toEqual([])
  })

  test('names spouses to each other', async () => {
    const rows = await ask(`select from "Relationship" one where one.kind = 'SPOUSE' and not exists
      (select from "Relationship" other where other.kind = 'SPOUSE'
        and other."residentId" = one."relatedId" and other."relatedId" = one."residentId")`)
    expect(rows).toEqual([])
  })
})

describe('seeding again', () => {
  test('with the same seed changes nothing', async () => {
    const before = await fingerprint()
    const done = await seedRegistry({ url: database.url, residents: 3000, seed: 'one', on })
    expect(done.added).toBe(0)
    expect(await fingerprint()).toBe(before)
  })

  test('for a larger population keeps the smaller one', async () => {
    const before = await ask('select id, name from "Resident" order by id')
    const { residents, added } = await seedRegistry({ url: database.url, residents: 4000, seed: 'one', on })
    expect(added).toBe(residents - before.length)
    const after = await ask('select id, name from "Resident" order by id')
    expect(after.slice(0, before.length)).toEqual(before)
  })

  test('beside a stranger who has one of the numbers is refused, and the batch leaves nothing behind', async () => {
    const [taken] = await ask<{ number: string }>(
      'select number from "Resident" where number is not null order by id',
    )
    const other = await testDatabase()
    try {
      await ask(
        `insert into "Resident" (id, number, name, "birthDate", "birthYear", sex, ethnicity, "nameSearchKey",
           "nameMatchingKey", "nameTokenSetKey")
         values (gen_random_uuid(), '${taken?.number}', 'Trần Thị Mẫu', '1990', 1990, 'FEMALE', 'Kinh', '', '', '')`,
        other.url,
      )
      const seeding = seedRegistry({ url: other.url, residents: 50, seed: 'one', on })
      await expect(seeding).rejects.toThrow(RegistryOccupied)
      expect(await ask('select name from "Resident"', other.url)).toEqual([{ name: 'Trần Thị Mẫu' }])
    } finally {
      await other.drop()
    }
  })
})
