import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { PacketManifest } from '../../../../core/enrollment/packet.ts'
import { approveApplication } from '../../../../server/enrollment/approve-application.ts'
import { decideFee } from '../../../../server/enrollment/fees/decide-fee.ts'
import { demandFee, feeOutstanding } from '../../../../server/enrollment/fees/fee-outstanding.ts'
import { takeCash } from '../../../../server/enrollment/fees/take-cash.ts'
import { moveApplication } from '../../../../server/enrollment/move-application.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Desk, openDesk } from '../../../support/desk.ts'
import { officerOf } from '../../../support/officers.ts'
import { owingFile, paymentOf } from '../../../support/payments.ts'
import { registerResident } from '../../../support/people.ts'
import { apply } from '../../../support/pipeline.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
})
afterAll(() => running.close())

async function admitted(manifest: Partial<PacketManifest>) {
  const file = await apply(desk, await registerResident(app), { manifest })
  return { file, payment: await paymentOf(app, file.id) }
}
const fee = (decision: 'DUE' | 'EXEMPT' | 'FREE', amount: number, rule: string | null) => ({
  decision,
  amount,
  rule,
  paper: null,
})

test('admission decides the fee by the day’s tables, whatever the desk said, and flags a desk that said otherwise', async () => {
  const half = 'HALF_TT_64_2025'
  const right = await admitted({ kind: 'REISSUE', reason: 'LOST', fee: fee('DUE', 35_000, half) })
  expect(right.payment).toMatchObject({
    status: 'DUE',
    amount: 35_000,
    rule: half,
    unitCode: '01',
    occasion: 0,
  })
  expect(right.file.flags).not.toContain('FEE_DIFFERS')
  const old = await admitted({ kind: 'REISSUE', reason: 'LOST', fee: fee('DUE', 70_000, null) })
  expect(old.payment).toMatchObject({ status: 'DUE', amount: 35_000 })
  expect(old.file.flags).toContain('FEE_DIFFERS')
})

test('what is free or exempt is a payment too, ended by its rule in the history', async () => {
  const free = await admitted({ kind: 'FIRST_ISSUE', reason: 'FIRST' })
  expect(free.payment).toMatchObject({ status: 'EXEMPT', amount: 0, rule: 'FIRST' })
  const history = await app.db.transition.findMany({
    where: { record: 'payment', recordId: free.payment.id },
  })
  expect(history).toMatchObject([{ event: 'exempt', fromState: 'DUE', toState: 'EXEMPT', reason: 'FIRST' }])
  const poor = await admitted({
    kind: 'EXCHANGE',
    reason: 'ON_REQUEST',
    fee: fee('EXEMPT', 0, 'POOR_HOUSEHOLD'),
  })
  expect(poor.payment).toMatchObject({ status: 'EXEMPT', rule: 'POOR_HOUSEHOLD' })
  const error = await admitted({ kind: 'EXCHANGE', reason: 'CARD_ERROR' })
  expect(error.payment).toMatchObject({ status: 'EXEMPT', rule: 'CARD_ERROR' })
  expect(error.file.fault).toBe('AUTHORITY')
})

/** The file comes in again, as its desk sent it anew. */
const again = (
  id: string,
  changes: { readonly reason?: string; readonly fault?: string; readonly exemption?: string },
) =>
  app.db.$transaction((tx) =>
    decideFee(tx, app, {
      applicationId: id,
      unitCode: '01',
      kind: 'REISSUE',
      actor: systemActor,
      // Long after the halved fee has ended: the first day’s tables stay the file’s.
      on: parseCalendarDate('2027-05-04'),
      reason: changes.reason ?? 'LOST',
      fault: changes.fault ?? null,
      exemption: changes.exemption ?? null,
    }),
  )

