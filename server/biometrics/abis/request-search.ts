import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { wakeDesks } from './wake-desks.ts'

/**
 * Asks every configured ABIS, inside the caller's transaction, to take the fingers of a reference in and to look for others
 * like them. Asked once: a second call adds only what was never asked, for instance of an ABIS configured since; `anew` looks
 * again where an answer is there, for others may have come since. Whether anything is asked: its answer will wake the file.
 */
export async function requestSearch(
  tx: Transaction,
  app: App,
  { referenceId, anew = false }: { readonly referenceId: string; readonly anew?: boolean },
): Promise<boolean> {
  // Two at the same time wait for each other here, and the second finds the messages of the first.
  const known = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "BiometricReference" WHERE "id" = ${referenceId}::uuid FOR UPDATE`
  if (known.length === 0) throw new NotFound('biometric reference')
  const asked = await tx.abisRequest.findMany({
    where: { referenceId, kind: { in: ['INSERT', 'IDENTIFY'] } },
    select: { abis: true, kind: true, status: true },
  })
  const createdAt = instantAt(app.clock())
  const missing = app.env.abis
    .flatMap(({ name: abis }) => [
      { abis, kind: 'INSERT' },
      { abis, kind: 'IDENTIFY' },
    ])
    .filter(
      (one) =>
        !asked.some(({ abis, kind, status }) => {
          const counts = !anew || kind === 'INSERT' || isUnderWay(status)
          return counts && abis === one.abis && kind === one.kind
        }),
    )
  if (missing.length === 0) return asked.some(({ kind, status }) => kind === 'IDENTIFY' && isUnderWay(status))
  await tx.abisRequest.createMany({ data: missing.map((one) => ({ ...one, referenceId, createdAt })) })
  await wakeDesks(tx)
  return true
}

const isUnderWay = (status: string) => status === 'QUEUED' || status === 'SENT'
