import { readFile, readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { ErrorRegistry, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine, __wbg_set_wasm } from '@prisma/schema-engine-wasm/schema_engine_bg'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Pool } from 'pg'

const noFilters = { externalTables: [], externalEnums: [] }
const migrationLock = 'pg_advisory_lock(895601)'

/** A migration that the database refuses: which one, and what PostgreSQL or the engine said. */
export class MigrationFailed extends Error {
  readonly code = 'MIGRATION_FAILED'
  readonly text: { readonly vi: string; readonly en: string }

  constructor(cause: unknown) {
    const said = whatWasSaid(cause)
    super(`Không cập nhật được cơ sở dữ liệu / The database could not be migrated: ${said}`, { cause })
    this.name = 'MigrationFailed'
    this.text = { vi: 'Không cập nhật được cơ sở dữ liệu.', en: 'The database could not be migrated.' }
  }
}

/**
 * Applies the migrations that the database lacks, in the order of their names, with Prisma's own engine (`prisma migrate
 * deploy` elsewhere agrees with it). Of several programs that start at once, one does it and the others wait.
 * Returns the names applied now. Throws {@link MigrationFailed}.
 */
export async function applyMigrations(url: string, migrationsDir: string): Promise<string[]> {
  const migrationsList = await readMigrations(migrationsDir)
  // One connection waits its turn, the engine has the other; no idle timer outlives the work.
  const pool = new Pool({ connectionString: url, max: 2, idleTimeoutMillis: 0 })
  try {
    const turn = await pool.connect()
    try {
      await turn.query(`select ${migrationLock}`)
      const result = await withEngine(wholeScripts(pool), (engine) =>
        engine.applyMigrations({ migrationsList, filters: noFilters }),
      )
      return result.appliedMigrationNames
    } finally {
      turn.release(true)
    }
  } catch (error) {
    throw new MigrationFailed(error)
  } finally {
    await pool.end()
  }
}

/**
 * The SQL that leads from one schema to another, each a folder of `.prisma` files or one such file; a folder that does not
 * exist is the empty schema. Empty text when they do not differ. Needs no database.
 */
export async function diff(fromSchema: string, toSchema: string): Promise<string> {
  const [from, to] = await Promise.all([readSchema(fromSchema), readSchema(toSchema)])
  const result = await withEngine(noDatabase, (engine) =>
    engine.diff({
      from: from.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: from },
      to: to.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: to },
      script: true,
      exitCode: true,
      filters: noFilters,
    }),
  )
  return result.exitCode === 2 ? (result.stdout ?? '') : ''
}

/** The `.prisma` files of a schema, by name. */
export async function readSchema(path: string): Promise<SchemaContainer[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return []
  if (!found.isDirectory()) return [{ path, content: await readFile(path, 'utf8') }]
  const names = (await readdir(path)).filter((name) => name.endsWith('.prisma')).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      path: join(path, name),
      content: await readFile(join(path, name), 'utf8'),
    })),
  )
}

/** The names of the migrations in a folder, `NNNN_name`, in order. */
export async function migrationNames(migrationsDir: string): Promise<string[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && /^\d+_/.test(entry.name))
    .map((entry) => entry.name)
    .toSorted()
}

async function readMigrations(migrationsDir: string): Promise<MigrationList> {
  const names = await migrationNames(migrationsDir)
  const migrationDirectories = names.map(async (name) => {
    const value = await readFile(join(migrationsDir, name, 'migration.sql'), 'utf8')
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
  })
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  }
}

/** What is used here of a global that the libraries chosen in tsconfig do not describe. */
type WebAssemblyRuntime = {
  instantiate(
    program: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let loaded: Promise<void> | undefined

/** Prisma publishes the engine as WebAssembly with its bindings apart: this joins the two, once per program. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const folder = dirname(
      createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
    )
    const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyRuntime }
    const program = await readFile(join(folder, 'schema_engine_bg.wasm'))
    const { instance } = await WebAssembly.instantiate(program, {
      './schema_engine_bg.js': withoutLingering(bindings),
    })
    __wbg_set_wasm(instance.exports)
    ;(instance.exports['__wbindgen_start'] as () => void)()
  })()
  return loaded
}

/**
 * Prisma's adapter for PostgreSQL cuts a script at every semicolon, those in comments, texts and function bodies too. Sent
 * whole, the server itself takes it apart, and a migration is one transaction.
 */
function wholeScripts(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool)
  const connect = async () => {
    const connection = await factory.connect()
    return Object.assign(connection, {
      executeScript: (script: string) => pool.query(script).then(() => undefined),
    })
  }
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect }
}

/** The engine opens a database even to compare two texts, and asks only for its version. */
const noDatabase: SqlMigrationAwareDriverAdapterFactory = (() => {
  const kind = { provider: 'postgres', adapterName: 'none' } as const
  const version = {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18', 180_000]],
  }
  const refuse = () => Promise.reject(new Error('there is no database here'))
  const connection = {
    ...kind,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    queryRaw: () => Promise.resolve(version),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: () => Promise.resolve(),
  }
  const connect = () => Promise.resolve(connection)
  return { ...kind, connect, connectToShadowDb: connect }
})()

/** The engine leaves its ten-second lock timeout running, which would keep a program that has finished from ending. */
function withoutLingering(imports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unreferenced = (callback: () => void, ms: number) => setTimeout(callback, ms).unref()
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [
      name,
      name.startsWith('__wbg_setTimeout_') ? unreferenced : value,
    ]),
  )
}

async function withEngine<Result>(
  database: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(database)
  const datamodels: [string, string][] = [
    ['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n'],
  ]
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter)
    return await work(engine).finally(() => engine.free())
  } catch (error) {
    throw fromDatabase(error, adapter.errorRegistry)
  }
}

/** The engine names an error of the database by a number only. */
function fromDatabase(error: unknown, registry: ErrorRegistry): unknown {
  const message = error instanceof Error ? error.message : ''
  const id = /External error id#(\d+)/.exec(message)
  const cause = id && registry.consumeError(Number(id[1]))?.error
  return cause instanceof Error ? new Error(message.replace(id?.[0] ?? '', cause.message), { cause }) : error
}

/** The engine's words without the trace of its own functions, after the name of the migration. */
function whatWasSaid(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const migration = /migration_name="([^"]+)"/.exec(message)?.[1]
  const words = message.split(/\n\s+0: /)[0] ?? message
  return migration ? `${migration}: ${words}` : words
}
