import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { type StageRun, startNextStage } from '../kernel/stages.ts'
import { requestSearch } from './abis/request-search.ts'
import { keepReference } from './keep-reference.ts'

/** A file as a stage found it. */
export interface CheckedFile {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly stepDates: unknown
}

/** Files are moved by the domain that owns them. */
export interface WithReturnToDesk {
  readonly returnToDesk: (
    tx: Transaction,
    file: CheckedFile,
    why: { readonly actor: Actor; readonly reasons: readonly ApplicationReason[] },
  ) => Promise<unknown>
}

/** A file that is served by the captures of an earlier one. */
interface ServedFile extends CheckedFile {
  readonly residentId: string
  readonly flags: readonly string[]
  readonly biometricsFromId: string | null
}

/** As long as after a check of its own captures. */
const answerLostMs = 60_000

/**
 * In place of the check of captures, which were checked when they were taken: the earlier file's templates become this one's,
 * and everybody is searched with them anew. Where they are gone by now the file goes to a desk.
 */
export async function takeEarlierBiometrics(
  app: App & WithReturnToDesk,
  run: StageRun,
  file: ServedFile,
): Promise<void> {
  const { id: applicationId, residentId, flags, biometricsFromId } = file
  await app.db.$transaction(async (tx) => {
    const earlier = biometricsFromId
      ? await tx.biometricReference.findUnique({
          where: { applicationId: biometricsFromId },
          select: { withdrawnAt: true, templates: true },
        })
      : null
    const usable = earlier?.withdrawnAt === null ? earlier.templates : []
    const templates = usable.map(({ position, bytes, quality, source, imageSha256 }) => ({
      position,
      bytes,
      quality,
      source,
      imageSha256,
    }))
    const referenceId = await keepReference(tx, app, { applicationId, residentId, templates })
    if (referenceId === null) {
      await app.returnToDesk(tx, file, { actor: run.actor, reasons: ['FINGERS_UNCLEAR'] })
    } else {
      const asked = await requestSearch(tx, app, { referenceId, anew: true })
      const dueInMs = asked ? answerLostMs : 0
      await startNextStage(tx, app, { after: 'check-biometrics', applicationId, tags: flags, dueInMs })
    }
    await run.finish(tx)
  })
}
