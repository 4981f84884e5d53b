import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { abisFailures } from '../../../../core/contracts/abis-failures.ts'
import { askAgain } from '../../../../server/biometrics/abis/ask-again.ts'
import { requestRemoval } from '../../../../server/biometrics/abis/request-removal.ts'
import { requestSearch } from '../../../../server/biometrics/abis/request-search.ts'
import { reviewRequests } from '../../../../server/biometrics/abis/review-requests.ts'
import { searchResult } from '../../../../server/biometrics/abis/search-result.ts'
import { sendDue } from '../../../../server/biometrics/abis/send-due.ts'
import { mostAttempts, takeAnswer } from '../../../../server/biometrics/abis/take-answer.ts'
import { startStage } from '../../../../server/kernel/stages.ts'
import { minutes, seconds, testApp, type TestApp } from '../../../support/app.ts'
import { applicationIn, captured } from '../../../support/files.ts'
import { inventedFingers } from '../../../support/fingers.ts'
import { refusalOf } from '../../../support/refusals.ts'

/** Two ABIS that this test plays itself: what they are sent, and whatever they may answer. */
const vendors = ['alpha', 'beta'].map((name) => ({
  name,
  kind: 'stomp',
  broker: 'stomp://nowhere:1',
  sendTo: `to-${name}`,
  receiveFrom: `from-${name}`,
  maxResults: 10,
  falsePositiveRate: 0.001,
}))

let running: TestApp
beforeAll(async () => {
  running = await testApp({ variables: { ABIS: JSON.stringify(vendors) } })
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.app.db.abisRequest.deleteMany()
})

interface Sent {
  readonly id: string
  readonly requestId: string
  readonly referenceId: string
  readonly referenceURL?: string
  readonly flags?: object
}

/** What an ABIS is sent now. */
async function sentTo(abis: string): Promise<Sent[]> {
  const settings = running.app.env.abis.find(({ name }) => name === abis)!
  const messages: string[] = []
  await sendDue(running.app, settings, { send: async (message) => void messages.push(message) })
  return messages.map((message) => JSON.parse(message) as Sent)
}

const answer = (abis: string, { id, requestId }: Sent, members: object = { returnValue: '1' }) =>
  takeAnswer(running.app, abis, JSON.stringify({ id, requestId, ...members }))
const refusal = (failureReason: number) => ({ returnValue: '2', failureReason: String(failureReason) })
const found = (...candidates: readonly object[]) => ({
  returnValue: '1',
  candidateList: { count: String(candidates.length), candidates },
})

async function reference(): Promise<{ readonly applicationId: string; readonly referenceId: string }> {
  const file = await applicationIn(running.app, 'SCREENING')
  const referenceId = await captured(running.app, file, inventedFingers(file.code))
  return { applicationId: file.id, referenceId: referenceId! }
}
const ask = (referenceId: string) =>
  running.app.db.$transaction((tx) => requestSearch(tx, running.app, { referenceId }))
const remove = (referenceId: string) =>
  running.app.db.$transaction((tx) => requestRemoval(tx, running.app, { referenceId }))
const review = (abis = 'alpha') =>
  reviewRequests(
    running.app,
    running.app.env.abis.find(({ name }) => name === abis)!,
  )
const stateOf = async (abis: string, kind: string, referenceId: string) =>
  (await running.app.db.abisRequest.findFirstOrThrow({ where: { abis, kind, referenceId } })).status

/** Lets an ABIS take the person in, and gives the search that it is sent then. */
async function inserted(abis: string): Promise<Sent> {
  const [insert] = await sentTo(abis)
  await answer(abis, insert!)
  const [identify] = await sentTo(abis)
  return identify!
}

