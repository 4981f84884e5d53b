import { fewestSearchedFingers } from '../../../core/adjudication/finger-bands.ts'
import type { Transaction } from '../../kernel/db.ts'

/** The file whose face and fingers can serve again. */
export interface UsableBiometrics {
  readonly applicationId: string
  readonly portraitSha256: string
}

/**
 * The last file that was captured of a person and whose card came into their hands (the fingers were compared then), if it
 * has a portrait and enough fingers to search with (Luật Căn cước 26/2023/QH15, article 25). Null where there is none.
 */
export async function usableBiometrics(
  tx: Transaction,
  residentId: string,
): Promise<UsableBiometrics | null> {
  const last = await tx.application.findFirst({
    where: { residentId, status: 'ISSUED', biometricsFromId: null, samples: { some: {} } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      portraitSha256: true,
      reference: { select: { withdrawnAt: true, _count: { select: { templates: true } } } },
    },
  })
  const { id, portraitSha256, reference } = last ?? {}
  if (!id || !portraitSha256 || reference?.withdrawnAt !== null) return null
  return reference._count.templates >= fewestSearchedFingers ? { applicationId: id, portraitSha256 } : null
}

/** Gives a file the captures of an earlier one: the same images, counted and measured when they were taken. */
export async function copySamples(
  tx: Transaction,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const samples = await tx.biometricSample.findMany({ where: { applicationId: from } })
  await tx.biometricSample.deleteMany({ where: { applicationId: to } })
  await tx.biometricSample.createMany({
    data: samples.map(({ id: _id, evidence: _chain, ...sample }) => ({ ...sample, applicationId: to })),
  })
}
