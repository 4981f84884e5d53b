import type { Transaction } from '../kernel/db.ts'

interface WithCandidates {
  readonly candidates: readonly {
    readonly id: string
    readonly residentId: string
    readonly referenceId: string | null
  }[]
}

/**
 * Of each candidate the file whose biometrics stand beside the applicant's: the one that was found, else the newest that has
 * any. By candidate; one without biometrics is left out.
 */
export async function shownApplications(
  tx: Transaction,
  { candidates }: WithCandidates,
): Promise<ReadonlyMap<string, string>> {
  const references = candidates.flatMap(({ referenceId }) => referenceId ?? [])
  const found = await tx.biometricReference.findMany({
    where: { id: { in: references } },
    select: { id: true, applicationId: true },
  })
  const newest = await tx.application.findMany({
    where: { residentId: { in: candidates.map(({ residentId }) => residentId) }, samples: { some: {} } },
    orderBy: { receivedAt: 'desc' },
    distinct: ['residentId'],
    select: { id: true, residentId: true },
  })
  return new Map(
    candidates.flatMap(({ id, residentId, referenceId }) => {
      const byReference = found.find((one) => one.id === referenceId)?.applicationId
      const file = byReference ?? newest.find((one) => one.residentId === residentId)?.id
      return file ? [[id, file]] : []
    }),
  )
}