describe('a search', () => {
  test('is an insertion and, when that is done, a question; each ABIS has its own', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const [insert, ...more] = await sentTo('alpha')
    expect(more).toEqual([])
    expect(insert).toMatchObject({
      id: 'mosip.abis.insert',
      version: '1.1',
      requesttime: '2026-03-02T02:30:00.000Z',
      referenceId,
      referenceURL: expect.stringMatching(/^http:\/\/localhost:4000\/abis\/biometrics\/[\w-]+$/),
    })
    expect(await sentTo('alpha')).toEqual([])
    await answer('alpha', insert!)
    const [identify] = await sentTo('alpha')
    expect(identify).toMatchObject({
      id: 'mosip.abis.identify',
      referenceId,
      referenceURL: '',
      flags: { maxResults: '10', targetFPIR: '30' },
    })
    expect(await sentTo('beta')).toMatchObject([{ id: 'mosip.abis.insert', referenceId }])
  })

  test('says nothing of the person', async () => {
    const { referenceId, applicationId } = await reference()
    const { person, number, code } = await running.app.db.application.findUniqueOrThrow({
      where: { id: applicationId },
    })
    await ask(referenceId)
    const text = JSON.stringify(await sentTo('alpha')) + JSON.stringify(running.logged)
    const { name } = person as { name: string }
    for (const secret of [number!, name, code, applicationId]) expect(text).not.toContain(secret)
  })

  test('begins with those of the same sex and birth year, then of the years beside it', async () => {
    const [asked, twin, older, man, gone] = await Promise.all(Array.from({ length: 5 }, reference))
    const persons = [
      [asked, 'FEMALE', 1877],
      [twin, 'FEMALE', 1877],
      [older, 'FEMALE', 1876],
      [man, 'MALE', 1877],
      [gone, 'FEMALE', 1877],
    ] as const
    for (const [one, sex, birthYear] of persons) {
      const data = { sex, birthYear, ...(one === gone && { withdrawnAt: new Date(0) }) }
      await running.app.db.biometricReference.update({ where: { id: one!.referenceId }, data })
    }
    await ask(asked!.referenceId)
    const message = await inserted('alpha')
    expect(message.flags).toMatchObject({ searchFirst: [twin!.referenceId, older!.referenceId] })
  })

  test('is asked once, however often and how close together', async () => {
    const { referenceId } = await reference()
    await Promise.all([ask(referenceId), ask(referenceId), ask(referenceId)])
    expect(await running.app.db.abisRequest.count({ where: { referenceId } })).toBe(4)
    expect(await refusalOf(ask(randomUUID()))).toBe('NOT_FOUND')
  })

  test('has a result when the last ABIS has answered, with candidates that are known, others and not withdrawn', async () => {
    const [mine, twin, gone] = [await reference(), await reference(), await reference()]
    await remove(gone.referenceId)
    await ask(mine.referenceId)
    expect(await searchResult(running.app.db, mine.referenceId)).toBeNull()
    const analytics = { internalScore: '143.5', finger1: '90.5', finger2: '53' }
    await answer(
      'alpha',
      await inserted('alpha'),
      found(
        { referenceId: mine.referenceId, analytics },
        { referenceId: twin.referenceId, analytics },
        { referenceId: twin.referenceId, analytics: { internalScore: '12' } },
        { referenceId: gone.referenceId, analytics },
        { referenceId: randomUUID(), analytics },
        { referenceId: "'; DROP TABLE", analytics },
      ),
    )
    expect(await searchResult(running.app.db, mine.referenceId)).toBeNull()
    await answer('beta', await inserted('beta'), found({ referenceId: twin.referenceId.toUpperCase() }))
    const { referenceId } = twin
    const fingers = [
      { position: 1, score: 90.5 },
      { position: 2, score: 53 },
    ]
    expect(await searchResult(running.app.db, mine.referenceId)).toEqual({
      answers: [
        { abis: 'alpha', failure: null, candidates: [{ referenceId, score: 143.5, fingers }] },
        { abis: 'beta', failure: null, candidates: [{ referenceId, score: 0, fingers: [] }] },
      ],
    })
    const kept = await running.app.db.biometricReference.findUnique({ where: { id: mine.referenceId } })
    expect(kept?.insertedAt).not.toBeNull()
  })

  test('wakes the waiting stage of the file once all have answered, and not before', async () => {
    const { referenceId, applicationId } = await reference()
    const at = { stage: 'search-duplicates', applicationId }
    await running.app.db.$transaction((tx) => startStage(tx, running.app, at))
    const later = new Date(running.app.clock() + minutes(10))
    await running.app.db.applicationStage.updateMany({ where: at, data: { availableAt: later } })
    await running.app.db
      .$executeRaw`SELECT graphile_worker.remove_job(${`search-duplicates:${applicationId}`})`
    const woken = async () => {
      const { availableAt } = await running.app.db.applicationStage.findFirstOrThrow({ where: at })
      const jobs = await running.pool.query('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', [
        `search-duplicates:${applicationId}`,
      ])
      return [availableAt.getTime() <= running.app.clock(), jobs.rowCount]
    }
    await ask(referenceId)
    const questions = [await inserted('alpha'), await inserted('beta')] as const
    await answer('alpha', questions[0], found())
    expect(await woken()).toEqual([false, 0])
    await answer('beta', questions[1], refusal(abisFailures.referenceUnknown.code))
    expect(await woken()).toEqual([true, 1])
  })

  test('wakes it too when both answer in the same moment', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const questions = [await inserted('alpha'), await inserted('beta')] as const
    await Promise.all([answer('alpha', questions[0], found()), answer('beta', questions[1], found())])
    const jobs = await running.pool.query(
      `SELECT 1 FROM graphile_worker.jobs WHERE key LIKE 'search-duplicates:%'`,
    )
    expect(jobs.rowCount).toBeGreaterThan(0)
    expect(await searchResult(running.app.db, referenceId)).toMatchObject({ answers: [{}, {}] })
  })

  test('fails with its insertion, by the same reason', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    for (const abis of ['alpha', 'beta']) {
      const [insert] = await sentTo(abis)
      await answer(abis, insert!, refusal(abisFailures.poorQuality.code))
    }
    expect(await searchResult(running.app.db, referenceId)).toEqual({
      answers: ['alpha', 'beta'].map((abis) => ({ abis, failure: 18, candidates: [] })),
    })
  })
})

