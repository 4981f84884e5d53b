import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import { stockTransferLifecycle } from '../../../core/lifecycle/blank-card.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { custodyMinutes, lockedTransfer, reachTransfer } from './end-transfer.ts'
import { alarmIfHotListed } from './hot-list.ts'
import { BlanksNotThere, loseBlanks } from './lose-blanks.ts'
import { moveBlanks } from './move-blanks.ts'
import { officerIdOf } from './write-minutes.ts'

/** What was counted and what is declared missing are not what was sent. */
export class TransferMismatch extends DomainError<'TRANSFER_MISMATCH'> {
  constructor(sent: number, accounted: number) {
    super(
      'TRANSFER_MISMATCH',
      {
        vi: 'Số phôi đếm được cộng với số báo thiếu không bằng số đã giao. Hãy đếm lại, quét từng phôi thiếu, hoặc từ chối nhận cả thùng.',
        en: 'What was counted and what is missing do not make up what was sent. Count again, scan each that is missing, or refuse the box.',
      },
      { sent, accounted },
    )
  }
}

/** The labels that were scanned are those of another box. */
export class WrongBox extends DomainError<'WRONG_BOX'> {
  constructor() {
    super('WRONG_BOX', {
      vi: 'Số đầu hoặc số cuối vừa quét không phải của lần giao này. Hãy kiểm tra có đúng thùng phôi không; nếu sai thì từ chối nhận.',
      en: 'The first or last serial is not of this transfer. Check whether it is the right box; refuse it if not.',
    })
  }
}

export interface TransferReceipt {
  readonly id: string
  /** Counted by hand. */
  readonly count: number
  /** Scanned from the box, as far as it was. */
  readonly firstSerial?: string | null
  readonly lastSerial?: string | null
  /** Serials that are not in the box. */
  readonly missing?: readonly string[]
}

/** The keeper of the other store takes custody and signs; what is missing is LOST and on the hot list at once. */
export async function receiveTransfer(
  app: App,
  actor: Actor,
  input: TransferReceipt,
): Promise<{ readonly minutesId: string }> {
  const place = await reachTransfer(app, actor, input.id)
  const missing = [...new Set((input.missing ?? []).map((serial) => serial.trim().toUpperCase()))]
  if (missing.length > mostCardsInMinutes) throw new TooManyForMinutes()
  const receivedBy = officerIdOf(actor)
  await alarmIfHotListed(app.db, app, { serials: labelsOf(input), place: 'STORE', actor })
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const transfer = await lockedTransfer(tx, place.id, actor)
      if (transfer.goods !== 'BLANKS') throw new NotFound('stock transfer')
      // Asked first: somebody may have ended it in between.
      const data = { receivedBy, receivedAt: instantAt(at), missing: missing.length }
      await move(tx, stockTransferLifecycle, transfer, { event: 'receive', actor, at, data })
      if (input.count + missing.length !== transfer.count)
        throw new TransferMismatch(transfer.count, input.count + missing.length)
      await loseMissing(tx, { transferId: place.id, missing, actor, at })
      await demandBox(tx, place.id, input)
      const arrived = Prisma.sql`SELECT "serial", "status" FROM "BlankCard"
        WHERE "transferId" = ${place.id}::uuid AND "status" = 'IN_TRANSFER' ORDER BY "serial" FOR UPDATE`
      const { count } = await moveBlanks(tx, arrived, {
        event: 'receive',
        actor,
        at,
        place: { storeCode: place.to.code, transferId: null },
      })
      if (count !== input.count) throw new TransferMismatch(transfer.count, count + missing.length)
      await audit(tx, {
        actor,
        at,
        action: 'stock.take-over',
        subjectKind: 'stock transfer',
        subjectId: place.id,
        details: { count, missing: missing.length },
      })
      const ended = { transfer, place, actor, outcome: 'RECEIVED', missing, reason: null } as const
      return { minutesId: await custodyMinutes(tx, app, ended) }
    },
    { timeout: 180_000 },
  )
}

const labelsOf = ({ firstSerial, lastSerial }: TransferReceipt) =>
  [firstSerial, lastSerial].flatMap((label) => (label ? [label.trim().toUpperCase()] : []))

interface Missing {
  readonly transferId: string
  readonly missing: readonly string[]
  readonly actor: Actor
  readonly at: number
}

async function loseMissing(tx: Transaction, { transferId, missing, actor, at }: Missing): Promise<void> {
  if (missing.length === 0) return
  // On the way some may have been declared lost already: they are missing too.
  const where = { transferId, status: { in: ['IN_TRANSFER', 'LOST'] }, serial: { in: [...missing] } }
  const known = await tx.blankCard.findMany({ where, select: { serial: true, status: true } })
  if (known.length !== missing.length) {
    const firstAmiss = missing.find((serial) => !known.some((one) => one.serial === serial)) ?? null
    throw new BlanksNotThere({ asked: missing.length, there: known.length, firstAmiss })
  }
  const serials = known.filter(({ status }) => status === 'IN_TRANSFER').map(({ serial }) => serial)
  await loseBlanks(tx, { serials, reason: 'MISSING_IN_TRANSFER', actor, at })
}

/** The labels that were scanned must be the lowest and the highest of what has arrived. */
async function demandBox(
  tx: Transaction,
  transferId: string,
  { firstSerial, lastSerial }: TransferReceipt,
): Promise<void> {
  const { _min, _max } = await tx.blankCard.aggregate({
    where: { transferId, status: 'IN_TRANSFER' },
    _min: { serial: true },
    _max: { serial: true },
  })
  const scanned = [
    [firstSerial, _min.serial],
    [lastSerial, _max.serial],
  ] as const
  if (scanned.some(([read, meant]) => read && read.trim().toUpperCase() !== meant)) throw new WrongBox()
}
