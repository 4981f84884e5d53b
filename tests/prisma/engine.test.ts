import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MigrationFailed, applyMigrations, diff, migrationNames } from '../../prisma/engine.ts'
import { ownFolders, writeMigration } from '../../prisma/migration.ts'
import type { MigrationFolders } from '../../prisma/migration.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const withModel = (fields: string) => `datasource db {
  provider = "postgresql"
}

model Village {
  id Int @id
  ${fields}
}
`

let database: TestDatabase
let folders: MigrationFolders

beforeEach(async () => {
  database = await testDatabase({ empty: true })
  const root = await mkdtemp(join(tmpdir(), 'migrations-'))
  folders = {
    schema: join(root, 'schema'),
    migrations: join(root, 'migrations'),
    snapshot: join(root, 'snapshot'),
  }
  await mkdir(folders.schema)
})

afterEach(async () => {
  await database.drop()
  await rm(join(folders.schema, '..'), { recursive: true })
})

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}

describe('the migrations of this product', () => {
  test('apply to an empty database, and a second time change nothing', async () => {
    const names = await migrationNames(ownFolders.migrations)
    expect(await applyMigrations(database.url, ownFolders.migrations)).toEqual(names)
    expect(await applyMigrations(database.url, ownFolders.migrations)).toEqual([])
  })

  test('lead to the schema as it is now (else: npm run migration)', async () => {
    const sql = await diff(ownFolders.snapshot, ownFolders.schema)
    expect(sql.split('\n').filter((line) => line.startsWith('--'))).toEqual([])
  })
})

describe('applying', () => {
  test('by several programs at once is done once', async () => {
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String'))
    await writeMigration(folders, { name: 'first', empty: false })
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url, folders.migrations)))
    expect(applied.flat()).toEqual(['0001_first'])
    expect(
      await ask('select migration_name, finished_at is not null as done from _prisma_migrations'),
    ).toEqual([{ migration_name: '0001_first', done: true }])
  })

  test('a faulty migration says which it is and what is wrong', async () => {
    await mkdir(join(folders.migrations, '0001_faulty'), { recursive: true })
    await writeFile(
      join(folders.migrations, '0001_faulty/migration.sql'),
      'alter table nowhere add column n int;',
    )
    const failure = await applyMigrations(database.url, folders.migrations).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MigrationFailed)
    expect(String(failure)).toMatch(/0001_faulty: .*relation "nowhere" does not exist/s)
  })

  test('a migration may have semicolons in comments, texts and functions', async () => {
    await mkdir(join(folders.migrations, '0001_function'), { recursive: true })
    const sql = `-- one; two
      create function half(n int) returns int language plpgsql as $$ begin n := n / 2; return n; end $$;
      create table note as select 'a;b' as text, half(8) as n;`
    await writeFile(join(folders.migrations, '0001_function/migration.sql'), sql)
    await applyMigrations(database.url, folders.migrations)
    expect(await ask('select * from note')).toEqual([{ text: 'a;b', n: 4 }])
  })

  test('a migration that fails half-way leaves nothing behind', async () => {
    await mkdir(join(folders.migrations, '0001_half'), { recursive: true })
    await writeFile(
      join(folders.migrations, '0001_half/migration.sql'),
      'create table first (n int); select 1 / 0;',
    )
    await expect(applyMigrations(database.url, folders.migrations)).rejects.toThrow(/division by zero/)
    expect(await ask("select to_regclass('first') as found")).toEqual([{ found: null }])
  })

  test('an unreachable database is a failed migration too', async () => {
    const nowhere = 'postgresql://nobody:none@127.0.0.1:1/none'
    await expect(applyMigrations(nowhere, ownFolders.migrations)).rejects.toThrow(MigrationFailed)
  })
})

describe('writing a migration', () => {
  test('numbers them and writes only what changed', async () => {
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String'))
    await writeMigration(folders, { name: 'first', empty: false })
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String\n  code String?'))
    const file = await writeMigration(folders, { name: 'village_code', empty: false })
    expect(file).toBe(join(folders.migrations, '0002_village_code/migration.sql'))
    const sql = await readFile(file ?? '', 'utf8')
    expect(sql).toContain('ADD COLUMN     "code" TEXT')
    expect(sql).not.toContain('CREATE TABLE')
    expect(await applyMigrations(database.url, folders.migrations)).toEqual([
      '0001_first',
      '0002_village_code',
    ])
  })

  test('writes nothing when the schema has not changed', async () => {
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String'))
    await writeMigration(folders, { name: 'first', empty: false })
    expect(await writeMigration(folders, { name: 'again', empty: false })).toBeUndefined()
    expect(await readdir(folders.migrations)).toEqual(['0001_first'])
  })

  test('an empty one leaves the snapshot as it was, for SQL written by hand', async () => {
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String'))
    const file = await writeMigration(folders, { name: 'extensions', empty: true })
    expect(await readFile(file ?? '', 'utf8')).toBe('')
    expect(await diff(folders.snapshot, folders.schema)).toContain('CREATE TABLE')
  })

  test('the snapshot forgets schema files that are gone', async () => {
    await writeFile(join(folders.schema, 'main.prisma'), withModel('name String'))
    await writeMigration(folders, { name: 'first', empty: false })
    await cp(join(folders.schema, 'main.prisma'), join(folders.schema, 'village.prisma'))
    await rm(join(folders.schema, 'main.prisma'))
    await writeFile(join(folders.schema, 'village.prisma'), withModel('title String'))
    await writeMigration(folders, { name: 'title', empty: false })
    expect(await readdir(folders.snapshot)).toEqual(['village.prisma'])
  })
})
