/** A collection in full swing for measuring: units of both eras, forms and conflict cases, made once and kept. */
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { mergerDate, formerProvinces, provinces, provincesDate } from '../../core/citizen/provinces.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { importUnits } from '../../server/registry/import-units.ts'
import { foldFormTally } from '../../server/registry/progress/fold-form-tally.ts'
import { startOverIfOutdated } from './registry-population.ts'

/** As many as there were until 30/06/2025, and are since. */
const formerCommunes = 10_000
const communes = 3300
const districtsEach = 11
const formsAtOnce = 200_000

type Say = (what: string) => void

/** Brings the schema up to date; false where the database is to be filled. */
export async function prepareDatabase(url: string, forms: number, say: Say): Promise<boolean> {
  await startOverIfOutdated(url, say)
  await applyMigrations(url, ownFolders.migrations)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from "Form"')
    if (rows[0]?.count === forms) return true
    await client.query(
      'truncate "Form", "PrintRun", "ConflictCase", "AdministrativeUnit", "UnitSuccession" cascade',
    )
    return false
  } finally {
    await client.end()
  }
}

/** Fills an empty database. */
export async function fillCollection(app: App, forms: number, say: Say): Promise<void> {
  say('units of both eras')
  await addUnits(app)
  await addPrintRuns(app)
  for (let first = 0; first < forms; first += formsAtOnce) {
    await addForms(app, first, Math.min(first + formsAtOnce, forms))
    say(`${Math.min(first + formsAtOnce, forms)} of ${forms} forms`)
  }
  await addConflicts(app, Math.round(forms / 10))
  await foldFormTally(app)
  say('vacuum and analyze')
  await app.pool.query('vacuum analyze')
}

const formerCode = (nth: number) => String(10_000 + nth)
const communeCode = (nth: number) => String(50_000 + nth)
const provinceOf = (nth: number) => provinces[nth % provinces.length]

/** 3.300 communes of today, each made of three or four former ones in 693 districts of the 63 provinces. */
async function addUnits(app: App): Promise<void> {
  const rows = Array.from({ length: communes }, (_, nth) => {
    const province = provinceOf(nth)
    return `${communeCode(nth)},Mẫu ${nth},Xã,${province?.code},${province?.type} ${province?.name},`
  })
  const csv = ['code,name,type,province_code,province,decree', ...rows].join('\n')
  await importUnits(app, systemActor, { csv, validFrom: mergerDate })
  const districts = formerProvinces.flatMap(({ code }) =>
    Array.from({ length: districtsEach }, (_, nth) => ({ code: `${code}${nth}`, parent: code, level: 2 })),
  )
  const former = Array.from({ length: formerCommunes }, (_, nth) => {
    const merged = formerProvinces.filter(({ mergedInto }) => mergedInto === provinceOf(nth % communes)?.code)
    const province = merged[Math.floor(nth / communes) % merged.length]
    return { code: formerCode(nth), parent: `${province?.code}${nth % districtsEach}`, level: 3 }
  })
  const units = [...districts, ...former]
  await app.pool.query(
    `insert into "AdministrativeUnit" ("code", "name", "type", "level", "parentCode", "validFrom", "validTo")
     select code, 'Mẫu ' || code, case level when 2 then 'Huyện' else 'Xã' end, level, parent, $4::date, $5::date
     from unnest($1::text[], $2::text[], $3::int[]) as u(code, parent, level)`,
    [
      units.map((u) => u.code),
      units.map((u) => u.parent),
      units.map((u) => u.level),
      provincesDate,
      mergerDate,
    ],
  )
  await app.pool.query(
    `insert into "UnitSuccession" ("fromCode", "toCode", "on")
     select "code", (50000 + ("code"::int - 10000) % $1)::text, $2::date
     from "AdministrativeUnit" where "level" = 3 and "code" < '50000'`,
    [communes, mergerDate],
  )
}

async function addPrintRuns({ pool }: App): Promise<void> {
  await pool.query(
    `insert into "PrintRun" ("id", "kind", "unitCode", "firstSerial", "lastSerial", "count", "orderedById", "orderedAt")
     select gen_random_uuid(), 'DC01', "code", 'first ' || "code", 'last ' || "code", 1, $1, now()
     from "AdministrativeUnit" where "level" = 3 and "code" < '50000'`,
    [randomUUID()],
  )
}

/** Serials run through the provinces in turn; of every state some, of most states many. */
async function addForms({ pool }: App, from: number, to: number): Promise<void> {
  await pool.query(
    `with states as (
       select array['ISSUED','ISSUED','DECLARED','CHECKED','MATCHED','AUTHENTICATED','COLLECTED','SENT','RECEIVED','SCANNED',
         'ENTERED','TRANSMITTED','LOADED','LOADED','LOADED','LOADED','LOADED','SENT_BACK','VOID'] as all_of_them
     )
     insert into "Form" ("serial", "kind", "definition", "printRunId", "unitCode", "status")
     select 'DC01-25-' || left(u."parentCode", 2) || '-' || lpad(n::text, 7, '0') || '-A', 'DC01', 'DC01/2025', p."id", u."code",
       all_of_them[1 + abs(hashint4(n)) % array_length(all_of_them, 1)]
     from generate_series($1::int, $2::int - 1) n
     join "AdministrativeUnit" u on u."code" = (10000 + n % $3)::text
     join "PrintRun" p on p."unitCode" = u."code"
     cross join states`,
    [from, to, formerCommunes],
  )
}

/** One in ten forms opened a case; ids grow with time, as those of the product do. */
async function addConflicts({ pool }: App, count: number): Promise<void> {
  await pool.query(
    `insert into "ConflictCase" ("id", "origin", "unitCode", "status", "kinds", "openedAt")
     select uuidv7(n * interval '1 second'), 'FORM', (10000 + abs(hashint4(n)) % $2)::text,
       case when n % 3 = 0 then 'RESOLVED' else 'OPEN' end, array['NAME'], now()
     from generate_series(1, $1::int) n`,
    [count, formerCommunes],
  )
}
