import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { holderName, startEmbedded } from '../../prisma/embedded.ts'
import { applyMigrations, migrationNames } from '../../prisma/engine.ts'
import { databaseUrl } from './database.ts'

const root = join(import.meta.dirname, '../..')
const migrationsDir = join(root, 'prisma/migrations')
/** What Node compiled of the programs that tests start: with it the next one starts in half the time. */
const compiled = join(root, 'node_modules/.cache/tests')
const templateLock = 895_602

/**
 * One PostgreSQL for all test files, in `.data/test`, with a template database named by the hash of the migrations: it is
 * made once, and again only when they change. Runs at the same time share the server; the last one stops it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env['NODE_COMPILE_CACHE'] ??= compiled
  const server = await startEmbedded({
    dataDir: join(root, '.data/test'),
    settings: {
      // These data may be lost.
      fsync: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      max_connections: '200',
      // Tables are small and the processors taken: a helper process costs more than the whole query.
      max_parallel_workers_per_gather: '0',
    },
  })
  try {
    const template = await ensureTemplate(server.url)
    project.provide('testServer', { url: server.url, template })
  } catch (error) {
    await server.stop()
    throw error
  }
  return server.stop
}

async function ensureTemplate(url: string): Promise<string> {
  const name = `template_${await hashMigrations()}`
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    await dropLeftovers(client, name)
    if (rowCount === 0) {
      await client.query(`create database ${name}_making`)
      await applyMigrations(databaseUrl(url, `${name}_making`), migrationsDir)
      await client.query(`alter database ${name}_making rename to ${name}`)
    }
  } finally {
    await client.end()
  }
  return name
}

/** Databases of runs that were killed and templates of other migrations; nothing while another run uses the server. */
async function dropLeftovers(client: Client, template: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^(template|test)_[0-9a-f]{16}' and datname <> $1
       and (select count(*) from pg_stat_activity where application_name = $2) = 1`,
    [template, holderName],
  )
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of await migrationNames(migrationsDir)) {
    hash.update(name).update(await readFile(join(migrationsDir, name, 'migration.sql')))
  }
  return hash.digest('hex').slice(0, 16)
}
