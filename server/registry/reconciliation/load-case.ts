import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A case that is about to be moved: nobody else moves it, or its form, meanwhile. */
export async function lockCase(tx: Transaction, id: string) {
  const caseId = recordId(id, 'conflict case')
  await tx.$queryRaw`SELECT 1 FROM "ConflictCase" WHERE "id" = ${caseId}::uuid FOR UPDATE`
  const found = await tx.conflictCase.findUnique({ where: { id: caseId }, include: { form: true } })
  if (!found) throw new NotFound('conflict case')
  return { ...found, key: found.id }
}
export type LockedCase = Awaited<ReturnType<typeof lockCase>>

/** Whether its form waits for the decision. */
export const formWaits = ({ form }: Pick<LockedCase, 'form'>) => form?.status === 'TRANSMITTED'

/** Whether a row of a locality's own data opened it, which was not loaded or contradicts the register. */
export const isImported = ({ origin, form }: Pick<LockedCase, 'origin' | 'form'>) =>
  origin === 'IMPORT' && form === null
