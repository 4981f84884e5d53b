import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { openHttp, ready } from '../../support/http.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

async function probe(path: string, readiness = ready) {
  const server = await openHttp(running, readiness)
  try {
    const response = await fetch(server.url + path)
    return { status: response.status, body: (await response.json()) as unknown }
  } finally {
    await server.close()
  }
}

test('a server with database, migrations, worker and bundles is ready', async () => {
  const body = { database: true, migrations: true, worker: true, bundles: true }
  expect(await probe('/readyz')).toEqual({ status: 200, body })
})

test.each(['migrations', 'worker', 'bundles'] as const)(
  'without its %s it is alive but not ready',
  async (part) => {
    const readiness = { ...ready, [part]: false }
    expect(await probe('/readyz', readiness)).toMatchObject({
      status: 503,
      body: { database: true, [part]: false },
    })
    expect(await probe('/healthz', readiness)).toEqual({ status: 200, body: { alive: true } })
  },
)
