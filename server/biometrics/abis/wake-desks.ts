import type { Transaction } from '../../kernel/db.ts'

/** What the desks listen to (abis-desks.ts): there is something to send. */
export const deskChannel = 'abis'

/** Heard when the caller's transaction commits; a desk that misses it looks by itself within seconds. */
export async function wakeDesks(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${deskChannel}, '')`
}
