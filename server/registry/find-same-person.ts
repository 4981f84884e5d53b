import type { Prisma } from '../../prisma/client/client.ts'
import { compareValues, contradicts } from '../../core/reconciliation/compare.ts'
import type { PersonRecord } from '../../core/reconciliation/form-record.ts'
import { empty, known, type SourceValue } from '../../core/reconciliation/sources.ts'
import { matchingKey } from '../../core/text/vietnamese.ts'
import type { Transaction } from '../kernel/db.ts'

const mostCandidates = 50

/**
 * Somebody of the register who may be this person: the same old number; or the same name, sex and birth date, where no
 * parent speaks against it. A birth date that is known in part alone is shared by many: then a parent must speak for it.
 * Two forms of one person, read at once, wait for each other here.
 */
export async function findSamePerson(tx: Transaction, record: PersonRecord): Promise<string | null> {
  const name = record.values.name?.value ?? ''
  const birthDate = record.values.birthDate?.value ?? ''
  const sex = record.values.sex?.value ?? ''
  const nameMatchingKey = matchingKey(name)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${nameMatchingKey} ${birthDate}`}, 0))`
  if (record.legacyNumber) {
    const document = await tx.legacyDocument.findFirst({
      where: { number: record.legacyNumber },
      select: { residentId: true },
    })
    if (document) return document.residentId
  }
  const candidates = await tx.resident.findMany({
    where: { nameMatchingKey, birthDate, sex },
    select: candidate,
    orderBy: { id: 'asc' },
    take: mostCandidates,
  })
  const judged = candidates.map((one) => ({ id: one.id, ...parentsOf(record, one.relationships) }))
  const possible = judged.filter(
    ({ against, speakFor }) => against === 0 && (birthDate.length === 10 || speakFor > 0),
  )
  const [best] = possible.toSorted((a, b) => b.speakFor - a.speakFor)
  return best?.id ?? null
}

const candidate = {
  id: true,
  relationships: {
    where: { kind: { in: ['FATHER', 'MOTHER'] }, validTo: null },
    select: { kind: true, name: true },
  },
} satisfies Prisma.ResidentSelect

/** How many parents are the same, and how many are somebody else. */
function parentsOf(
  record: PersonRecord,
  relationships: readonly { readonly kind: string; readonly name: string }[],
): { readonly speakFor: number; readonly against: number } {
  const differences = (
    [
      ['FATHER', 'fatherName'],
      ['MOTHER', 'motherName'],
    ] as const
  ).map(([kind, field]) => {
    const name = relationships.find((one) => one.kind === kind)?.name
    const registered: SourceValue = name === undefined ? empty : known(name)
    return compareValues(field, record.values[field] ?? empty, registered)
  })
  return {
    speakFor: differences.filter((one) => one === 'SAME' || one === 'SPELLING').length,
    against: differences.filter(contradicts).length,
  }
}
