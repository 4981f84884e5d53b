import { type PaymentCaseKind, paymentCaseKinds } from '../../../core/enrollment/judge-notice.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

const isKind = (text: string): text is PaymentCaseKind => Object.hasOwn(paymentCaseKinds, text)

/** A case with what was told, locked until the transaction ends. Throws NotFound. */
export async function lockedCase(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "PaymentCase" WHERE "id" = ${recordId(id, 'payment case')}::uuid FOR UPDATE`
  const found = await tx.paymentCase.findUnique({
    where: { id },
    include: { notice: true, refunds: { where: { status: 'ASKED' }, select: { id: true } } },
  })
  if (!found) throw new NotFound('payment case')
  if (!isKind(found.kind)) throw new Error('a case of no kind')
  return { ...found, kind: found.kind, key: found.id }
}
