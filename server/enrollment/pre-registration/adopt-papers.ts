import type { Transaction } from '../../kernel/db.ts'

/** Pages that citizens sent from home, for this file or with what they filled in before it, become papers of the file; once. */
export async function adoptPapers(tx: Transaction, applicationId: string): Promise<void> {
  const papers = await tx.uploadedPaper.findMany({
    where: { OR: [{ applicationId }, { preRegistration: { applicationId } }] },
    orderBy: { id: 'asc' },
  })
  await tx.evidence.createMany({
    data: papers.map(({ id, type, sha256, mediaType, addedAt }) => ({
      applicationId,
      kind: type,
      reference: `HOME-${id}`,
      page: 1,
      sha256,
      mediaType,
      capturedAt: addedAt,
    })),
    skipDuplicates: true,
  })
}
