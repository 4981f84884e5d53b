import { requestRemoval } from '../biometrics/abis/request-removal.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { voidDuplicateCase } from './void-duplicate-case.ts'

/**
 * Ended without a card: the fingers leave every gallery. Those of a file that the law closed stay, for whoever comes with the
 * fingers of somebody dead must be found.
 */
const leavesGalleries: ReadonlySet<string> = new Set(['REFUSED', 'WITHDRAWN', 'LAPSED'])

/** A file has ended without a card: nobody has to judge it any more. Run again it finds nothing to do. */
export async function endSearch(
  app: App,
  { applicationId }: { readonly applicationId: string },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const file = await tx.application.findUnique({
      where: { id: applicationId },
      select: { status: true, reference: { select: { id: true } } },
    })
    // Reopened on appeal meanwhile.
    if (!file || !(leavesGalleries.has(file.status) || file.status === 'CLOSED')) return
    await voidDuplicateCase(tx, app, { applicationId, actor: systemActor })
    if (file.reference && leavesGalleries.has(file.status)) {
      await requestRemoval(tx, app, { referenceId: file.reference.id })
    }
  })
}
