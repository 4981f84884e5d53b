import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import type { QueryResultRow } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { startEmbedded } from '../../prisma/embedded.ts'

const folders: string[] = []
const cluster = 'postgresql-18'

async function newFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'))
  await chmod(folder, mode)
  folders.push(folder)
  return folder
}

async function ask<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function postmasterPid(folder: string): Promise<number> {
  return Number((await readFile(join(folder, cluster, 'data/postmaster.pid'), 'utf8')).split('\n')[0])
}

/** Another program on the same data; resolves when it has the database. */
async function startOwner(folder: string) {
  const script = join(import.meta.dirname, 'embedded-owner.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { url, kill: () => (child.kill('SIGKILL'), exited) }
}

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    const exists = await stat(join(folder, cluster)).catch(() => undefined)
    if (exists) await (await startEmbedded({ dataDir: folder })).stop() // ends what a failed test left running
    await rm(folder, { recursive: true, force: true })
  }
})

describe('the first start', () => {
  test('makes a database for Vietnamese text whose password only its owner can read', async () => {
    const folder = await newFolder()
    const database = await startEmbedded({ dataDir: folder, settings: { max_connections: '42' } })
    const [row] = await ask<{ encoding: string; lower: string; settings: string }>(
      database.url,
      `select current_setting('server_encoding') as encoding, lower('ĐẶNG THỊ ƯỚC') as lower,
         concat_ws(' ', current_setting('jit'), current_setting('synchronous_commit'), current_setting('max_connections')) as settings`,
    )
    expect(row).toEqual({ encoding: 'UTF8', lower: 'đặng thị ước', settings: 'off on 42' })
    expect((await stat(join(folder, cluster, 'password'))).mode & 0o777).toBe(0o600)
    await expect(ask(database.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/)
    await database.stop()
    await expect(ask(database.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  test('clears what a start that was killed in the middle left', async () => {
    const folder = await newFolder()
    const abandoned = join(folder, `${cluster}.new-${await deadPid()}-0a1b2c3d`)
    await mkdir(abandoned)
    await (await startEmbedded({ dataDir: folder })).stop()
    expect(await readdir(folder)).toEqual([cluster])
  })

  test('of two programs at once makes one server for both', async () => {
    const folder = await newFolder()
    const [one, two] = await Promise.all([
      startEmbedded({ dataDir: folder }),
      startEmbedded({ dataDir: folder }),
    ])
    expect(one.url).toBe(two.url)
    await Promise.all([one.stop(), two.stop()])
    await expect(ask(one.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
    expect(await readdir(folder)).toEqual([cluster])
  })

  test.skipIf(process.getuid?.() !== 0)('works in a folder that only root can enter', async () => {
    const folder = await newFolder(0o700)
    const database = await startEmbedded({ dataDir: folder })
    const [row] = await ask<{ data_directory: string }>(database.url, 'show data_directory')
    await database.stop()
    expect(row?.data_directory.startsWith(folder)).toBe(false)
    await rm(dirname(dirname(row?.data_directory ?? '')), { recursive: true })
  })
})

describe('a later start', () => {
  test('finds the data again, at the same address', async () => {
    const folder = await newFolder()
    const before = await startEmbedded({ dataDir: folder })
    await ask(before.url, 'create table kept as select 7 as n')
    await before.stop()
    const after = await startEmbedded({ dataDir: folder })
    expect(after.url).toBe(before.url)
    expect(await ask(after.url, 'select n from kept')).toEqual([{ n: 7 }])
    await after.stop()
  })

  test('shares the server that runs, which ends with its last user', async () => {
    const folder = await newFolder()
    const first = await startEmbedded({ dataDir: folder })
    const second = await startEmbedded({ dataDir: folder })
    await first.stop()
    expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await second.stop()
    await expect(ask(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  test.each([
    ['a process that has ended', deadPid],
    ['another program', () => Promise.resolve(process.pid)],
  ])('ignores a postmaster.pid with the number of %s', async (_, pid) => {
    const folder = await newFolder()
    await (await startEmbedded({ dataDir: folder })).stop()
    const data = join(folder, cluster, 'data')
    await writeFile(
      join(data, 'postmaster.pid'),
      `${await pid()}\n${data}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`,
    )
    const database = await startEmbedded({ dataDir: folder })
    expect(await ask(database.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await database.stop()
  })
})

describe('after a kill', () => {
  test('of PostgreSQL itself, what was committed is there', async () => {
    const folder = await newFolder()
    const before = await startEmbedded({ dataDir: folder })
    await ask(before.url, 'create table kept as select 7 as n')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    const after = await startEmbedded({ dataDir: folder })
    expect(await ask(after.url, 'select n from kept')).toEqual([{ n: 7 }])
    await after.stop()
    await before.stop()
  })

  test('of the program that started it, the next one takes the server over and ends it', async () => {
    const folder = await newFolder()
    const owner = await startOwner(folder)
    await ask(owner.url, 'create table kept as select 7 as n')
    const pid = await postmasterPid(folder)
    await owner.kill()
    const database = await startEmbedded({ dataDir: folder })
    expect(await postmasterPid(folder)).toBe(pid)
    expect(await ask(database.url, 'select n from kept')).toEqual([{ n: 7 }])
    await database.stop()
    await expect(ask(database.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  test('of both, what was committed is there', async () => {
    const folder = await newFolder()
    const owner = await startOwner(folder)
    await ask(owner.url, 'create table kept as select 7 as n')
    process.kill(await postmasterPid(folder), 'SIGKILL')
    await owner.kill()
    const database = await startEmbedded({ dataDir: folder })
    expect(await ask(database.url, 'select n from kept')).toEqual([{ n: 7 }])
    await database.stop()
  })
})
