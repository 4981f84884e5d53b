import { type NoticeKind, noticeOf } from '../../../core/notices/notice-events.ts'
import { sendableFrom } from '../../../core/notices/send-times.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { configuredChannels, type NoticeChannel } from './carriers.ts'

const atOnce = 500

interface Event {
  readonly record: string
  readonly recordId: string
  readonly version: string
  readonly event: string
  readonly from: string
  readonly to: string
}

interface Due {
  readonly eventKey: string
  readonly kind: NoticeKind
  readonly applicationId: string | null
  readonly appointmentId: string | null
}

/**
 * Job: makes messages of what happened since it last looked. Events are taken and messages written in one transaction; the key of the event
 * keeps a message from being made twice. Gives how many were made.
 */
export async function raiseNotices(app: App): Promise<number> {
  let raised = 0
  for (;;) {
    const some = await app.db.$transaction((tx) => raiseSome(tx, app))
    raised += some.raised
    if (some.taken < atOnce) return raised
  }
}

async function raiseSome(tx: Transaction, app: App): Promise<{ taken: number; raised: number }> {
  const events = await tx.$queryRaw<Event[]>`
    DELETE FROM "NoticeEvent" WHERE "id" IN (
      SELECT "id" FROM "NoticeEvent" ORDER BY "id" LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
    RETURNING "record", "recordId", "version", "event", "from", "to"`
  const due = await subjectsOf(
    tx,
    events.flatMap((event) => {
      const kind = noticeOf(event)
      return kind === null ? [] : [{ ...event, kind }]
    }),
  )
  const channels = await channelsOf(tx, app, due)
  const at = instantAt(app.clock())
  const notBefore = instantAt(sendableFrom(app.clock()))
  const { count } = await tx.notification.createMany({
    data: due.flatMap((one) =>
      [...(channels.get(one.applicationId ?? one.appointmentId ?? '') ?? [])].map((channel) => ({
        ...one,
        channel,
        notBefore,
        createdAt: at,
      })),
    ),
    skipDuplicates: true,
  })
  return { taken: events.length, raised: count }
}

/** A card's events are told to whoever asked for it. */
async function subjectsOf(
  tx: Transaction,
  events: readonly (Event & { readonly kind: NoticeKind })[],
): Promise<readonly Due[]> {
  const cardIds = events.filter(({ record }) => record === 'card').map(({ recordId }) => recordId)
  const cards =
    cardIds.length === 0
      ? []
      : await tx.card.findMany({ where: { id: { in: cardIds } }, select: { id: true, applicationId: true } })
  const fileOf = new Map(cards.map(({ id, applicationId }) => [id, applicationId]))
  return events.map(({ record, recordId, version, event, kind }) => ({
    eventKey: `${record}:${recordId}:${event}:${version}`,
    kind,
    applicationId:
      record === 'appointment' ? null : record === 'card' ? (fileOf.get(recordId) ?? null) : recordId,
    appointmentId: record === 'appointment' ? recordId : null,
  }))
}

/** By which channels each file or booking is reached: by mail, and by Zalo or else by text message. */
async function channelsOf(
  tx: Transaction,
  { env }: App,
  due: readonly Due[],
): Promise<ReadonlyMap<string, readonly NoticeChannel[]>> {
  const can = configuredChannels(env.notices)
  if (due.length === 0 || can.size === 0) return new Map()
  const idsOf = (key: 'applicationId' | 'appointmentId') => [
    ...new Set(due.flatMap((one) => (one[key] === null ? [] : [one[key]]))),
  ]
  const reached = await tx.$queryRaw<{ id: string; phone: boolean; email: boolean }[]>`
    SELECT "id", "phone" IS NOT NULL AS "phone", "email" IS NOT NULL AS "email"
    FROM "Application" WHERE "id" = ANY(${idsOf('applicationId')}::uuid[])
    UNION ALL
    SELECT b."id", COALESCE(b."phone", a."phone") IS NOT NULL, a."email" IS NOT NULL
    FROM "Appointment" b LEFT JOIN "Application" a ON a."id" = b."fileId"
    WHERE b."id" = ANY(${idsOf('appointmentId')}::uuid[])`
  const byPhone: NoticeChannel = can.has('ZALO') ? 'ZALO' : 'SMS'
  return new Map(
    reached.map(({ id, phone, email }) => [
      id,
      [...(email ? (['EMAIL'] as const) : []), ...(phone ? [byPhone] : [])].filter((one) => can.has(one)),
    ]),
  )
}