describe('answers of an ABIS', () => {
  test('count once: late, repeated, of another ABIS, to another question, to nothing, and no answers at all', async () => {
    const [mine, twin] = [await reference(), await reference()]
    await ask(mine.referenceId)
    const question = await inserted('alpha')
    const insertAnswer = { ...question, id: 'mosip.abis.insert' }
    expect(await answer('beta', question, found())).toBe('ignored')
    expect(await answer('alpha', insertAnswer)).toBe('ignored')
    expect(await answer('alpha', { ...question, requestId: randomUUID() }, found())).toBe('ignored')
    expect(await answer('alpha', { ...question, requestId: 'x' }, found())).toBe('ignored')
    for (const text of ['', '{', 'null', '{"id":1}', JSON.stringify({ ...question, returnValue: '1' })])
      expect(await takeAnswer(running.app, 'alpha', text)).toBe('unreadable')
    const taken = await Promise.all([
      answer('alpha', question, found({ referenceId: twin.referenceId })),
      answer('alpha', question, found({ referenceId: twin.referenceId })),
    ])
    expect(taken.toSorted()).toEqual(['ignored', 'taken'])
    expect(await answer('alpha', question, refusal(1))).toBe('ignored')
    expect(await stateOf('alpha', 'IDENTIFY', mine.referenceId)).toBe('ANSWERED')
  })

  test('that come before the sending is committed wait for it', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const answering: Promise<string>[] = []
    const [alpha] = running.app.env.abis
    await sendDue(running.app, alpha!, {
      send: async (message) => void answering.push(answer('alpha', JSON.parse(message) as Sent)),
    })
    expect(await Promise.all(answering)).toEqual(['taken'])
    expect(await stateOf('alpha', 'INSERT', referenceId)).toBe('ANSWERED')
  })

  test('that say it may pass have the message sent again under its id, after growing pauses and not for ever', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const ids = new Set<string>()
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const [insert] = await sentTo('alpha')
      ids.add(insert!.requestId)
      await answer('alpha', insert!, refusal(abisFailures.fetchFailed.code))
      expect(await sentTo('alpha')).toEqual([])
      running.advanceClock(seconds(2 ** attempt))
    }
    expect(ids.size).toBe(1)
    expect(await stateOf('alpha', 'INSERT', referenceId)).toBe('FAILED')
    expect(await stateOf('alpha', 'IDENTIFY', referenceId)).toBe('FAILED')
  })

  test('that know the person already are a success of a repeated insertion, and a refusal of the first', async () => {
    const [lost, taken] = [await reference(), await reference()]
    await ask(lost.referenceId)
    await sentTo('alpha')
    running.advanceClock(minutes(46))
    await review()
    const [again] = await sentTo('alpha')
    await answer('alpha', again!, refusal(abisFailures.referenceKnown.code))
    expect(await stateOf('alpha', 'INSERT', lost.referenceId)).toBe('ANSWERED')
    await sentTo('alpha')
    await ask(taken.referenceId)
    const [first] = await sentTo('alpha')
    await answer('alpha', first!, refusal(abisFailures.referenceKnown.code))
    expect(await stateOf('alpha', 'INSERT', taken.referenceId)).toBe('FAILED')
  })
})

