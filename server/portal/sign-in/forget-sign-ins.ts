import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'

const day = 86_400_000

/** Challenges that no limit counts any more, and sessions that ended a month ago; the audit keeps that they were. */
export async function forgetSignIns(app: App): Promise<void> {
  const before = (days: number) => ({ lt: instantAt(app.clock() - days * day) })
  await app.db.otpChallenge.deleteMany({ where: { createdAt: before(2) } })
  await app.db.citizenSession.deleteMany({ where: { expiresAt: before(30) } })
}
