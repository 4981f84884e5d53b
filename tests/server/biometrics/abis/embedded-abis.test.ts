import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EnrolledFinger } from '../../../../core/biometrics/person-record.ts'
import { writeCbeff } from '../../../../core/biometrics/records/cbeff.ts'
import { readAbisAnswer } from '../../../../core/contracts/abis.ts'
import {
  type EmbeddedAbis,
  type EmbeddedOptions,
  openEmbeddedAbis,
} from '../../../../server/biometrics/abis/embedded-abis.ts'
import { forgetAbisAnswers } from '../../../../server/biometrics/abis/gallery-store.ts'
import { AbisRefused } from '../../../../server/biometrics/abis/refused.ts'
import {
  type AbisName,
  abisText,
  cbeffOf,
  cbeffRecord,
  withMinutiae,
} from '../../../support/abis-messages.ts'
import { days, testApp, type TestApp } from '../../../support/app.ts'
import { fingersAgain, inventedFingers } from '../../../support/fingers.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** What lies behind each address. */
const shared = new Map<string, string>()
const fetched: string[] = []
const fetchBiometrics: EmbeddedOptions['fetchBiometrics'] = (url) => {
  fetched.push(url)
  const cbeff = shared.get(url)
  if (cbeff === undefined) throw new AbisRefused(url.startsWith('late:') ? 'shareExpired' : 'fetchFailed')
  return Promise.resolve(cbeff)
}

const opened: EmbeddedAbis[] = []
async function open(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedAbis> {
  const pool = { threads: 1, slab: { words: 1024 * 1024, persons: 1024 } }
  const abis = await openEmbeddedAbis(running.app, { fetchBiometrics, pool, ...options })
  opened.push(abis)
  return abis
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((abis) => abis.close()))
  await running.app.db.galleryPerson.deleteMany()
  await running.app.db.galleryAnswer.deleteMany()
})

const ask = async (abis: EmbeddedAbis, name: AbisName, members: Record<string, unknown> = {}) =>
  readAbisAnswer(await abis.answer(abisText(name, members)))

const share = (cbeff: string) => {
  const url = `share:${randomUUID()}`
  shared.set(url, cbeff)
  return url
}

/** Inserts a person and answers the reference. */
async function insert(abis: EmbeddedAbis, fingers: readonly EnrolledFinger[]): Promise<string> {
  const referenceId = randomUUID()
  const answer = await ask(abis, 'insert', { referenceId, referenceURL: share(cbeffOf(fingers)) })
  expect(answer.failure).toBeNull()
  return referenceId
}

const foundBy = async (abis: EmbeddedAbis, referenceId: string, members = {}) => {
  const answer = await ask(abis, 'identify', { referenceId, referenceURL: '', ...members })
  return answer.failure === null ? answer.candidates.map((one) => one.referenceId) : answer.failure
}

