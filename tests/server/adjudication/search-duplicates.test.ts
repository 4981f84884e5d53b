import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EnrolledFinger } from '../../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../../core/biometrics/positions.ts'
import { abisIds, abisRefusal, abisSuccess } from '../../../core/contracts/abis.ts'
import { abisFailures } from '../../../core/contracts/abis-failures.ts'
import { extractMinutiae } from '../../../core/biometrics/minutiae.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { searchDuplicates } from '../../../server/adjudication/search-duplicates.ts'
import { packFingers } from '../../../server/biometrics/abis/fingers-record.ts'
import { takeAnswer } from '../../../server/biometrics/abis/take-answer.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { runStage, startStage } from '../../../server/kernel/stages.ts'
import { answerSearches, embeddedAbisOf } from '../../support/abis.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { applicationAt, captured, stageOf } from '../../support/files.ts'
import { fingersAgain, inventedFingers } from '../../support/fingers.ts'
import { makeChild, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'

let running: TestApp
let two: TestApp
const abisList = JSON.stringify([
  { name: 'embedded', kind: 'embedded' },
  {
    name: 'other',
    kind: 'stomp',
    broker: 'stomp://localhost:61613',
    sendTo: 'mosip-to-abis1',
    receiveFrom: 'abis1-to-mosip',
  },
])
const apps: TestApp[] = []
const started = async (options: Parameters<typeof testApp>[0] = {}) => {
  const opened = await testApp(options)
  apps.push(opened)
  return opened
}
beforeAll(async () => {
  running = await started()
  two = await started({ variables: { ABIS: abisList } })
})
afterAll(() => Promise.all(apps.map((one) => one.close())))

const search = 'search-duplicates'
const at = (app: ServerApp, id: string) => app.db.application.findUniqueOrThrow({ where: { id } })
const casesOf = (app: ServerApp, applicationId: string) =>
  app.db.duplicateCase.findMany({ where: { applicationId }, include: { candidates: true } })

/** What the pipeline and the embedded matcher make of it. */
async function searched(app: ServerApp, id: string) {
  await runPipeline(app)
  return at(app, id)
}

/** One run of the stage, as the queue wakes it; nobody answers meanwhile. */
async function look(app: ServerApp, id: string) {
  const stage = stagesOf(app).find(({ name }) => name === search)
  if (!stage) throw new RangeError('no stage')
  await runStage(app, stage, id)
  return stageOf(app, id, search)
}

/** Sends a file through search and screening once more. */
async function again(id: string) {
  const { app } = running
  await app.db.application.update({ where: { id }, data: { status: 'SCREENING' } })
  await app.db.$transaction((tx) => startStage(tx, app, { stage: search, applicationId: id }))
}

/** An app whose matcher opens a gallery of so many others. */
async function crowded(others: number): Promise<TestApp> {
  const opened = await started()
  const insertedAt = new Date(opened.app.clock())
  const data = Array.from({ length: others }, (_, i) => {
    const record = packFingers(inventedFingers(`other ${i}`))
    return { referenceId: randomUUID(), record, insertedAt }
  })
  await opened.app.db.galleryPerson.createMany({ data })
  return opened
}

const hand = fingerPositions.slice(0, 4)
/** The pictures of four fingers, touch by touch, read by the real extractor. */
const readHands = (person: number, touches: readonly number[]): EnrolledFinger[][] => {
  const skin = hand.map((position) => synthesiseFinger(1000 * person + position))
  return touches.map((touch) =>
    hand.map((position, i) => ({
      position,
      template: extractMinutiae(renderImpression(skin[i]!, touch, { width: 300, height: 340 })),
    })),
  )
}

describe('somebody who enrols under another number', () => {
  test('is found among two hundred others by the pictures of four fingers, and goes to people', async () => {
    const { app } = await crowded(200)
    const [fingers = [], atAnotherDesk = []] = readHands(1, [0, 3])
    const first = await applicationAt(app, search, { fingers })
    await runPipeline(app)
    expect((await embeddedAbisOf(app)).size).toBe(201)
    expect(await at(app, first.id)).toMatchObject({ status: 'AWAITING_APPROVAL', flags: [] })
    expect(await app.db.duplicateCase.count()).toBe(0)

    const second = await applicationAt(app, search, { fingers: atAnotherDesk })
    const stranger = await applicationAt(app, search, { fingers: inventedFingers('a stranger') })
    expect(await searched(app, second.id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await at(app, stranger.id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    const [opened, ...more] = await casesOf(app, second.id)
    expect(more).toEqual([])
    expect(opened).toMatchObject({
      status: 'OPEN',
      origins: ['BIOMETRIC'],
      candidates: [
        {
          residentId: first.residentId,
          grounds: ['FINGERS'],
          scores: [{ abis: 'embedded', likeness: 'LIKELY' }],
        },
      ],
    })
    expect(opened?.candidates[0]?.fingers).toHaveLength(4)
  }, 60_000)

  test('is found also where both files are searched at the same moment', async () => {
    const { app } = running
    const fingers = inventedFingers('in two places', 10)
    const files = [
      await applicationAt(app, search, { fingers }),
      await applicationAt(app, search, { fingers: fingersAgain(fingers, 'at the other desk') }),
    ]
    await Promise.all(files.map(({ id }) => look(app, id)))
    await Promise.all([answerSearches(app), answerSearches(app)])
    await runPipeline(app)
    const statuses = await Promise.all(files.map(async ({ id }) => (await at(app, id)).status))
    expect(statuses).toContain('ADJUDICATION')
  })
})

describe('while an ABIS is silent', () => {
  test('a file waits without spending attempts, and goes on when the answer comes', async () => {
    const { app, advanceClock } = running
    const { id } = await applicationAt(app, search)
    for (let hour = 0; hour < 12; hour++) {
      expect(await look(app, id)).toMatchObject({ status: 'PENDING', attempts: 0, errorCode: 'NOT_YET' })
      advanceClock(minutes(60))
    }
    expect(await app.db.abisRequest.count({ where: { reference: { applicationId: id } } })).toBe(2)
    expect(await at(app, id)).toMatchObject({ status: 'SCREENING', flags: [] })
    expect(await searched(app, id)).toMatchObject({ status: 'AWAITING_APPROVAL', flags: [] })
  })

  test('looks are rare, rarer later, and an answer does not have to wait for the next', async () => {
    const { app, advanceClock } = running
    const { id } = await applicationAt(app, search)
    const pause = async () => (await look(app, id)).availableAt.getTime() - app.clock()
    expect(await pause()).toBe(minutes(1))
    advanceClock(minutes(12))
    expect(await pause()).toBe(minutes(3))
    advanceClock(days(1))
    expect(await pause()).toBe(minutes(10))
    await answerSearches(app)
    expect((await stageOf(app, id, search)).availableAt.getTime()).toBe(app.clock())
    expect(await searched(app, id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('for longer than any may be given, the file goes to people and an administrator sees it', async () => {
    const { app, advanceClock } = two
    const { id } = await applicationAt(app, search)
    expect(await searched(app, id)).toMatchObject({ status: 'SCREENING' })
    advanceClock(days(9))
    expect(await searched(app, id)).toMatchObject({ status: 'ADJUDICATION', flags: ['ABIS_FAILED'] })
    expect(await casesOf(app, id)).toMatchObject([{ origins: ['ABIS_FAILED'], candidates: [] }])
  })

  test('what the other one has found is not lost', async () => {
    const { app, advanceClock } = two
    const fingers = inventedFingers('half a search', 10)
    const first = await applicationAt(app, search, { fingers })
    await runPipeline(app)
    const { id } = await applicationAt(app, search, { fingers: fingersAgain(fingers, 2) })
    await runPipeline(app)
    advanceClock(days(9))
    expect(await searched(app, id)).toMatchObject({ status: 'ADJUDICATION' })
    const [opened] = await casesOf(app, id)
    expect(opened?.origins.toSorted()).toEqual(['ABIS_FAILED', 'BIOMETRIC'])
    expect(opened?.candidates).toMatchObject([{ residentId: first.residentId }])
  })
})

/** What the second ABIS says to a file: an answer to its insertion, and one to its search. */
async function otherAnswers(id: string, found: readonly string[] | 'fails') {
  const { app } = two
  const requests = await app.db.abisRequest.findMany({
    where: { abis: 'other', reference: { applicationId: id }, status: 'QUEUED' },
  })
  const said = (kind: string, requestId: string) => {
    const of = { id: kind === 'INSERT' ? abisIds.insert : abisIds.identify, requestId }
    if (kind === 'INSERT') return abisSuccess(of, { success: { kind: 'done' }, at: app.clock() })
    if (found === 'fails')
      return abisRefusal(of, { failure: abisFailures.cbeffUnreadable.code, at: app.clock() })
    const candidates = found.map((referenceId) => ({ referenceId, analytics: { internalScore: '7' } }))
    return abisSuccess(of, { success: { kind: 'candidates', candidates }, at: app.clock() })
  }
  for (const { kind, requestId } of requests.toSorted((a, b) => (a.kind < b.kind ? 1 : -1)))
    expect(await takeAnswer(app, 'other', said(kind, requestId))).toBe('taken')
}

describe('two ABIS', () => {
  const pair = async (seed: string, same: boolean) => {
    const { app } = two
    const fingers = inventedFingers(seed, 10)
    const first = await applicationAt(app, search, { fingers })
    await runPipeline(app)
    await otherAnswers(first.id, [])
    expect(await searched(app, first.id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    const again = same ? fingersAgain(fingers, seed) : inventedFingers(`${seed}, a stranger`, 10)
    const second = await applicationAt(app, search, { fingers: again })
    await runPipeline(app)
    const reference = await app.db.biometricReference.findUniqueOrThrow({
      where: { applicationId: first.id },
    })
    return { first, second, found: reference.id }
  }

  test('are both waited for', async () => {
    const { second } = await pair('waited for', false)
    expect(await at(two.app, second.id)).toMatchObject({ status: 'SCREENING' })
    await otherAnswers(second.id, [])
    expect(await searched(two.app, second.id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('that find the same person make a hit, with the word of each', async () => {
    const { first, second, found } = await pair('agree', true)
    await otherAnswers(second.id, [found])
    expect(await searched(two.app, second.id)).toMatchObject({ status: 'ADJUDICATION' })
    const [opened] = await casesOf(two.app, second.id)
    expect(opened).toMatchObject({ origins: ['BIOMETRIC'], candidates: [{ residentId: first.residentId }] })
    expect(opened?.candidates[0]?.scores).toMatchObject([
      { abis: 'embedded', likeness: 'LIKELY' },
      { abis: 'other', score: 7, likeness: null },
    ])
  })

  test.each([
    ['the first finds nobody', false],
    ['the second finds nobody', true],
  ])('that disagree, since %s, make a case', async (title, same) => {
    const { first, second, found } = await pair(title, same)
    await otherAnswers(second.id, same ? [] : [found])
    expect(await searched(two.app, second.id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(two.app, second.id)).toMatchObject([
      { origins: ['ABIS_DISAGREEMENT'], candidates: [{ residentId: first.residentId }] },
    ])
  })

  test('of which one fails leave a case and a flag, for nothing is known then', async () => {
    const { second } = await pair('fails', false)
    await otherAnswers(second.id, 'fails')
    expect(await searched(two.app, second.id)).toMatchObject({
      status: 'ADJUDICATION',
      flags: ['ABIS_FAILED'],
    })
    expect(await casesOf(two.app, second.id)).toMatchObject([{ origins: ['ABIS_FAILED'], candidates: [] }])
  })
})

describe('without fingers to search with', () => {
  test('a child under six of a parent whom the register knows waits for the approver, who sees that no finger was searched', async () => {
    const { app } = running
    const applicant = await registerResident(app, makeChild())
    const mother = await registerResident(app)
    await app.db.relationship.updateMany({
      where: { residentId: applicant.residentId, kind: 'MOTHER' },
      data: { relatedId: mother.residentId, number: mother.number },
    })
    const { id } = await applicationAt(app, search, { applicant, fingers: [], flags: ['UNDER_6'] })
    expect(await searched(app, id)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      flags: ['UNDER_6', 'NO_BIOMETRICS'],
    })
    expect(await casesOf(app, id)).toEqual([])
  })

  test('a child under six whose parents the register does not know is verified by two officers', async () => {
    const { app } = running
    const applicant = await registerResident(app, makeChild())
    const { id } = await applicationAt(app, search, { applicant, fingers: [], flags: ['UNDER_6'] })
    expect(await searched(app, id)).toMatchObject({
      status: 'ADJUDICATION',
      flags: ['UNDER_6', 'NO_BIOMETRICS'],
    })
    expect(await casesOf(app, id)).toMatchObject([{ origins: ['WITHOUT_BIOMETRICS'], candidates: [] }])
    expect(await app.db.abisRequest.count({ where: { reference: { applicationId: id } } })).toBe(0)
  })

  test('a child’s namesake of the same birth date is among those whom the officer sees', async () => {
    const { app } = running
    const person = makeChild()
    const other = await registerResident(app, person)
    const applicant = await registerResident(app, person)
    const { id } = await applicationAt(app, search, { applicant, fingers: [] })
    await searched(app, id)
    const [opened] = await casesOf(app, id)
    expect(opened?.origins.toSorted()).toEqual(['DEMOGRAPHIC', 'WITHOUT_BIOMETRICS'])
    expect(opened?.candidates).toMatchObject([{ residentId: other.residentId }])
  })

  test('an adult without a usable finger is verified too, and not again after the verdict', async () => {
    const { app } = running
    const { id } = await applicationAt(app, search, { fingers: [], flags: ['FINGER_EXCEPTION'] })
    expect(await searched(app, id)).toMatchObject({ status: 'ADJUDICATION' })
    const data = { status: 'CLOSED', verdict: 'DISTINCT', closedAt: new Date(app.clock()) }
    await app.db.duplicateCase.updateMany({ where: { applicationId: id }, data })
    await again(id)
    expect(await searched(app, id)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      flags: ['FINGER_EXCEPTION', 'NO_BIOMETRICS'],
    })
  })

  test('one finger is searched, and its owner verified as well', async () => {
    const { app } = running
    const [finger] = inventedFingers('one finger', 1)
    const { id } = await applicationAt(app, search, { fingers: finger ? [finger] : [] })
    expect(await searched(app, id)).toMatchObject({ status: 'ADJUDICATION', flags: ['NO_BIOMETRICS'] })
    expect(await casesOf(app, id)).toMatchObject([{ origins: ['WITHOUT_BIOMETRICS'] }])
    expect(await app.db.abisRequest.count({ where: { reference: { applicationId: id } } })).toBe(2)
  })
})

test('a file captured anew is searched with its new fingers, under a reference of its own', async () => {
  const { app } = running
  const { id, residentId } = await applicationAt(app, search)
  expect(await searched(app, id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  const before = (await embeddedAbisOf(app)).size
  await captured(app, { id, residentId }, inventedFingers('captured anew', 10))
  await again(id)
  expect(await searched(app, id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  // One in, one out.
  expect((await embeddedAbisOf(app)).size).toBe(before)
})

test('a file that has moved on is left alone, and one that is not there is refused', async () => {
  const { app } = running
  const { id } = await applicationAt(app, search)
  await app.db.application.update({ where: { id }, data: { status: 'WITHDRAWN' } })
  expect(await look(app, id)).toMatchObject({ status: 'DONE' })
  expect(await app.db.abisRequest.count({ where: { reference: { applicationId: id } } })).toBe(0)
  const unknown = { applicationId: '01900000-0000-7000-8000-000000000000' }
  const run = {
    ...unknown,
    actor: { kind: 'system', id: null } as const,
    signal: new AbortController().signal,
  }
  await expect(searchDuplicates(app, { ...run, finish: async () => undefined })).rejects.toThrow('NOT_FOUND')
})
