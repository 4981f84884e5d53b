import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { adoptPapers } from './adopt-papers.ts'
import { movePreRegistration } from './move-pre-registration.ts'

interface Using {
  readonly applicationId: string
  readonly residentId: string
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
}

/**
 * In the transaction that admits a desk's file: what its applicant had handed in from home is used up, once, and the pages that
 * they sent become papers of the file. The same of pages that were sent for this file when it had been returned.
 */
export async function usePreRegistration(tx: Transaction, using: Using): Promise<void> {
  const { applicationId, residentId, actor, at } = using
  await tx.$queryRaw`
    SELECT 1 FROM "PreRegistration" WHERE "residentId" = ${residentId}::uuid AND "status" = 'SUBMITTED' FOR UPDATE`
  const waiting = await tx.preRegistration.findFirst({ where: { residentId, status: 'SUBMITTED' } })
  // One that was made for an earlier file, which came back and comes in again, keeps to it.
  const used = await tx.preRegistration.findUnique({ where: { applicationId }, select: { id: true } })
  if (waiting && !used)
    await movePreRegistration(tx, waiting, { event: 'checkIn', actor, at, data: { applicationId } })
  await adoptPapers(tx, applicationId)
}
