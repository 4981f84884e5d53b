import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EnrolledFinger } from '../../../../core/biometrics/person-record.ts'
import { type AbisDesks, startAbisDesks } from '../../../../server/biometrics/abis/abis-desks.ts'
import { requestRemoval } from '../../../../server/biometrics/abis/request-removal.ts'
import { requestSearch } from '../../../../server/biometrics/abis/request-search.ts'
import { searchResult } from '../../../../server/biometrics/abis/search-result.ts'
import { type ServedAbis, serveAbis } from '../../../../server/biometrics/abis/serve-abis.ts'
import { createHttp } from '../../../../server/http.ts'
import { abisText } from '../../../support/abis-messages.ts'
import { type Broker, isActiveMqMissing, startBroker } from '../../../support/activemq.ts'
import { testApp, type TestApp } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { applicationIn, captured } from '../../../support/files.ts'
import { fingersAgain, inventedFingers } from '../../../support/fingers.ts'
import { ready } from '../../../support/http.ts'
import { bareStomp } from '../../../support/stomp-client.ts'

/** How long the broker may take to hand everything on, restarts included. */
const patience = { timeout: 60_000, interval: 100 }

/** Two ABIS behind a broker, each with a database of its own, and an installation that asks both. */
describe.skipIf(isActiveMqMissing())('ABIS behind ActiveMQ', () => {
  let broker: Broker
  let asker: TestApp
  let desks: AbisDesks
  const vendors: { readonly running: TestApp; readonly abis: ServedAbis }[] = []
  let handler: RequestListener = (_request, response) => void response.end()
  const share = createServer((request, response) => handler(request, response))

  beforeAll(async () => {
    broker = await startBroker()
    await new Promise<void>((resolve) => share.listen(0, '127.0.0.1', resolve))
    const address = share.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const list = ['text', 'bytes'].map((message) => ({
      name: message,
      kind: 'stomp',
      broker: broker.url,
      sendTo: `to-${message}`,
      receiveFrom: `from-${message}`,
      message,
    }))
    asker = await testApp({ variables: { ABIS: JSON.stringify(list), ABIS_SHARE_URL: origin } })
    handler = await createHttp(asker.app, {
      portal: asker.dataDir,
      consoles: asker.dataDir,
      readiness: ready,
    })
    for (const name of ['text', 'bytes']) {
      const running = await testApp()
      const queues = { requests: `to-${name}`, answers: `from-${name}` }
      const pool = { threads: 1, slab: { words: 1024 * 1024, persons: 1024 } }
      const abis = await serveAbis(running.app, { broker: broker.url, ...queues, origins: [origin], pool })
      vendors.push({ running, abis })
    }
    desks = startAbisDesks(asker.app)
  })
  afterAll(async () => {
    await desks?.close()
    for (const { running, abis } of vendors) {
      await abis.close()
      await running.close()
    }
    await asker?.close()
    share.close()
    share.closeAllConnections()
    await broker?.close()
  })

  /** A file with these fingers, for which a search is asked. */
  async function search(fingers: readonly EnrolledFinger[]): Promise<string> {
    const referenceId = await captured(asker.app, await applicationIn(asker.app, 'SCREENING'), fingers)
    if (!referenceId) throw new RangeError('no fingers')
    await asker.app.db.$transaction((tx) => requestSearch(tx, asker.app, { referenceId }))
    return referenceId
  }
  const foundFor = async (referenceId: string) => {
    const result = await searchResult(asker.app.db, referenceId)
    return result?.answers.map(({ abis, failure, candidates }) => [
      abis,
      failure,
      candidates.map((one) => one.referenceId),
    ])
  }
  const both = (found: readonly string[]) => [
    ['bytes', null, found],
    ['text', null, found],
  ]

  test('answer text and bytes, fetch the fingers by their address, and find the person both', async () => {
    const fingers = inventedFingers('over the broker', 10)
    const first = await search(fingers)
    await expect.poll(() => foundFor(first), patience).toEqual(both([]))
    const second = await search(fingersAgain(fingers, 1))
    await expect.poll(() => foundFor(second), patience).toEqual(both([first]))
    const shares = { action: 'biometrics.share' }
    expect(await asker.app.db.auditEntry.count({ where: shares })).toBe(4)

    await asker.app.db.$transaction((tx) => requestRemoval(tx, asker.app, { referenceId: first }))
    await expect.poll(() => vendors.map(({ abis }) => abis.size), patience).toEqual([1, 1])
  })

  test('lose nothing and double nothing when the broker is killed in the middle and comes back', async () => {
    const before = vendors.map(({ abis }) => abis.size)
    const people = Array.from({ length: 12 }, (_, i) => inventedFingers(`power cut ${i}`))
    const firsts = await Promise.all(people.map(search))
    await expect.poll(() => vendors[0]!.abis.size, patience).toBeGreaterThan(before[0]! + 2)
    await broker.kill()
    // Asked while there is no broker: it waits in its row.
    const late = await search(fingersAgain(people[5]!, 'late'))
    await broker.start()
    await expect.poll(() => foundFor(late), patience).toEqual(both([firsts[5]!]))
    for (const referenceId of firsts) {
      await expect
        .poll(async () => (await foundFor(referenceId))?.map(([, failure]) => failure), patience)
        .toEqual([null, null])
    }
    expect(vendors.map(({ abis }) => abis.size)).toEqual(before.map((size) => size + 13))
    const requests = await asker.app.db.abisRequest.groupBy({ by: ['kind', 'status'], _count: true })
    expect(requests.filter(({ status }) => status !== 'ANSWERED')).toEqual([])
  })

  test('answer anybody who speaks STOMP, in kind; what is no message gets a reason, and nobody stumbles', async () => {
    const client = await bareStomp(broker.port, 'from-text')
    try {
      // The desk reads the same queue; it is closed so that every answer comes here.
      await desks.close()
      client.send('to-text', 'no json at all', 'text')
      const malformed = await client.next()
      expect(JSON.parse(malformed.body)).toMatchObject({ returnValue: '2', failureReason: '4' })
      for (const kind of ['text', 'bytes'] as const) {
        client.send('to-text', abisText('referenceCount'), kind)
        const answer = await client.next()
        expect(JSON.parse(answer.body)).toMatchObject({
          returnValue: '1',
          count: expect.stringMatching(/^\d+$/),
        })
        expect(answer.headers['content-length'] === undefined ? 'text' : 'bytes').toBe(kind)
      }
      const elsewhere = { referenceId: randomUUID(), referenceURL: 'http://127.0.0.1:9/secret' }
      client.send('to-text', abisText('insert', elsewhere), 'text')
      expect(JSON.parse((await client.next()).body)).toMatchObject({ failureReason: '7' })
    } finally {
      client.close()
      desks = startAbisDesks(asker.app)
    }
  })

  test('may be this product itself, started from a shell: it serves until it is told to stop', async () => {
    const database = await testDatabase()
    const words = [
      '--broker',
      broker.url,
      '--requests',
      'to-shell',
      '--answers',
      'from-shell',
      '--share',
      'http://x',
    ]
    const shell = spawn(process.execPath, ['server/cli.ts', 'abis', 'serve', ...words], {
      env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: asker.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve))
    const client = await bareStomp(broker.port, 'from-shell')
    client.send('to-shell', abisText('referenceCount'), 'bytes')
    expect(JSON.parse((await client.next()).body)).toMatchObject({ returnValue: '1', count: '0' })
    shell.kill('SIGTERM')
    expect(await ended).toBe(0)
    client.close()
    await database.drop()
  })

  test('are given what waits and what comes late; answers to nothing and repeated ones change nothing', async () => {
    const client = await bareStomp(broker.port, 'nobody-reads-this')
    const referenceId = await search(inventedFingers('with noise', 4))
    await expect.poll(() => foundFor(referenceId), patience).toEqual(both([]))
    const request = await asker.app.db.abisRequest.findFirstOrThrow({
      where: { referenceId, abis: 'text', kind: 'IDENTIFY' },
    })
    const lie = {
      id: 'mosip.abis.identify',
      requestId: request.requestId,
      returnValue: '2',
      failureReason: '3',
    }
    for (const body of ['{', '[]', JSON.stringify(lie), JSON.stringify({ ...lie, requestId: randomUUID() })])
      client.send('from-text', body, 'text')
    const next = await search(inventedFingers('after the noise', 4))
    await expect.poll(() => foundFor(next), patience).toEqual(both([]))
    expect(await foundFor(referenceId)).toEqual(both([]))
    client.close()
  })
})