test('a file that comes in again keeps its day; its ground may come and go until it has paid, then it is flagged', async () => {
  const { application, payment } = await owingFile(app)
  await again(application.id, {})
  expect(await paymentOf(app, application.id)).toMatchObject({
    status: 'DUE',
    amount: 35_000,
    id: payment.id,
  })
  await again(application.id, { exemption: 'WOUNDED' })
  expect(await paymentOf(app, application.id)).toMatchObject({ status: 'EXEMPT', amount: 0, rule: 'WOUNDED' })
  await again(application.id, {})
  expect(await paymentOf(app, application.id)).toMatchObject({ status: 'DUE', amount: 35_000 })
  await takeCash(app, officerOf('RECEPTION'), { paymentId: payment.id, amount: 35_000 })
  expect((await again(application.id, {})).flags).toEqual([])
  expect((await again(application.id, { exemption: 'WOUNDED' })).flags).toEqual(['FEE_DIFFERS'])
  expect(await paymentOf(app, application.id)).toMatchObject({ status: 'PAID', amount: 35_000 })
})

test('a card that came back for its holder’s error owes an exchange besides; for the office’s error nothing', async () => {
  for (const [fault, payments] of [
    ['CITIZEN', [35_000, 25_000]],
    ['AUTHORITY', [35_000]],
  ] as const) {
    const { application } = await owingFile(app, { state: 'READY' })
    const { id } = application
    await app.db.$transaction((tx) =>
      moveApplication(tx, app, application, {
        event: 'correct',
        actor: systemActor,
        reasons: ['INCOMPLETE'],
        data: { fault },
      }),
    )
    // A citizen's own error is ruled by the day on which it is put right: still in 2026 here.
    await app.db.$transaction((tx) =>
      decideFee(tx, app, {
        applicationId: id,
        unitCode: '01',
        kind: 'REISSUE',
        reason: 'LOST',
        exemption: null,
        fault,
        on: parseCalendarDate('2026-03-10'),
        actor: systemActor,
      }),
    )
    const owed = await app.db.payment.findMany({ where: { applicationId: id }, orderBy: { occasion: 'asc' } })
    expect(owed.map(({ amount }) => amount)).toEqual(payments)
    expect(await feeOutstanding(app.db, id)).toBe(payments.reduce<number>((sum, amount) => sum + amount, 0))
  }
})

test('the counter asks for the fee unless the carrier takes it; an online file to be posted pays before its approval', async () => {
  const outstanding = async (owing: Parameters<typeof owingFile>[1]) => {
    const { application } = await owingFile(app, owing)
    const at = (point: 'APPROVAL' | 'HAND_OVER' | 'DELIVERY') => feeOutstanding(app.db, application.id, point)
    return [await at('APPROVAL'), await at('HAND_OVER'), await at('DELIVERY')]
  }
  expect(await outstanding({})).toEqual([null, 35_000, 35_000])
  expect(await outstanding({ delivery: 'POST' })).toEqual([null, null, 35_000])
  expect(await outstanding({ channel: 'ONLINE' })).toEqual([null, 35_000, 35_000])
  expect(await outstanding({ channel: 'ONLINE', delivery: 'POST' })).toEqual([35_000, 35_000, 35_000])
  expect(await outstanding({ kind: 'FIRST_ISSUE', reason: 'FIRST' })).toEqual([null, null, null])
  const { application, payment } = await owingFile(app, { channel: 'ONLINE', delivery: 'POST' })
  const approve = () => refusalOf(approveApplication(app, officerOf('APPROVER'), { id: application.id }))
  expect(await approve()).toBe('FEE_UNPAID')
  expect(await refusalOf(demandFee(app.db, application.id))).toBe('FEE_UNPAID')
  await takeCash(app, officerOf('RECEPTION'), { paymentId: payment.id, amount: 35_000 })
  expect(await approve()).not.toBe('FEE_UNPAID')
  expect(await refusalOf(demandFee(app.db, application.id))).toBe('NOT_REFUSED')
})
