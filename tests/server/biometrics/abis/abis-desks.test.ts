import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EnrolledFinger } from '../../../../core/biometrics/person-record.ts'
import { type AbisDesks, startAbisDesks } from '../../../../server/biometrics/abis/abis-desks.ts'
import { GalleryInUse } from '../../../../server/biometrics/abis/exclusive.ts'
import { requestSearch } from '../../../../server/biometrics/abis/request-search.ts'
import { searchResult } from '../../../../server/biometrics/abis/search-result.ts'
import { serveAbis } from '../../../../server/biometrics/abis/serve-abis.ts'
import { createApp, type Running } from '../../../../server/create-app.ts'
import { publicUrl, testApp, type TestApp } from '../../../support/app.ts'
import { applicationIn, captured } from '../../../support/files.ts'
import { fingersAgain, inventedFingers } from '../../../support/fingers.ts'

const patience = { timeout: 30_000, interval: 20 }

let first: TestApp
let second: Running
const desks: AbisDesks[] = []
/** Two programs on one database. */
beforeEach(async () => {
  first = await testApp()
  const databaseUrl = first.pool.options.connectionString ?? ''
  second = await createApp(first.app.env, { databaseUrl, publicUrl, clock: first.app.clock })
})
afterEach(async () => {
  await Promise.all(desks.splice(0).map((one) => one.close()))
  await second.close()
  await first.close()
})

const open = (app: Running['app']) => {
  const opened = startAbisDesks(app)
  desks.push(opened)
  return opened
}

async function search(fingers: readonly EnrolledFinger[]): Promise<string> {
  const referenceId = await captured(first.app, await applicationIn(first.app, 'SCREENING'), fingers)
  await first.app.db.$transaction((tx) => requestSearch(tx, first.app, { referenceId: referenceId! }))
  return referenceId!
}
const foundFor = async (referenceId: string) => {
  const result = await searchResult(first.app.db, referenceId)
  return result?.answers.flatMap(({ candidates }) => candidates.map((one) => one.referenceId))
}
const holders = async () => {
  const { rows } = await first.pool.query<{ holders: number }>(
    `SELECT count(*)::int AS holders FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = 896015`,
  )
  return rows[0]?.holders
}

describe('the desks of two programs on one database', () => {
  test('have one gallery between them, which the other opens with everybody in it when the first one ends', async () => {
    const ours = open(first.app)
    open(second.app)
    const fingers = inventedFingers('moved')
    const one = await search(fingers)
    await expect.poll(() => foundFor(one), patience).toEqual([])
    expect(await holders()).toBe(1)
    await ours.close()
    const two = await search(fingersAgain(fingers, 1))
    await expect.poll(() => foundFor(two), patience).toEqual([one])
    expect(await holders()).toBe(1)
  })

  test('lose no message when the connection breaks in the middle, and do none twice', async () => {
    open(first.app)
    open(second.app)
    const people = Array.from({ length: 10 }, (_, i) => inventedFingers(`cut off ${i}`))
    const references = await Promise.all(people.map(search))
    await expect.poll(() => first.app.db.galleryPerson.count(), patience).toBeGreaterThan(2)
    await first.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 896015
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    for (const referenceId of references) await expect.poll(() => foundFor(referenceId), patience).toEqual([])
    expect(await first.app.db.galleryPerson.count()).toBe(10)
    const answered = await first.app.db.abisRequest.groupBy({ by: ['status'], _count: true })
    expect(answered).toEqual([{ status: 'ANSWERED', _count: 20 }])
  })

  test('leave the gallery closed, and its memory unused, until somebody is searched for', async () => {
    const before = process.memoryUsage().arrayBuffers
    open(first.app)
    await expect.poll(holders, patience).toBe(1)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16_000_000)
    expect(first.logged.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('are open for the one ABIS when another has none, for want of its password file', async () => {
    const vendor = { kind: 'stomp', broker: 'stomp://127.0.0.1:9', sendTo: 'a', receiveFrom: 'b' } as const
    const unusable = {
      ...vendor,
      name: 'vendor',
      passwordFile: '/nowhere',
      ttlSeconds: 2700,
      message: 'text',
      images: false,
    }
    const list = [unusable as (typeof first.app.env.abis)[number], ...first.app.env.abis]
    const app = { ...first.app, env: { ...first.app.env, abis: list } }
    open(app)
    const referenceId = await captured(
      app,
      await applicationIn(app, 'SCREENING'),
      inventedFingers('one of two'),
    )
    await app.db.$transaction((tx) => requestSearch(tx, app, { referenceId: referenceId! }))
    const states = () =>
      app.db.abisRequest.findMany({ orderBy: { abis: 'asc' }, select: { abis: true, status: true } })
    await expect.poll(states, patience).toEqual([
      { abis: 'embedded', status: 'ANSWERED' },
      { abis: 'embedded', status: 'ANSWERED' },
      { abis: 'vendor', status: 'QUEUED' },
      { abis: 'vendor', status: 'QUEUED' },
    ])
  })

  test('keep an ABIS for others out of the same gallery', async () => {
    open(first.app)
    await expect.poll(holders, patience).toBe(1)
    const serving = serveAbis(second.app, {
      broker: 'stomp://127.0.0.1:9',
      requests: 'a',
      answers: 'b',
      origins: [],
    })
    await expect(serving).rejects.toThrow(GalleryInUse)
  })
})
