import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { notificationLifecycle } from '../../../core/lifecycle/notification.ts'
import { retryAt } from '../../../core/notices/send-times.ts'
import { DomainError } from '../../../core/errors.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { gatewaySignature } from './carriers.ts'
import { otherWay } from './other-way.ts'

/** It does not come from the gateway, is too old, or says nothing that is understood. */
export class ReceiptRefused extends DomainError<'RECEIPT_REFUSED'> {
  constructor(fault: 'SIGNATURE' | 'TIME' | 'FORM') {
    super(
      'RECEIPT_REFUSED',
      {
        vi: 'Báo phát của cổng nhắn tin không hợp lệ. Hãy kiểm tra khóa chung và đồng hồ của hai bên.',
        en: 'The gateway’s delivery receipt is not valid. Check the shared secret and the clocks of both sides.',
      },
      { fault },
    )
  }
}

/** A receipt that is older than this was perhaps listened to and is said again. */
const freshMs = 5 * 60_000
/** A message that came back so often is not sent the same way again. */
const mostBounces = 3

const receiptSchema = z.strictObject({
  id: z.string().min(1).max(200),
  outcome: z.enum(['DELIVERED', 'BOUNCED']),
})

export interface SignedReceipt {
  /** Seconds since 1970, as the gateway signed them. */
  readonly time: string
  readonly signature: string
  readonly body: string
}

/** What the gateway says became of a message. Said twice it changes nothing; of a message that nobody knows likewise. */
export async function receiveReceipt(app: App, signed: SignedReceipt): Promise<void> {
  const { id: carrierId, outcome } = readReceipt(app, signed)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const [one] = await tx.notification.findMany({ where: { carrierId, status: 'SENT' }, take: 1 })
    if (!one) return
    const record = { key: one.id, status: one.status, version: one.version }
    const step = { actor: systemActor, at }
    if (outcome === 'DELIVERED') {
      await move(tx, notificationLifecycle, record, { ...step, event: 'confirm' })
      return
    }
    const again = one.attempts < mostBounces ? retryAt(at, one.attempts) : null
    if (again !== null) {
      const data = { notBefore: instantAt(again), errorCode: 'BOUNCED' }
      await move(tx, notificationLifecycle, record, { ...step, event: 'bounce', data })
      return
    }
    const data = { errorCode: 'BOUNCED' }
    await move(tx, notificationLifecycle, record, { ...step, event: 'giveUp', reason: 'BOUNCED', data })
    await otherWay(tx, app, { ...one, channel: one.channel === 'ZALO' ? 'ZALO' : 'SMS' })
  })
}

function readReceipt({ env, clock }: App, { time, signature, body }: SignedReceipt) {
  const { secret } = env.notices
  if (secret === null) throw new ReceiptRefused('SIGNATURE')
  const expected = Buffer.from(gatewaySignature(secret, { time, body }))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new ReceiptRefused('SIGNATURE')
  if (!(Math.abs(clock() - Number(time) * 1000) <= freshMs)) throw new ReceiptRefused('TIME')
  try {
    return receiptSchema.parse(JSON.parse(body))
  } catch {
    throw new ReceiptRefused('FORM')
  }
}