describe('the embedded ABIS', () => {
  test('finds who was inserted before, with the scores of the fingers, and never the person asked about', async () => {
    const abis = await open()
    const fingers = inventedFingers('An')
    const first = await insert(abis, fingers)
    await insert(abis, inventedFingers('somebody else'))
    const second = await insert(abis, fingersAgain(fingers, 1))
    const answer = await ask(abis, 'identify', { referenceId: second, referenceURL: '' })
    expect(answer).toMatchObject({ candidates: [{ referenceId: first }] })
    const analytics = answer.failure === null ? answer.candidates[0]?.analytics : null
    const single = [1, 2, 3, 4].map((position) => Number(analytics?.[`finger${position}`]))
    expect(Number(analytics?.['internalScore'])).toBeCloseTo(
      single.reduce((sum, one) => sum + one),
      0,
    )
  })

  test('takes each message as it comes: a search sees every insertion before it, though nothing was awaited', async () => {
    const abis = await open()
    const fingers = inventedFingers('in order')
    const ids = [randomUUID(), randomUUID(), randomUUID()] as const
    const answers = await Promise.all(
      ids.map(async (referenceId, i) => {
        const url = share(cbeffOf(i === 0 ? fingers : fingersAgain(fingers, i)))
        void abis.answer(abisText('insert', { referenceId, referenceURL: url }))
        return foundBy(abis, referenceId)
      }),
    )
    expect(answers.map((found) => (Array.isArray(found) ? found.toSorted() : found))).toEqual([
      [],
      [ids[0]],
      [ids[0], ids[1]].toSorted(),
    ])
  })

  test('narrows to a gallery, to a number of results and to a stricter rate', async () => {
    const abis = await open()
    const fingers = inventedFingers('often')
    const earlier = [
      await insert(abis, fingersAgain(fingers, 1)),
      await insert(abis, fingersAgain(fingers, 2)),
    ]
    const asked = await insert(abis, fingers)
    expect(await foundBy(abis, asked)).toHaveLength(2)
    const gallery = { referenceIds: [{ referenceId: earlier[1] }, { referenceId: randomUUID() }] }
    expect(await foundBy(abis, asked, { gallery })).toEqual([earlier[1]])
    expect(await foundBy(abis, asked, { flags: { maxResults: '1' } })).toHaveLength(1)
    // Nobody is as like as one false candidate in 10^100 searches would ask for.
    expect(await foundBy(abis, asked, { flags: { targetFPIR: '3000' } })).toEqual([])
  })

  test('searches by an address without inserting the person', async () => {
    const abis = await open()
    const fingers = inventedFingers('by address')
    const known = await insert(abis, fingers)
    const url = share(cbeffOf(fingersAgain(fingers, 3)))
    expect(await foundBy(abis, '', { referenceURL: url })).toEqual([known])
    expect(abis.size).toBe(1)
  })

  test('forgets who is deleted, and takes the reference in again', async () => {
    const abis = await open()
    const fingers = inventedFingers('deleted')
    const gone = await insert(abis, fingers)
    const asked = await insert(abis, fingersAgain(fingers, 1))
    expect(await ask(abis, 'delete', { referenceId: gone })).toMatchObject({ failure: null })
    expect(await foundBy(abis, asked)).toEqual([])
    const url = share(cbeffOf(fingers))
    expect(await ask(abis, 'insert', { referenceId: gone, referenceURL: url })).toMatchObject({
      failure: null,
    })
    expect(await foundBy(abis, asked)).toEqual([gone])
  })

  test('counts persons and what waits, at once, while an insertion is still being fetched', async () => {
    const slow = Promise.withResolvers<string>()
    const abis = await open({ fetchBiometrics: () => slow.promise })
    const inserted = ask(abis, 'insert', { referenceId: randomUUID(), referenceURL: 'share:slow' })
    const next = ask(abis, 'identify', { referenceId: randomUUID(), referenceURL: '' })
    expect(await ask(abis, 'ping')).toMatchObject({ failure: null })
    expect(await ask(abis, 'pendingJobs')).toMatchObject({ count: 2 })
    expect(await ask(abis, 'referenceCount')).toMatchObject({ count: 0 })
    slow.resolve(cbeffOf(inventedFingers('slow')))
    expect([await inserted, await next]).toMatchObject([{ failure: null }, { failure: 12 }])
    expect(await ask(abis, 'referenceCount')).toMatchObject({ count: 1 })
  })

  test('does a message once, however often and how close together it comes', async () => {
    const abis = await open()
    const referenceURL = share(cbeffOf(inventedFingers('once')))
    const message = abisText('insert', { referenceId: randomUUID(), referenceURL })
    const answers = await Promise.all([1, 2, 3].map(() => abis.answer(message)))
    const [first, ...others] = answers.map((answer): unknown => JSON.parse(answer))
    expect(others).toEqual([first, first])
    expect(fetched.filter((url) => url === referenceURL)).toHaveLength(1)
    expect(await running.app.db.galleryPerson.count()).toBe(1)
  })

  test('gives a repeated search its first answer, also after a restart and whoever came since', async () => {
    const abis = await open()
    const fingers = inventedFingers('asked twice')
    const asked = await insert(abis, fingers)
    const message = abisText('identify', { referenceId: asked, referenceURL: '' })
    const answer = await abis.answer(message)
    await insert(abis, fingersAgain(fingers, 1))
    await abis.close()
    const reopened = await open()
    expect(JSON.parse(await reopened.answer(message))).toEqual(JSON.parse(answer))
    expect(await foundBy(reopened, asked)).toHaveLength(1)
  })

  test('reads its gallery again at the start and tells how far it is; answers of long ago are forgotten', async () => {
    const abis = await open()
    const fingers = Array.from({ length: 120 }, (_, i) => inventedFingers(`restart ${i}`, 2))
    for (const one of fingers) await insert(abis, one)
    await abis.close()
    const told: [number, number][] = []
    const reopened = await open({ progress: (done, all) => void told.push([done, all]) })
    expect(reopened.size).toBe(120)
    expect(told.slice(0, 2)).toEqual([
      [20, 120],
      [40, 120],
    ])
    expect(told.at(-1)).toEqual([120, 120])
    const again = await insert(reopened, fingersAgain(fingers[77]!, 1))
    expect(await foundBy(reopened, again)).toHaveLength(1)
    running.advanceClock(days(31))
    expect(await forgetAbisAnswers(running.app)).toBe(122)
  })

  test('catches up with what another process wrote last, when the message comes again', async () => {
    const [ours, late] = [await open(), await open()]
    const fingers = inventedFingers('late writer')
    const [kept, gone] = [randomUUID(), await insert(ours, inventedFingers('gone'))]
    const insertion = abisText('insert', { referenceId: kept, referenceURL: share(cbeffOf(fingers)) })
    await late.answer(insertion)
    expect(ours.size).toBe(1)
    expect(readAbisAnswer(await ours.answer(insertion))).toMatchObject({ failure: null })
    const again = await insert(ours, fingersAgain(fingers, 1))
    expect(await foundBy(ours, again)).toEqual([kept])
    const reopened = await open()
    const deletion = abisText('delete', { referenceId: gone })
    await reopened.answer(deletion)
    await ours.answer(deletion)
    expect(ours.size).toBe(2)
  })

  test('leaves a damaged record out of the gallery and says how many there are', async () => {
    const abis = await open()
    await insert(abis, inventedFingers('sound'))
    await running.app.db.galleryPerson.create({
      data: { referenceId: randomUUID(), record: Buffer.from([1, 0, 9, 1]), insertedAt: new Date(0) },
    })
    await abis.close()
    expect((await open()).size).toBe(1)
    expect(running.logged.some((line) => line.includes('"damaged":1'))).toBe(true)
  })
})

