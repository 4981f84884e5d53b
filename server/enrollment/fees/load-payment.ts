import { type ApplicationState } from '../../../core/lifecycle/application.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

const endedWithoutCard: ReadonlySet<string> = new Set<ApplicationState>([
  'REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'CLOSED',
])

/** Nothing comes of the file any more, and nothing is paid for it. */
export const isFileOver = (status: string): boolean => endedWithoutCard.has(status)

/** A payment, locked until the transaction ends, with where its file stands. Throws NotFound. */
export async function lockedPayment(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Payment" WHERE "id" = ${recordId(id, 'payment')}::uuid FOR UPDATE`
  const payment = await tx.payment.findUnique({
    where: { id },
    include: { application: { select: { status: true } } },
  })
  if (!payment) throw new NotFound('payment')
  const { application, ...row } = payment
  return { ...row, key: row.id, isFileOver: isFileOver(application.status) }
}
