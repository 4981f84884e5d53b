import { chipSerialOf } from '../../../core/contracts/chip-order.ts'
import { blankCardLifecycle } from '../../../core/lifecycle/blank-card.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { moveBlanks, theseBlanks } from './move-blanks.ts'

/**
 * What was scanned is told back only if it looks like a serial: the QR of a card is scanned as easily, and a citizen's number has twelve
 * digits.
 */
const tellable = /^(?!\d{12}$)[0-9A-Z-]{1,32}$/

/** Some of the blanks are unknown, elsewhere, or in a state that does not allow it; none was moved. */
export class BlanksNotThere extends DomainError<'BLANKS_NOT_THERE'> {
  constructor(amiss: { readonly asked: number; readonly there: number; readonly firstAmiss: string | null }) {
    const firstAmiss = tellable.test(amiss.firstAmiss ?? '') ? amiss.firstAmiss : null
    super(
      'BLANKS_NOT_THERE',
      {
        vi: `Có phôi không thuộc nơi này, không có trong hệ thống, hoặc không ở trạng thái cho phép${firstAmiss === null ? '' : ` (ví dụ ${firstAmiss})`}. Chưa thay đổi gì. Hãy quét lại từng số.`,
        en: `Some blanks are not of this place, unknown, or in a state that does not allow it${firstAmiss === null ? '' : ` (such as ${firstAmiss})`}. Nothing was changed. Scan them again.`,
      },
      { ...amiss, firstAmiss },
    )
  }
}

/** States from which a blank can be lost. */
export const losableStates = Object.keys(blankCardLifecycle.table).filter((state) =>
  possibleEvents(blankCardLifecycle, state).includes('lose'),
)

interface Losing {
  readonly serials: readonly string[]
  /** A code. */
  readonly reason: string
  readonly actor: Actor
  readonly at: number
}

/** LOST, and on the hot list by serial and by the chip's. Throws {@link BlanksNotThere} unless all of them can be lost. */
export async function loseBlanks(tx: Transaction, { serials, reason, actor, at }: Losing): Promise<void> {
  const { count } = await moveBlanks(tx, theseBlanks(serials), { event: 'lose', actor, at, reason })
  if (count !== serials.length)
    throw new BlanksNotThere({ asked: serials.length, there: count, firstAmiss: null })
  await tx.$executeRaw`
    INSERT INTO "HotListEntry" ("serial", "chipSerial", "reason", "at", "actorId")
    SELECT b."serial", coalesce(b."chipSerial", c.chip), ${reason}, ${instantAt(at)}, ${actor.id ?? actor.kind}
    FROM unnest(${[...serials]}::text[], ${serials.map(chipSerialOf)}::text[]) AS c(serial, chip)
    JOIN "BlankCard" b ON b."serial" = c.serial AND b."status" = 'LOST'
    ON CONFLICT ("serial") DO UPDATE SET "reason" = excluded."reason", "at" = excluded."at",
      "actorId" = excluded."actorId", "foundAt" = NULL`
}
