import { sendableFrom } from '../../../core/notices/send-times.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { configuredChannels, type NoticeChannel } from './carriers.ts'

/** Where one way fails for good, the next is tried; the text message is the last. */
const nextWay: Readonly<Record<NoticeChannel, NoticeChannel | null>> = {
  EMAIL: 'SMS',
  ZALO: 'SMS',
  SMS: null,
}

interface Failed {
  readonly eventKey: string
  readonly channel: NoticeChannel
  readonly kind: string
  readonly applicationId: string | null
  readonly appointmentId: string | null
}

/** Queues the message on the next channel, unless it went there already. */
export async function otherWay(tx: Transaction, app: App, failed: Failed): Promise<void> {
  const channel = nextWay[failed.channel]
  if (channel === null || !configuredChannels(app.env.notices).has(channel)) return
  // A Zalo message of the same event reaches the same telephone.
  const alike = await tx.notification.count({
    where: { eventKey: failed.eventKey, channel: { in: ['ZALO', 'SMS'] }, status: { not: 'DEAD' } },
  })
  if (alike > 0) return
  const { eventKey, kind, applicationId, appointmentId } = failed
  const at = app.clock()
  await tx.notification.createMany({
    data: [
      {
        eventKey,
        kind,
        applicationId,
        appointmentId,
        channel,
        notBefore: instantAt(sendableFrom(at)),
        createdAt: instantAt(at),
      },
    ],
    skipDuplicates: true,
  })
}