describe('an ABIS that is silent', () => {
  test('is sent the message again when its time is over, with a fresh address, and given up in the end', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const [first] = await sentTo('alpha')
    running.advanceClock(minutes(44))
    expect(await review()).toBe(0)
    const urls = new Set([first!.referenceURL])
    for (let attempt = 2; attempt <= mostAttempts; attempt++) {
      running.advanceClock(minutes(46))
      await review()
      const [again] = await sentTo('alpha')
      expect(again).toMatchObject({ requestId: first!.requestId })
      urls.add(again!.referenceURL)
    }
    expect(urls.size).toBe(mostAttempts)
    running.advanceClock(minutes(46))
    await review()
    expect(await stateOf('alpha', 'INSERT', referenceId)).toBe('EXPIRED')
    expect(await answer('alpha', first!)).toBe('ignored')
    const [beta] = await sentTo('beta')
    await answer('beta', beta!, refusal(18))
    expect(await searchResult(running.app.db, referenceId)).toMatchObject({
      answers: [{ abis: 'alpha', failure: 2 }, { failure: 18 }],
    })
  })

  test('is asked again by an operator under the same ids, and what was never done is then done', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const [first] = await sentTo('alpha')
    await answer('alpha', first!, refusal(abisFailures.cbeffUnreadable.code))
    expect(await askAgain(running.app, { abis: 'alpha', unanswered: false })).toBe(2)
    const [again] = await sentTo('alpha')
    expect(again).toMatchObject({ requestId: first!.requestId })
    // The broker lost it: what is under way is repeated too, at once, where that is wished.
    expect(await askAgain(running.app, { abis: 'alpha', unanswered: false })).toBe(0)
    expect(await askAgain(running.app, { abis: 'alpha', unanswered: true })).toBe(1)
    const [third] = await sentTo('alpha')
    await answer('alpha', third!, refusal(abisFailures.referenceKnown.code))
    expect(await sentTo('alpha')).toMatchObject([{ id: 'mosip.abis.identify', referenceId }])
  })

  test('and not configured any more holds nobody up', async () => {
    const { referenceId } = await reference()
    const createdAt = new Date(running.app.clock())
    for (const kind of ['INSERT', 'IDENTIFY'])
      await running.app.db.abisRequest.create({ data: { abis: 'formerly', kind, referenceId, createdAt } })
    running.advanceClock(minutes(46))
    await review()
    expect(await searchResult(running.app.db, referenceId)).toMatchObject({ answers: [{ failure: 2 }] })
  })

  test('that cannot be reached leaves the message where it was', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const [alpha] = running.app.env.abis
    const unreachable = { send: () => Promise.reject(new Error('no broker')) }
    await expect(sendDue(running.app, alpha!, unreachable)).rejects.toThrow('no broker')
    expect(
      await running.app.db.abisRequest.findFirst({ where: { abis: 'alpha', kind: 'INSERT' } }),
    ).toMatchObject({
      status: 'QUEUED',
      attempts: 0,
    })
  })

  test('is not flooded: fifty messages are under way, the others wait', async () => {
    for (let i = 0; i < 52; i++) await ask((await reference()).referenceId)
    const first = await sentTo('alpha')
    expect(first).toHaveLength(50)
    expect(await sentTo('alpha')).toEqual([])
    await answer('alpha', first[0]!)
    expect(await sentTo('alpha')).toHaveLength(1)
  })
})

describe('a withdrawn reference', () => {
  test('is deleted once, after what is under way, and an ABIS that does not know it has done its part', async () => {
    const { referenceId } = await reference()
    await ask(referenceId)
    const [insert] = await sentTo('alpha')
    await Promise.all([remove(referenceId), remove(referenceId)])
    await review()
    await review('beta')
    expect(await sentTo('alpha')).toEqual([])
    await answer('alpha', insert!)
    const [deletion, ...more] = await sentTo('alpha')
    expect(deletion).toMatchObject({ id: 'mosip.abis.delete', referenceId })
    expect(more).toEqual([])
    await answer('alpha', deletion!, refusal(abisFailures.referenceUnknown.code))
    expect(await stateOf('alpha', 'DELETE', referenceId)).toBe('ANSWERED')
    // Beta was never sent the insertion.
    expect(await sentTo('beta')).toMatchObject([{ id: 'mosip.abis.delete' }])
    expect(await stateOf('beta', 'INSERT', referenceId)).toBe('EXPIRED')
  })
})
