import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import type { CitizenState } from '../../core/enrollment/citizen-steps.ts'
import { judgeDuplicateCase } from '../../server/adjudication/judge-duplicate-case.ts'
import { takeDuplicateCase } from '../../server/adjudication/take-duplicate-case.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { approveApplication } from '../../server/enrollment/approve-application.ts'
import type { HandOver } from '../../server/issuance/hand-over-card.ts'
import { receiveCard } from '../../server/issuance/receive-card.ts'
import { applicationStatus } from '../../server/portal/application-status.ts'
import { days, type TestApp, testApp } from '../support/app.ts'
import { handToHolder } from '../support/counter.ts'
import { type Desk, openDesk, signerAt } from '../support/desk.ts'
import { openStation, passedCard, qrOf, sendCards } from '../support/factory.ts'
import type { MachineActor } from '../support/machines.ts'
import { officerOf } from '../support/officers.ts'
import type { PacketChanges } from '../support/packets.ts'
import { type Applicant, freeNumber, makeChild, makePerson, registerResident } from '../support/people.ts'
import { payFees } from '../support/payments.ts'
import { apply, fileOf, runPipeline } from '../support/pipeline.ts'
import { deskTemplates, printPng } from '../support/prints.ts'

let running: TestApp
let desk: Desk
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  desk = await openDesk(running.app)
  station = await openStation(running.app)
})
afterAll(() => running.close())

const approver = officerOf('APPROVER')
const issuer = officerOf('ISSUING_OFFICER')

type Applying = Pick<Applicant, 'person'> & {
  readonly number: Applicant['number'] | null
  /** Whose fingers, of the invented people. */
  readonly body: number
}

/** Right and left index finger: what the counter asks for. */
const shown: readonly FingerPosition[] = [2, 7]
const atCounter = (body: number) =>
  Promise.all(
    shown.map(async (position) => ({
      position,
      dpi: 500,
      file: await printPng(body, position, { impression: 2 }),
    })),
  )

/** The whole way of one file, with what the citizen sees after each step. */
async function walk(
  applicant: Applying,
  changes: PacketChanges = {},
  surrendered: HandOver['surrendered'] = [],
) {
  const { app } = running
  const seen: CitizenState[] = []
  const { body } = applicant
  const file = await apply(desk, applicant, { template: deskTemplates(body, shown), ...changes })
  const look = async () => {
    const { state } = await applicationStatus(app, { code: file.code, birthDate: applicant.person.birthDate })
    seen.push(state)
  }
  await look()
  await approveApplication(app, approver, { id: file.id })
  await runPipeline(app)
  await look()
  const { id: cardId } = await passedCard(app, station)
  await sendCards(app, [cardId])
  await look()
  await receiveCard(app, issuer, { id: cardId })
  await look()
  const scan = await qrOf(app, cardId)
  await payFees(app, file.id)
  await handToHolder(app, issuer, { scan, fingers: await atCounter(body), surrendered })
  await look()
  return { file, cardId, seen }
}

const wholeWay: readonly CitizenState[] = ['UNDER_REVIEW', 'IN_PRODUCTION', 'IN_TRANSIT', 'READY', 'ISSUED']
const cardOf = (id: string) => running.app.db.card.findUniqueOrThrow({ where: { id } })

