import type { App } from '../kernel/app.ts'
import { NotFound } from '../kernel/errors.ts'
import { type StageRun } from '../kernel/stages.ts'
import type { Transaction } from '../kernel/db.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'

/**
 * The second stage: is the number still in force, and is there no other open file of the same person under another
 * number? Clears the file for approval, or returns it. Biometric search joins here.
 */
export async function screenApplication(app: App, run: StageRun): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const application = await tx.application.findUnique({
      where: { id: run.applicationId },
      select: { ...movableApplication, residentId: true, number: true },
    })
    if (!application?.residentId || !application.number) throw new NotFound('application')
    if (application.status === 'SCREENING') {
      const move = (await isInForce(tx, application.number))
        ? (await hasTwin(tx, application.residentId))
          ? ({ event: 'returnToDesk', reasons: ['POSSIBLY_REGISTERED'] } as const)
          : ({ event: 'clear' } as const)
        : ({ event: 'refuse', reasons: ['NUMBER_NOT_IN_FORCE'] } as const)
      await moveApplication(tx, app, application, { ...move, actor: run.actor })
    }
    await run.finish(tx)
  })
}

async function isInForce(tx: Transaction, number: string): Promise<boolean> {
  const entry = await tx.identityNumber.findUnique({
    where: { number },
    select: { status: true, resident: { select: { deathOn: true } } },
  })
  return entry?.status === 'ACTIVE' && entry.resident.deathOn === null
}

/** Another resident with an open file and the same name, birth date and mother. */
async function hasTwin(tx: Transaction, residentId: string): Promise<boolean> {
  const twins = await tx.$queryRaw<{ id: string }[]>`
    SELECT other."id"
    FROM "Resident" me
    JOIN "Relationship" mother ON mother."residentId" = me."id" AND mother."kind" = 'MOTHER' AND mother."validTo" IS NULL
    JOIN "Resident" other ON other."nameMatchingKey" = me."nameMatchingKey" AND other."birthDate" = me."birthDate"
      AND other."id" <> me."id"
    JOIN "Relationship" same ON same."residentId" = other."id" AND same."kind" = 'MOTHER' AND same."validTo" IS NULL AND same."name" = mother."name"
    JOIN "Application" a ON a."residentId" = other."id" AND a."producesCard"
      AND a."status" NOT IN ('ISSUED', 'COMPLETED', 'REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED')
    WHERE me."id" = ${residentId}::uuid
    LIMIT 1`
  return twins.length > 0
}
