import { composeNotice } from '../../../core/notices/notice-texts.ts'
import type { NoticeKind } from '../../../core/notices/notice-events.ts'
import { retryAt } from '../../../core/notices/send-times.ts'
import { notificationLifecycle } from '../../../core/lifecycle/notification.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { addresseeOf, addressOf } from './addressees.ts'
import { type Carrier, type Delivery, type NoticeChannel, openCarrier } from './carriers.ts'
import { otherWay } from './other-way.ts'

const atOnce = 20
/** A try that has not ended by then was cut off by a crash: it is made again under the same id. */
const tryMs = 10 * 60_000

interface Waiting {
  readonly id: string
  readonly eventKey: string
  readonly channel: NoticeChannel
  readonly kind: NoticeKind
  readonly status: string
  readonly version: number
  readonly attempts: number
  readonly applicationId: string | null
  readonly appointmentId: string | null
}

/**
 * Job: sends what is due. Each message is marked as being sent before it leaves; a carrier that takes none of a handful is left alone until
 * the next run. Gives how many left.
 */
export async function sendNotices(app: App): Promise<number> {
  const carriers = new Map<NoticeChannel, Carrier | null>()
  const carrierOf = (channel: NoticeChannel) => {
    if (!carriers.has(channel)) carriers.set(channel, openCarrier(channel, app))
    return carriers.get(channel) ?? null
  }
  let sent = 0
  try {
    for (;;) {
      const taken = await app.db.$transaction((tx) => takeSome(tx, app))
      const outcomes = await Promise.all(taken.map((one) => sendOne(app, one, carrierOf(one.channel))))
      const left = outcomes.filter((outcome) => outcome === 'sent').length
      sent += left
      if (taken.length < atOnce || !outcomes.some((outcome) => outcome !== 'failed')) return sent
    }
  } finally {
    for (const carrier of carriers.values()) carrier?.close()
  }
}

/** Marks what is due as being sent. What a crash left so is first put back. */
async function takeSome(tx: Transaction, app: App): Promise<readonly Waiting[]> {
  const at = app.clock()
  const due = await tx.$queryRaw<Waiting[]>`
    SELECT "id", "eventKey", "channel", "kind", "status", "version", "attempts", "applicationId", "appointmentId"
    FROM "Notification" WHERE "status" IN ('QUEUED', 'SENDING') AND "notBefore" <= ${instantAt(at)}
    ORDER BY "notBefore" LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`
  const taken: Waiting[] = []
  for (const one of due) {
    const data = { notBefore: instantAt(at + tryMs), attempts: one.attempts + 1 }
    const step = { actor: systemActor, at }
    const queued =
      one.status === 'QUEUED'
        ? { ...one, key: one.id }
        : await move(
            tx,
            notificationLifecycle,
            { ...one, key: one.id },
            { ...step, event: 'fail', reason: 'CUT_OFF' },
          )
    const moved = await move(tx, notificationLifecycle, queued, { ...step, event: 'send', data })
    taken.push({ ...one, status: moved.status, version: moved.version, attempts: data.attempts })
  }
  return taken
}

async function sendOne(app: App, one: Waiting, carrier: Carrier | null): Promise<Delivery['outcome']> {
  const delivery = await tryToSend(app, one, carrier)
  await app.db.$transaction((tx) => settle(tx, app, one, delivery))
  return delivery.outcome
}

async function tryToSend(app: App, one: Waiting, carrier: Carrier | null): Promise<Delivery> {
  const addressee = await addresseeOf(app, one)
  const to = addressee && addressOf(addressee, one.channel)
  if (!addressee || to === null) return { outcome: 'refused', errorCode: 'NO_ADDRESS' }
  if (!carrier) return { outcome: 'failed', errorCode: 'NO_CARRIER' }
  const { subject, text } = composeNotice(one.kind, addressee.language, addressee.facts)
  return carrier.deliver({ id: one.id, to, subject, text })
}

async function settle(tx: Transaction, app: App, one: Waiting, delivery: Delivery): Promise<void> {
  const at = app.clock()
  const record = { key: one.id, status: one.status, version: one.version }
  const step = { actor: systemActor, at }
  if (delivery.outcome === 'sent') {
    const data = { sentAt: instantAt(at), carrierId: delivery.carrierId, errorCode: null }
    await move(tx, notificationLifecycle, record, { ...step, event: 'sent', data })
    return
  }
  const { outcome, errorCode } = delivery
  const again = outcome === 'failed' ? retryAt(at, one.attempts) : null
  if (again !== null) {
    const data = { notBefore: instantAt(again), errorCode }
    await move(tx, notificationLifecycle, record, { ...step, event: 'fail', reason: errorCode, data })
    return
  }
  await move(tx, notificationLifecycle, record, {
    ...step,
    event: 'giveUp',
    reason: errorCode,
    data: { errorCode },
  })
  await otherWay(tx, app, one)
}
