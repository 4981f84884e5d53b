import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { diff, migrationNames, readSchema } from './engine.ts'

/** What `npm run migration` works on: the schema, the migrations, and the schema as the last migration left it. */
export type MigrationFolders = {
  readonly schema: string
  readonly migrations: string
  readonly snapshot: string
}

export const ownFolders: MigrationFolders = {
  schema: join(import.meta.dirname, 'schema'),
  migrations: join(import.meta.dirname, 'migrations'),
  snapshot: join(import.meta.dirname, 'migrations/schema-snapshot'),
}

/**
 * Writes the next migration, `NNNN_name/migration.sql`, from what changed in the schema since the last one, and the new
 * snapshot. What Prisma cannot say (extensions, exclusion constraints, triggers) is added to that file by hand;
 * `empty` begins a file for that alone. Returns the file, or undefined when nothing has changed.
 */
export async function writeMigration(
  folders: MigrationFolders,
  wanted: { readonly name: string; readonly empty: boolean },
): Promise<string | undefined> {
  const sql = wanted.empty ? '' : await diff(folders.snapshot, folders.schema)
  if (sql === '' && !wanted.empty) return undefined
  const last = (await migrationNames(folders.migrations)).at(-1)
  const number = String(Number(last?.split('_')[0] ?? 0) + 1).padStart(4, '0')
  const folder = join(folders.migrations, `${number}_${wanted.name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  if (!wanted.empty) await writeSnapshot(folders)
  return join(folder, 'migration.sql')
}

async function writeSnapshot({ schema, snapshot }: MigrationFolders): Promise<void> {
  await mkdir(snapshot, { recursive: true })
  const files = await readSchema(schema)
  const current = new Set(files.map(({ path }) => basename(path)))
  for (const { path, content } of files) await writeFile(join(snapshot, basename(path)), content)
  for (const name of await readdir(snapshot)) if (!current.has(name)) await rm(join(snapshot, name))
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { empty: { type: 'boolean' } },
  })
  const name = positionals[0] ?? ''
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) {
    console.error('Cách dùng: npm run migration -- ten_thay_doi [--empty]   (chữ thường không dấu, số, gạch)')
    process.exitCode = 2
    return
  }
  const file = await writeMigration(ownFolders, { name, empty: values.empty ?? false })
  if (file) console.log(`Đã ghi ${relative(process.cwd(), file)}. Hãy đọc lại trước khi lưu vào kho mã.`)
  else console.log('Lược đồ không thay đổi so với lần cập nhật trước; không ghi gì.')
}

if (import.meta.main) await main()
