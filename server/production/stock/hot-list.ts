import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** A blank or card that must be nowhere was read: whoever holds it keeps it, and calls. */
export class HotListed extends DomainError<'HOT_LISTED'> {
  constructor(place: HotListPlace) {
    super(
      'HOT_LISTED',
      {
        vi: 'Phôi hoặc thẻ này đã được báo mất hoặc đã hủy. Giữ lại, không dùng, không trả cho ai, và báo ngay cho thủ kho phôi thẻ. Hệ thống đã ghi cảnh báo.',
        en: 'This blank or card was reported lost, or was destroyed. Keep it, do not use it, hand it to nobody, and call the stock keeper at once. An alarm was raised.',
      },
      { place },
    )
  }
}

/** Where serials are read. */
export const hotListPlaces = [
  'FEED',
  'CHIP',
  'TRAY',
  'QUALITY',
  'PARCEL',
  'CENTRE',
  'HAND_OVER',
  'INSPECTION',
  'STORE',
] as const
export type HotListPlace = (typeof hotListPlaces)[number]

/** What was read, by whom: numbers on cards, the one in a chip, or the hash of its EF.SOD. */
export type SerialRead = { readonly place: HotListPlace; readonly actor: Actor } & (
  | { readonly serial: string }
  | { readonly serials: readonly string[] }
  | { readonly chipSerial: string }
  | { readonly sodSha256: string }
)

/**
 * Serials on the list among what was read. Where the maker told no numbers, two blanks whose serials end alike have chips of one number:
 * either is kept until somebody has looked.
 */
async function listed(tx: Transaction, read: SerialRead): Promise<readonly string[]> {
  const which = await soughtBy(tx, read)
  if (which === null) return []
  const entries = await tx.hotListEntry.findMany({
    where: { ...which, foundAt: null },
    select: { serial: true },
    orderBy: { serial: 'asc' },
  })
  return entries.map(({ serial }) => serial)
}

async function soughtBy(tx: Transaction, read: SerialRead) {
  if ('serial' in read) return { serial: read.serial }
  if ('serials' in read) return { serial: { in: [...read.serials] } }
  if ('chipSerial' in read) return { chipSerial: read.chipSerial }
  const { sodSha256 } = read
  const chip = await tx.chipRecord.findUnique({ where: { sodSha256 }, select: { chipSerial: true } })
  return chip && { chipSerial: chip.chipSerial }
}

/**
 * Called wherever a serial is read. The alarm is written beside the caller's transaction, which the refusal undoes; asked again it is raised
 * once for each reader, until somebody answers it. Throws {@link HotListed}.
 */
export async function alarmIfHotListed(tx: Transaction, app: App, read: SerialRead): Promise<void> {
  const serials = await listed(tx, read)
  if (serials.length === 0) return
  const { place, actor } = read
  const actorId = actor.id ?? actor.kind
  // Without an audit entry: its chain may be locked by the caller's transaction.
  await app.db.$executeRaw`
    INSERT INTO "HotListAlarm" ("id", "serial", "at", "place", "actorId")
    SELECT gen_random_uuid(), r.serial, ${instantAt(app.clock())}, ${place}, ${actorId}
    FROM unnest(${[...serials]}::text[]) AS r(serial)
    WHERE NOT EXISTS (SELECT 1 FROM "HotListAlarm" a
      WHERE a."serial" = r.serial AND a."place" = ${place} AND a."actorId" = ${actorId} AND a."answerAt" IS NULL)`
  app.log.warn({ place, count: serials.length }, 'a hot-listed serial was read')
  throw new HotListed(place)
}
