import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { workUntil, openStation, plannedJob } from '../../support/factory.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Credentials, csrfHeader, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const lines: AbortController[] = []
afterEach(() => {
  for (const line of lines.splice(0)) line.abort()
})

const query = 'subscription { productionBoard { lanes { lane count } } }'
const boardSchema = z.object({
  data: z.object({
    productionBoard: z.object({ lanes: z.array(z.object({ lane: z.string(), count: z.int() })) }),
  }),
})

/** Every board that comes, as counts of its lanes, until the server ends the line. */
async function* watch(credentials: Credentials): AsyncGenerator<readonly number[], void, void> {
  const line = new AbortController()
  lines.push(line)
  const { body, headers } = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      [csrfHeader]: '1',
      ...credentials,
    },
    body: JSON.stringify({ query }),
    signal: line.signal,
  })
  expect(headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1]
      if (!data || !event.includes('event: next')) continue
      const { productionBoard } = boardSchema.parse(JSON.parse(data)).data
      yield productionBoard.lanes.map(({ count }) => count)
    }
  }
}

/** The first board of a line that is so. */
async function until(
  boards: AsyncGenerator<readonly number[], void, void>,
  isSo: (counts: readonly number[]) => boolean,
): Promise<readonly number[]> {
  for (;;) {
    const { value, done } = await boards.next()
    if (done || !value) throw new Error('the line ended')
    if (isSo(value)) return value
  }
}

/** Connections of this server to its database that listen. */
async function listeners(): Promise<number> {
  const { rows } = await running.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and query like 'LISTEN %'`,
  )
  return rows[0]?.count ?? 0
}

const producerAt = async () => signIn(server, await hireOfficer(running.app, 'PRODUCTION_OPERATOR'))

describe('the live board', () => {
  test('begins with what is so, and tells what another server process changed', async () => {
    const { app, databaseUrl, dataDir } = running
    const station = await openStation(app)
    await plannedJob(app)
    const { credentials } = await producerAt()
    const boards = watch(credentials)
    expect(await until(boards, () => true)).toEqual([1, 0, 0, 0, 0, 0])
    const program = join(import.meta.dirname, 'claim-elsewhere.ts')
    await promisify(execFile)(process.execPath, [
      program,
      databaseUrl,
      dataDir,
      station.id,
      String(app.clock()),
    ])
    expect(await until(boards, ([intake]) => intake === 0)).toEqual([0, 0, 1, 0, 0, 0])
  })

  test('has one line to the database for all who watch, and none once nobody does', async () => {
    const { credentials } = await producerAt()
    const both = [watch(credentials), watch(credentials)]
    for (const boards of both) await until(boards, () => true)
    await expect.poll(listeners).toBe(1)
    for (const line of lines.splice(0)) line.abort()
    await expect.poll(listeners, { timeout: 5000 }).toBe(0)
  })

  test('is made again when the line to the database breaks, and misses nothing', async () => {
    const { app, pool } = running
    const { credentials } = await producerAt()
    const boards = watch(credentials)
    const [before = 0] = await until(boards, () => true)
    await expect.poll(listeners).toBe(1)
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'LISTEN %'`,
    )
    await plannedJob(app)
    expect((await until(boards, ([intake]) => intake === before + 1))[0]).toBe(before + 1)
  })

  test('ends when the session ends, and begins for nobody who may not see it', async () => {
    const { app } = running
    const { credentials } = await producerAt()
    const boards = watch(credentials)
    await until(boards, () => true)
    const signedOut = await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers: credentials })
    expect(signedOut.status).toBe(200)
    await workUntil(app, await openStation(app), 'CLAIMED')
    const rest = []
    for await (const counts of boards) rest.push(counts)
    expect(rest).toEqual([])
    const stranger = await signIn(server, await hireOfficer(app, 'RECEPTION'))
    for (const who of [stranger.credentials, {}]) {
      const answer = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          [csrfHeader]: '1',
          ...who,
        },
        body: JSON.stringify({ query }),
      })
      expect(await answer.text()).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    }
  })
})
