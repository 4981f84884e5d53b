import type { Transaction } from '../../kernel/db.ts'
import type { UnitsNow } from '../../kernel/units.ts'
import { residentRecord } from '../../registry/residents/resident-record.ts'
import { residentRows } from '../../registry/residents/resident-rows.ts'
import { detailsOf, type IdentityData, type PaperSource } from './paper-content.ts'

/** Everything that the paper of a request may speak of. */
export async function loadSource(
  tx: Transaction,
  { tree }: UnitsNow,
  file: { readonly residentId: string; readonly request: unknown },
): Promise<PaperSource> {
  const { residentId, request } = file
  const record = residentRecord(await residentRows(tx, residentId), tree)
  return { record, identity: await identityData(tx, residentId), details: detailsOf(request) }
}

/** Of the last file that was captured and came to its end. */
async function identityData(tx: Transaction, residentId: string): Promise<IdentityData> {
  const last = await tx.application.findFirst({
    where: { residentId, status: 'ISSUED' },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    select: {
      marks: true,
      portraitSha256: true,
      samples: {
        where: { kind: { in: ['FINGER', 'IRIS'] }, sha256: { not: null } },
        select: { kind: true, position: true },
      },
    },
  })
  const count = (wanted: string) =>
    new Set(last?.samples.flatMap(({ kind, position }) => (kind === wanted ? position : []))).size
  return {
    marks: last?.marks ?? null,
    portrait: Boolean(last?.portraitSha256),
    fingers: count('FINGER'),
    irises: count('IRIS'),
  }
}
