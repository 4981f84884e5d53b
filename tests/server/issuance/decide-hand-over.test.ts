import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FingerPosition } from '../../../core/biometrics/positions.ts'
import { decideHandOver } from '../../../server/issuance/decide-hand-over.ts'
import { handOverCard } from '../../../server/issuance/hand-over-card.ts'
import { recogniseHolder } from '../../../server/issuance/recognise-holder.ts'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { strokes } from '../../support/counter.ts'
import { dispatchedCard, openStation, plannedJob, qrOf } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { greyPng, keepTemplates, printPng, printSize } from '../../support/prints.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
let blank: Uint8Array
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 20)
  blank = await greyPng({ ...printSize, dpi: 500, pixels: new Uint8Array(388 * 374).fill(240) })
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const supervisor = officerOf('STATION_SUPERVISOR')
const reason = 'Vân tay mòn, đã đối chiếu khuôn mặt và giấy khai sinh'

async function waitingCard(positions: readonly FingerPosition[] = [1, 2, 6, 7]) {
  const { app } = running
  await plannedJob(app)
  const card = await dispatchedCard(app, station)
  await receiveCard(app, issuer, { id: card.id })
  const { applicationId } = card
  const portraitSha256 = 'ab'.repeat(32)
  const file = await app.db.application.update({ where: { id: applicationId }, data: { portraitSha256 } })
  await keepTemplates(app, file, { body: 1, positions })
  return { ...card, scan: await qrOf(app, card.id) }
}

/** The officer at the counter lays on the fingers; nothing can be read on them. */
function tryInVain(scan: string, positions: readonly FingerPosition[] = [1, 2, 6, 7], officer = issuer) {
  const fingers = positions.map((position) => ({ position, dpi: 500, file: blank }))
  return refusalOf(recogniseHolder(running.app, officer, { scan, fingers }))
}
const decide = (scan: string, officer = supervisor, why = reason) =>
  refusalOf(decideHandOver(running.app, officer, { scan, reason: why }))
const finish = (scan: string, officer = issuer) =>
  refusalOf(
    handOverCard(running.app, officer, { scan, collector: 'HOLDER', checked: true, signature: { strokes } }),
  )
const cardOf = (id: string) => running.app.db.card.findUniqueOrThrow({ where: { id } })

test('a supervisor hands over a card whose holder has no readable fingers; both officers and the reason are kept', async () => {
  const { id, scan } = await waitingCard()
  await tryInVain(scan)
  expect(await tryInVain(scan)).toBe('SUPERVISOR_NEEDED')
  await decideHandOver(running.app, supervisor, { scan, reason: ` ${reason} ` })
  expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
  expect(await finish(scan, { ...supervisor, roles: issuer.roles })).toBe('SAME_PERSON')
  expect(await finish(scan)).toBe('NOT_REFUSED')
  expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
  expect(await running.app.db.handOver.findUniqueOrThrow({ where: { cardId: id } })).toMatchObject({
    officerId: issuer.id,
    supervisorId: supervisor.id,
    collector: 'HOLDER',
    verifiedBy: 'SUPERVISOR',
    reason,
    score: null,
    threshold: null,
  })
})

test('a holder with a single finger on file comes before the supervisor at once', async () => {
  const { id, scan } = await waitingCard([2])
  expect(await decide(scan)).toBe('FINGERS_FIRST')
  expect(await tryInVain(scan, [2])).toBe('SUPERVISOR_NEEDED')
  expect(await decide(scan)).toBe('NOT_REFUSED')
  expect(await finish(scan)).toBe('NOT_REFUSED')
  expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
})

test('nothing is decided before all fingers were tried twice', async () => {
  const { id, scan } = await waitingCard()
  expect(await decide(scan)).toBe('FINGERS_FIRST')
  await tryInVain(scan, [2, 7])
  await tryInVain(scan, [2, 7])
  await tryInVain(scan)
  expect(await decide(scan)).toBe('FINGERS_FIRST')
  await tryInVain(scan)
  expect(await decide(scan)).toBe('NOT_REFUSED')
  expect(await finish(scan)).toBe('NOT_REFUSED')
  expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
})

test('a decision needs its reason', async () => {
  const { scan } = await waitingCard()
  await tryInVain(scan)
  await tryInVain(scan)
  const before = await contentOf(running.app)
  for (const why of ['', '   ', 'quen biết', 'x'.repeat(501)])
    expect(await decide(scan, supervisor, why)).toBe('DECISION_UNEXPLAINED')
  expect(await contentOf(running.app)).toEqual(before)
})

test('the officer at the counter does not decide alone, also with both roles', async () => {
  const { id, scan } = await waitingCard()
  const both = { ...issuer, roles: [...issuer.roles, ...supervisor.roles] }
  await tryInVain(scan)
  await tryInVain(scan)
  expect(await decide(scan, both)).toBe('SAME_PERSON')
  expect(await decide(scan, issuer)).toBe('FORBIDDEN')
  expect(await decide(scan, officerOf('STATION_SUPERVISOR', '79'))).toBe('CARD_ELSEWHERE')
  expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
})

test('fingers of another person are not overruled that day', async () => {
  const { id, scan } = await waitingCard()
  const fingers = await Promise.all(
    ([1, 2, 6, 7] as const).map(async (position) => {
      return { position, dpi: 500, file: await printPng(2, position, { impression: 1 }) }
    }),
  )
  const refused = recogniseHolder(running.app, issuer, { scan, fingers })
  expect(await refusalOf(refused)).toBe('NOT_THE_HOLDER')
  await tryInVain(scan)
  await tryInVain(scan)
  expect(await decide(scan)).toBe('NOT_THE_HOLDER')
  expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
  running.advanceClock(days(1))
  expect(await decide(scan)).toBe('FINGERS_FIRST')
})

test('of two officers who give the card to the holder at the same moment one succeeds', async () => {
  const { scan, id } = await waitingCard()
  await tryInVain(scan)
  await tryInVain(scan)
  await Promise.all([decide(scan), decide(scan, officerOf('STATION_SUPERVISOR'))])
  const outcomes = await Promise.all([finish(scan), finish(scan, officerOf('ISSUING_OFFICER'))])
  expect(outcomes.filter((code) => code === 'NOT_REFUSED')).toHaveLength(1)
  expect(await running.app.db.transition.count({ where: { recordId: id, event: 'activate' } })).toBe(1)
})

test('what a supervisor has decided holds for half an hour', async () => {
  const { scan } = await waitingCard()
  await tryInVain(scan)
  await tryInVain(scan)
  await decide(scan)
  running.advanceClock(minutes(31))
  expect(await finish(scan)).toBe('FINGERS_NEEDED')
})
