import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diff, migrationNames, readSchema } from '../prisma/engine.ts'
import { ownFolders } from '../prisma/migration.ts'

const { schema, migrations, snapshot } = ownFolders

test('every change of the schema has a migration', async () => {
  const missing = await diff(snapshot, schema)
  expect(missing, 'Hãy chạy `npm run migration -- ten_thay_doi`').toBe('')
})

test('a change of the schema without a migration would be seen', async () => {
  expect(await diff(join(schema, 'nothing-here'), schema)).toContain('CREATE TABLE "Application"')
})

test('migrations are numbered from 0001 without gaps, and each has a script', async () => {
  const names = await migrationNames(migrations)
  expect(names.map((name) => name.slice(0, 5))).toEqual(
    names.map((_, i) => `${String(i + 1).padStart(4, '0')}_`),
  )
  const scripts = await Promise.all(
    names.map((name) => readFile(join(migrations, name, 'migration.sql'), 'utf8')),
  )
  expect(scripts.filter((sql) => sql.trim() === '')).toEqual([])
})

test('the snapshot has the files of the schema and no others', async () => {
  const namesOf = async (folder: string) =>
    (await readSchema(folder)).map(({ path }) => path.slice(folder.length))
  expect(await namesOf(snapshot)).toEqual(await namesOf(schema))
})
