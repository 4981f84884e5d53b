import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { demandBlanks } from './demand-blanks.ts'
import { BlanksNotThere, losableStates } from './lose-blanks.ts'
import { detailOf } from './record-detail.ts'
import { openStore } from './stores.ts'
import { officerIdOf } from './write-minutes.ts'

export const declarationKinds = ['LOSS', 'FOUND', 'DESTRUCTION'] as const
export type DeclarationKind = (typeof declarationKinds)[number]

/** Spoiled cards that no second officer has seen yet are not destroyed. */
export class WitnessMissing extends DomainError<'WITNESS_MISSING'> {
  constructor(count: number) {
    super(
      'WITNESS_MISSING',
      {
        vi: 'Có thẻ hỏng chưa được cán bộ thứ hai xác nhận. Hãy xác nhận các thẻ này trước khi lập biên bản tiêu hủy.',
        en: 'Some spoiled cards have no witness yet. Have them witnessed before they are destroyed.',
      },
      { count },
    )
  }
}

export interface StockDeclared {
  readonly kind: DeclarationKind
  readonly storeCode: string
  readonly serials: readonly string[]
  readonly reason: string
}

/** One officer says that blanks are lost, or found again, or that spoiled cards are to be destroyed. Nothing changes until another confirms it. */
export async function declareStock(
  app: App,
  actor: Actor,
  input: StockDeclared,
): Promise<{ readonly id: string }> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.declare' })
  const serials = [...new Set(input.serials.map((serial) => serial.trim().toUpperCase()))].toSorted()
  if (serials.length === 0 || serials.length > mostCardsInMinutes) throw new TooManyForMinutes()
  const reason = detailOf(input.reason, 'reason')
  const declaredBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { kind } = input
    await demandDeclarable(tx, { kind, storeCode: store.code, serials })
    const declaration = { kind, storeCode: store.code, serials, reason, declaredBy }
    const { id } = await tx.stockDeclaration.create({
      data: { ...declaration, declaredAt: instantAt(at) },
      select: { id: true },
    })
    await audit(tx, {
      actor,
      at,
      action: 'stock.declare',
      subjectKind: 'stock declaration',
      subjectId: id,
      details: { kind, count: serials.length },
    })
    return { id }
  })
}

/** What may be declared, when it is declared and again when it is confirmed. */
export async function demandDeclarable(
  tx: Transaction,
  { kind, storeCode, serials }: Omit<StockDeclared, 'reason'>,
): Promise<void> {
  // Where a blank turns up need not be where it was lost.
  if (kind === 'FOUND') return demandLost(tx, serials)
  await demandBlanks(tx, { serials, storeCode, states: kind === 'LOSS' ? losableStates : ['SPOILED'] })
  if (kind === 'LOSS') return
  const unseen = await tx.spoilage.count({ where: { blankSerial: { in: [...serials] }, witnessId: null } })
  const recorded = await tx.spoilage.count({ where: { blankSerial: { in: [...serials] } } })
  if (unseen > 0 || recorded < serials.length) throw new WitnessMissing(unseen + serials.length - recorded)
}

async function demandLost(tx: Transaction, serials: readonly string[]): Promise<void> {
  const lost = await tx.blankCard.findMany({
    where: { serial: { in: [...serials] }, status: 'LOST' },
    select: { serial: true },
  })
  if (lost.length === serials.length) return
  const known = new Set(lost.map(({ serial }) => serial))
  const firstAmiss = serials.find((serial) => !known.has(serial)) ?? null
  throw new BlanksNotThere({ asked: serials.length, there: lost.length, firstAmiss })
}
