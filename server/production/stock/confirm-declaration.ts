import type { MinutesBody } from '../../../core/documents/minutes.ts'
import { type SpoilClass, spoilClasses } from '../../../core/production/spoil-classes.ts'
import { DomainError } from '../../../core/errors.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import type { StockDeclaration } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { moveMany } from '../../kernel/move-many.ts'
import { recordId } from '../../kernel/record-id.ts'
import { type DeclarationKind, declarationKinds, demandDeclarable } from './declare-stock.ts'
import { findBlanks } from './find-blanks.ts'
import { loseBlanks } from './lose-blanks.ts'
import { moveBlanks, theseBlanks } from './move-blanks.ts'
import { openStore, placeOf, type Store } from './stores.ts'
import { AnotherOfficerNeeded, officerIdOf, writeMinutes } from './write-minutes.ts'

/** Confirmed or withdrawn already. */
export class DeclarationDecided extends DomainError<'DECLARATION_DECIDED'> {
  constructor() {
    super('DECLARATION_DECIDED', {
      vi: 'Đề nghị này đã được xác nhận hoặc đã rút. Hãy tải lại danh sách.',
      en: 'This declaration was confirmed or withdrawn already. Reload the list.',
    })
  }
}

/** The declaration and its store, for an officer whose role reaches it. */
export async function reachDeclaration(app: App, actor: Actor, id: string) {
  demand(actor, 'stock.declare')
  const declaration = await app.db.stockDeclaration.findUnique({
    where: { id: recordId(id, 'stock declaration') },
  })
  if (!declaration) throw new NotFound('stock declaration')
  const store = await openStore(app, actor, { code: declaration.storeCode, action: 'stock.declare' })
  return { id: declaration.id, store }
}

/** Locked, and not decided yet. */
export async function undecided(tx: Transaction, id: string): Promise<StockDeclaration> {
  await tx.$queryRaw`SELECT 1 FROM "StockDeclaration" WHERE "id" = ${id}::uuid FOR UPDATE`
  const declaration = await tx.stockDeclaration.findUniqueOrThrow({ where: { id } })
  if (declaration.outcome !== null) throw new DeclarationDecided()
  return declaration
}

/**
 * The second officer confirms: only now blanks are LOST and hot-listed, or in the store again, or cards DESTROYED, and the record is written.
 * What was found is taken in by a keeper of the store.
 */
export async function confirmDeclaration(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly minutesId: string }> {
  const { id, store } = await reachDeclaration(app, actor, input.id)
  const decidedBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const declaration = await undecided(tx, id)
    const { serials, declaredBy, declaredAt } = declaration
    const kind = kindOf(declaration)
    if (declaredBy === decidedBy) throw new AnotherOfficerNeeded('stock.declare')
    if (kind === 'FOUND') await openStore(app, actor, { code: store.code, action: 'stock.keep' })
    await demandDeclarable(tx, { kind, storeCode: store.code, serials })
    const body = await bodyOf(tx, store, { ...declaration, kind })
    await carryOut(tx, kind, { serials, storeCode: store.code, actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'stock.confirm',
      subjectKind: 'stock declaration',
      subjectId: id,
      details: { kind, count: serials.length },
    })
    const { id: minutesId } = await writeMinutes(tx, app, {
      centre: store.code,
      body,
      signatures: [
        { officerId: declaredBy, part: 'DECLARER', at: declaredAt },
        { officerId: decidedBy, part: 'CONFIRMER', at: instantAt(at) },
      ],
    })
    if (kind === 'DESTRUCTION')
      await tx.spoilage.updateMany({
        where: { blankSerial: { in: serials } },
        data: { destructionId: minutesId },
      })
    const decision = { outcome: 'CONFIRMED', decidedBy, decidedAt: instantAt(at), minutesId }
    await tx.stockDeclaration.update({ where: { id }, data: decision })
    return { minutesId }
  })
}

const kindOf = ({ kind }: StockDeclaration): DeclarationKind =>
  declarationKinds.find((known) => known === kind) ?? 'DESTRUCTION'

async function carryOut(
  tx: Transaction,
  kind: DeclarationKind,
  confirmed: Parameters<typeof findBlanks>[1],
): Promise<void> {
  const { serials, actor, at } = confirmed
  switch (kind) {
    case 'LOSS':
      return loseBlanks(tx, { serials, reason: 'LOST', actor, at })
    case 'FOUND':
      return findBlanks(tx, confirmed)
    case 'DESTRUCTION':
      await moveBlanks(tx, theseBlanks(serials), { event: 'destroy', actor, at })
      return destroyCards(tx, { serials, actor, at })
  }
}

/** Blanks that had become cards: the card ends with its plastic. */
async function destroyCards(
  tx: Transaction,
  { serials, actor, at }: { readonly serials: readonly string[]; readonly actor: Actor; readonly at: number },
): Promise<void> {
  const cards = await tx.card.findMany({
    where: { serial: { in: [...serials] }, status: { in: ['REVOKED', 'REPLACED', 'EXPIRED'] } },
    select: { id: true },
  })
  const ids = cards.map(({ id }) => id)
  await moveMany(tx, cardLifecycle, ids, { event: 'destroy', actor, at })
}

interface Declared {
  readonly kind: DeclarationKind
  readonly serials: readonly string[]
  readonly reason: string
}

async function bodyOf(
  tx: Transaction,
  store: Store,
  { kind, serials, reason }: Declared,
): Promise<MinutesBody> {
  if (kind !== 'DESTRUCTION') {
    const blanks = await tx.blankCard.findMany({
      where: { serial: { in: [...serials] } },
      select: { serial: true, chipSerial: true },
      orderBy: { serial: 'asc' },
    })
    return { kind, store: placeOf(store), reason, blanks }
  }
  const spoiled = await tx.spoilage.findMany({
    where: { blankSerial: { in: [...serials] } },
    orderBy: { blankSerial: 'asc' },
  })
  const witnesses = await tx.officer.findMany({
    where: { id: { in: [...new Set(spoiled.map(({ witnessId }) => witnessId ?? ''))].filter(Boolean) } },
    select: { id: true, name: true },
  })
  const names = new Map(witnesses.map(({ id, name }) => [id, name]))
  return {
    kind,
    store: placeOf(store),
    reason,
    cards: spoiled.map((one) => ({
      serial: one.blankSerial,
      spoilClass: spoilClasses.find((known): known is SpoilClass => known === one.failClass) ?? 'MACHINE',
      reason: one.reason,
      spoiledAt: one.at.toISOString(),
      chipSerial: one.chipSerial,
      witness: names.get(one.witnessId ?? '') ?? '',
    })),
  }
}
