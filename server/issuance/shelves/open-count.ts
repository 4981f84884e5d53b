import { DomainError } from '../../../core/errors.ts'
import type { ShelfCount } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

export class CountClosed extends DomainError<'COUNT_CLOSED'> {
  constructor() {
    super('COUNT_CLOSED', {
      vi: 'Lần kiểm kê này đã chốt. Hãy mở lần kiểm kê mới.',
      en: 'This count is closed. Begin another one.',
    })
  }
}

/** The open count, locked, for an officer of its place. */
export async function openCount(
  tx: Transaction,
  app: App,
  { actor, id }: { readonly actor: Actor; readonly id: string },
): Promise<ShelfCount> {
  demand(actor, 'shelf.count')
  const countId = recordId(id, 'shelf count')
  await tx.$queryRaw`SELECT 1 FROM "ShelfCount" WHERE "id" = ${countId}::uuid FOR UPDATE`
  const count = await tx.shelfCount.findUnique({ where: { id: countId } })
  const centre = count && (await tx.centre.findUnique({ where: { code: count.centreCode } }))
  if (!centre) throw new NotFound('shelf count')
  await authorise(app, actor, 'shelf.count', centre.unitCode)
  if (count.closedAt !== null) throw new CountClosed()
  return count
}