describe('the reasons of a refusal', () => {
  const url = () => share(cbeffOf(inventedFingers('refusals')))
  const known = async (abis: EmbeddedAbis) => insert(abis, inventedFingers('known'))

  test.each<[number, string, AbisName, () => Record<string, unknown>]>([
    [
      4,
      'a key that nobody knows',
      'insert',
      () => ({ referenceId: randomUUID(), referenceURL: url(), sex: 'M' }),
    ],
    [4, 'a reference that is no UUID', 'insert', () => ({ referenceId: 'Nguyễn', referenceURL: url() })],
    [5, 'no reference', 'insert', () => ({ referenceURL: url() })],
    [6, 'no requestId', 'insert', () => ({ referenceId: randomUUID(), referenceURL: url(), requestId: '' })],
    [
      7,
      'an address that gives nothing',
      'insert',
      () => ({ referenceId: randomUUID(), referenceURL: 'share:none' }),
    ],
    [8, 'no address', 'insert', () => ({ referenceId: randomUUID() })],
    [9, 'no time', 'insert', () => ({ referenceId: randomUUID(), referenceURL: url(), requesttime: '' })],
    [11, 'an empty file', 'insert', () => ({ referenceId: randomUUID(), referenceURL: share('') })],
    [
      11,
      'a file without fingers',
      'insert',
      () => ({
        referenceId: randomUUID(),
        referenceURL: share(writeCbeff([cbeffRecord(new Uint8Array(20), { modality: 'Face', subtype: '' })])),
      }),
    ],
    [
      12,
      'a search for somebody unknown',
      'identify',
      () => ({ referenceId: randomUUID(), referenceURL: '' }),
    ],
    [12, 'a search for a name', 'identify', () => ({ referenceId: 'Nguyễn', referenceURL: '' })],
    [12, 'a deletion of somebody unknown', 'delete', () => ({ referenceId: randomUUID() })],
    [13, 'another version', 'ping', () => ({ version: '2.0' })],
    [14, 'an id that nobody knows', 'ping', () => ({ id: 'mosip.abis.merge' })],
    [15, 'a time of another form', 'ping', () => ({ requesttime: '02/03/2026' })],
    [16, 'no XML', 'insert', () => ({ referenceId: randomUUID(), referenceURL: share('<BIR') })],
    [
      16,
      'a record of nothing',
      'insert',
      () => ({
        referenceId: randomUUID(),
        referenceURL: share(writeCbeff([cbeffRecord(new Uint8Array(20))])),
      }),
    ],
    [17, 'an address of yesterday', 'insert', () => ({ referenceId: randomUUID(), referenceURL: 'late:1' })],
    [
      18,
      'a finger of five minutiae',
      'insert',
      () => {
        const cbeff = cbeffOf(inventedFingers('poor', 1).map((finger) => withMinutiae(finger, 5)))
        return { referenceId: randomUUID(), referenceURL: share(cbeff) }
      },
    ],
  ])('%i: %s', async (reason, _what, name, members) => {
    const abis = await open()
    expect(await ask(abis, name, members())).toMatchObject({ failure: reason })
    expect(abis.size).toBe(0)
  })

  test('10: somebody who is there already, of whom nothing is changed', async () => {
    const abis = await open()
    const referenceId = await known(abis)
    const before = await running.app.db.galleryPerson.findFirst()
    expect(await ask(abis, 'insert', { referenceId, referenceURL: url() })).toMatchObject({ failure: 10 })
    expect(await running.app.db.galleryPerson.findFirst()).toEqual(before)
  })

  test('4: one requestId for two different messages', async () => {
    const abis = await open()
    const requestId = randomUUID()
    const referenceId = await known(abis)
    expect(await ask(abis, 'identify', { requestId, referenceId, referenceURL: '' })).toMatchObject({
      failure: null,
    })
    expect(await ask(abis, 'delete', { requestId, referenceId })).toMatchObject({ failure: 4 })
    expect(abis.size).toBe(1)
  })

  test('3: a record in the gallery that is damaged', async () => {
    const abis = await open()
    const referenceId = await known(abis)
    await running.app.db.galleryPerson.updateMany({ data: { record: Buffer.from([1, 0, 200]) } })
    expect(await ask(abis, 'identify', { referenceId, referenceURL: '' })).toMatchObject({ failure: 3 })
  })

  test('2: what is under way when the ABIS is closed', async () => {
    const slow = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<void>()
    const abis = await open({
      fetchBiometrics: (_url, signal) => {
        signal.addEventListener('abort', () => slow.reject(signal.reason))
        begun.resolve()
        return slow.promise
      },
    })
    const under = ask(abis, 'insert', { referenceId: randomUUID(), referenceURL: 'share:slow' })
    const behind = ask(abis, 'identify', { referenceId: randomUUID(), referenceURL: '' })
    await begun.promise
    await abis.close()
    expect([await under, await behind]).toMatchObject([{ failure: 2 }, { failure: 2 }])
  })

  test('1: a database that is gone', async () => {
    const other = await testApp()
    const abis = await openEmbeddedAbis(other.app, { fetchBiometrics, pool: { threads: 1 } })
    await other.close()
    const answer = await ask(abis, 'insert', { referenceId: randomUUID(), referenceURL: url() })
    expect(answer).toMatchObject({ failure: 1 })
    await abis.close()
  })

  test('that may pass are not kept: the same message is done when it comes again, any other stays refused', async () => {
    const abis = await open()
    const referenceURL = `share:${randomUUID()}`
    const message = abisText('insert', { referenceId: randomUUID(), referenceURL })
    expect(readAbisAnswer(await abis.answer(message))).toMatchObject({ failure: 7 })
    shared.set(referenceURL, cbeffOf(inventedFingers('later')))
    expect(readAbisAnswer(await abis.answer(message))).toMatchObject({ failure: null })
    const empty = share('')
    const refused = abisText('insert', { referenceId: randomUUID(), referenceURL: empty })
    expect(readAbisAnswer(await abis.answer(refused))).toMatchObject({ failure: 11 })
    shared.set(empty, cbeffOf(inventedFingers('too late')))
    expect(readAbisAnswer(await abis.answer(refused))).toMatchObject({ failure: 11 })
  })
})
