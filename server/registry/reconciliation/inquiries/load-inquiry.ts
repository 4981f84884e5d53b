import type { Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'

/** An inquiry that is about to be moved. */
export async function loadInquiry(tx: Transaction, id: string) {
  const inquiry = await tx.residenceInquiry.findUnique({
    where: { id: recordId(id, 'residence inquiry') },
  })
  if (!inquiry) throw new NotFound('residence inquiry')
  return { ...inquiry, key: inquiry.id }
}
export type LoadedInquiry = Awaited<ReturnType<typeof loadInquiry>>