describe('one applicant', () => {
  test('gets a card, and a year later another one that replaces it', async () => {
    const { app } = running
    const applicant = { ...(await registerResident(app)), body: 1 }
    const first = await walk(applicant)
    expect(first.seen).toEqual(wholeWay)
    expect(await fileOf(app, first.file.code)).toMatchObject({ status: 'ISSUED' })
    expect(await cardOf(first.cardId)).toMatchObject({
      status: 'ACTIVE',
      number: applicant.number,
      replacesId: null,
    })

    running.advanceClock(days(20))
    // The officers' keys of three weeks ago are out: they sign in again.
    const { operator, supervisor } = desk
    desk = {
      ...desk,
      operator: await signerAt(app, operator.officer),
      supervisor: await signerAt(app, supervisor.officer),
    }
    const old = { kind: 'CC_2024', number: applicant.number, handling: 'COLLECTED' } as const
    const second = await walk(applicant, { manifest: { kind: 'EXCHANGE', reason: 'DAMAGED' } }, [old])
    expect(second.seen).toEqual(wholeWay)
    expect(await cardOf(second.cardId)).toMatchObject({ status: 'ACTIVE', replacesId: first.cardId })
    expect(await cardOf(first.cardId)).toMatchObject({ status: 'REPLACED' })

    const cards = await app.db.card.findMany({ where: { residentId: applicant.residentId } })
    expect(cards.map(({ status }) => status).toSorted()).toEqual(['ACTIVE', 'REPLACED'])
    const bound = await app.db.blankCard.count({
      where: { serial: { in: cards.map(({ serial }) => serial) }, status: 'BOUND' },
    })
    expect(bound).toBe(2)
  })

  test('unknown to the register, with form DC01, gets a number and then a card', async () => {
    const { app } = running
    const { file, cardId, seen } = await walk({ person: makePerson(), number: null, body: 2 })
    expect(seen).toEqual(wholeWay)
    const { number, residentId } = await fileOf(app, file.code)
    expect(await cardOf(cardId)).toMatchObject({ status: 'ACTIVE', number, residentId })
    expect(await app.db.resident.findUniqueOrThrow({ where: { id: residentId ?? '' } })).toMatchObject({
      provisional: true,
    })
  })

  test('unknown to the register, without form DC01, is told what to bring', async () => {
    const person = makePerson()
    const number = freeNumber(person)
    const { code } = await apply(desk, { person, number }, { manifest: { hasCollectionForm: false } })
    const status = await applicationStatus(running.app, { code, birthDate: person.birthDate })
    expect(status.state).toBe('RETURNED')
    expect(status.reasons[0]?.vi).toContain('giấy khai sinh')
  })

  test('under six has no fingers to search with, and waits for two officers before the approval', async () => {
    const { app } = running
    const { id, code } = await apply(desk, await registerResident(app, makeChild()))
    for (const adjudicator of [officerOf('ADJUDICATOR'), officerOf('ADJUDICATOR')]) {
      expect(await fileOf(app, code)).toMatchObject({
        status: 'ADJUDICATION',
        flags: ['UNDER_6', 'NO_BIOMETRICS'],
      })
      const opened = await app.db.duplicateCase.findFirstOrThrow({ where: { applicationId: id } })
      await takeDuplicateCase(app, adjudicator, opened)
      await judgeDuplicateCase(app, adjudicator, {
        id: opened.id,
        version: opened.version + 1,
        verdict: 'DISTINCT',
        candidateId: null,
        keptNumber: null,
        recapture: [],
        reason: 'Đã đối chiếu giấy khai sinh và thông tin của cha, mẹ.',
      })
    }
    await approveApplication(app, approver, { id })
    expect(await fileOf(app, code)).toMatchObject({ status: 'APPROVED' })
  })

  test('who applies twice keeps the first file and is told of it in the second', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const first = await apply(desk, applicant)
    const second = await apply(desk, applicant)
    const status = await applicationStatus(app, { code: second.code, birthDate: applicant.person.birthDate })
    expect(status).toMatchObject({ state: 'REFUSED' })
    expect(status.reasons[0]?.vi).toContain('hồ sơ khác chưa giải quyết xong')
    expect(await fileOf(app, first.code)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })
})

test('every step of these ways is in the history once, and the audit’s chains hold', async () => {
  const { app } = running
  const [issued] = await app.db.application.findMany({ where: { status: 'ISSUED' }, orderBy: { id: 'asc' } })
  const history = await app.db.transition.findMany({
    where: { record: 'application', recordId: issued?.id ?? '' },
    orderBy: { version: 'asc' },
  })
  expect(history.map(({ event }) => event)).toEqual([
    'admit',
    'clear',
    'approve',
    'plan',
    'make',
    'dispatch',
    'arrive',
    'handOver',
  ])
  const { entries, faults } = await verifyAudit(app)
  expect(entries).toBeGreaterThan(30)
  expect(faults).toEqual([])
})
