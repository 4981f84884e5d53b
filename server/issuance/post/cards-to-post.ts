import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { postObstacle } from '../../../core/issuance/post.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { slotLabel } from '../shelves/assign-slots.ts'

export interface CardToPost {
  readonly id: string
  readonly serial: string
  readonly slot: string | null
  readonly applicationCode: string
  readonly readyOn: CalendarDate | null
  readonly obstacle: string | null
}

const mostShown = 50

/** Cards of the officer's units that wait to be posted, the oldest first. */
export async function cardsToPost(app: App, actor: Actor): Promise<readonly CardToPost[]> {
  const units = await reachOf(app, actor, 'card.post')
  const rows = await app.db.card.findMany({
    where: {
      status: 'AT_UNIT',
      application: { status: 'READY', delivery: { path: ['kind'], equals: 'POST' } },
      ...(units && { unitCode: { in: [...units] } }),
    },
    select: {
      id: true,
      serial: true,
      slot: true,
      application: {
        select: { code: true, readyOn: true, flags: true, biometricsFromId: true, surrendered: true },
      },
    },
    orderBy: { id: 'asc' },
    take: mostShown,
  })
  return rows.map(({ application: file, slot, ...card }) => {
    const surrendered = packetManifestSchema.shape.surrendered.parse(file.surrendered ?? [])
    return {
      ...card,
      slot: slot && slotLabel(slot),
      applicationCode: file.code,
      readyOn: file.readyOn && calendarDateOf(file.readyOn),
      obstacle: postObstacle({ ...file, delivery: 'POST', surrendered })?.code ?? null,
    }
  })
}
