import { afterAll, beforeAll, expect, test } from 'vitest'
import { handOverCard } from '../../../server/issuance/hand-over-card.ts'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { dispatchedCard, openStation, plannedJob, qrOf } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { type Applicant, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 20)
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const collector = 'HOLDER'

/** A card that waits to be collected, and what its QR says. */
async function waitingCard(applicant?: Applicant) {
  const { app } = running
  await plannedJob(app, applicant && { applicant })
  const card = await dispatchedCard(app, station)
  await receiveCard(app, issuer, { id: card.id })
  return { ...card, scan: await qrOf(app, card.id) }
}

const cardOf = (id: string) => running.app.db.card.findUniqueOrThrow({ where: { id } })

test('a scanned card becomes ACTIVE and its file ISSUED, and who handed it over is kept', async () => {
  const { app } = running
  const { id, applicationId, scan } = await waitingCard()
  await handOverCard(app, issuer, { scan, collector })
  expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE', replacesId: null })
  expect(await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    status: 'ISSUED',
  })
  expect(await app.db.handOver.findUniqueOrThrow({ where: { cardId: id } })).toMatchObject({
    officerId: issuer.id,
    collector,
  })
})

test('the previous card is REPLACED in the same transaction, whatever state it was in', async () => {
  const { app } = running
  for (const state of ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED']) {
    const applicant = await registerResident(app)
    const first = await waitingCard(applicant)
    await handOverCard(app, issuer, { scan: first.scan, collector })
    await app.db.card.update({ where: { id: first.id }, data: { status: state } })
    running.advanceClock(days(1))
    const second = await waitingCard(applicant)
    await handOverCard(app, issuer, { scan: second.scan, collector })
    expect(await cardOf(first.id)).toMatchObject({ status: 'REPLACED' })
    expect(await cardOf(second.id)).toMatchObject({ status: 'ACTIVE', replacesId: first.id })
  }
})

test('the holder’s previous card, scanned in its stead, does not hand over the new one', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const first = await waitingCard(applicant)
  await handOverCard(app, issuer, { scan: first.scan, collector })
  running.advanceClock(days(1))
  const second = await waitingCard(applicant)
  const before = await contentOf(app)
  expect(await refusalOf(handOverCard(app, issuer, { scan: first.scan, collector }))).toBe('CARD_NOT_HERE')
  expect(await contentOf(app)).toEqual(before)
  expect(await cardOf(second.id)).toMatchObject({ status: 'AT_UNIT' })
})

test('a card is not handed over, and nothing is changed, for a QR that is another’s, altered or none', async () => {
  const { app } = running
  const { scan, number } = await waitingCard()
  const before = await contentOf(app)
  const refusal = (text: string) => refusalOf(handOverCard(app, issuer, { scan: text, collector }))
  expect(await refusal(scan.replace(number, '001190999999'))).toBe('CARD_NOT_HERE')
  expect(await refusal(scan.replace('NGUYỄN', 'TRẦN'))).toBe('CARD_NOT_HERE')
  expect(await refusal('https://example.invalid/')).toBe('ILLEGAL_CARD_QR')
  expect(await refusal('')).toBe('ILLEGAL_CARD_QR')
  expect(await contentOf(app)).toEqual(before)
})

test('a card is not handed over, and nothing is changed, in another province or by another role', async () => {
  const { app } = running
  const { scan } = await waitingCard()
  const before = await contentOf(app)
  const input = { scan, collector } as const
  expect(await refusalOf(handOverCard(app, officerOf('ISSUING_OFFICER', '79'), input))).toBe('FORBIDDEN')
  expect(await refusalOf(handOverCard(app, officerOf('APPROVER'), input))).toBe('FORBIDDEN')
  expect(await contentOf(app)).toEqual(before)
})

test('one card cannot be handed over twice', async () => {
  const { app } = running
  const { scan } = await waitingCard()
  const outcomes = await Promise.all(
    [1, 2].map(() => refusalOf(handOverCard(app, issuer, { scan, collector }))),
  )
  expect(outcomes.filter((code) => code === 'NOT_REFUSED')).toHaveLength(1)
})

test('a scanner that decomposes letters and adds blanks is understood', async () => {
  const { id, scan } = await waitingCard()
  await handOverCard(running.app, issuer, { scan: ` ${scan.normalize('NFD')} \r\n`, collector })
  expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
})
