import type { PreRegistered } from '../../../core/contracts/kiosk-day.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { declaredSchema } from '../../../core/enrollment/pre-registration.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'

type Row = Prisma.PreRegistrationGetPayload<{ include: { papers: true } }>

/** What people handed in from home for a visit, by their numbers; the caller has made sure that the numbers are theirs. */
export async function preRegistered(
  app: App,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, PreRegistered>> {
  const holders = await app.db.identityNumber.findMany({
    where: { number: { in: [...numbers] } },
    select: { number: true, residentId: true },
  })
  const rows = await app.db.preRegistration.findMany({
    where: { residentId: { in: holders.map((one) => one.residentId) }, ...waitingForVisit },
    include: { papers: { orderBy: { id: 'asc' } } },
  })
  const filledIn = new Map(rows.map((row) => [row.residentId, row]))
  return new Map(
    holders.flatMap(({ number, residentId }) => {
      const row = filledIn.get(residentId)
      return row ? [[number, asTheDeskReads(row)] as const] : []
    }),
  )
}

export const waitingForVisit = { status: 'SUBMITTED', channel: 'VISIT' } as const

function asTheDeskReads(row: Row): PreRegistered {
  const { id, kind, reason, phone, email } = row
  const byType = Map.groupBy(row.papers, ({ type }) => type)
  return {
    id,
    kind,
    reason,
    declared: { ...declaredSchema.parse(row.declared) },
    contact: { phone, email },
    delivery: packetManifestSchema.shape.delivery.parse(row.delivery),
    papers: [...byType].map(([type, pages]) => ({ type, pages: pages.length })),
  }
}
