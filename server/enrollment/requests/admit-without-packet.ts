import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import type { ApplicationReason } from '../../../core/enrollment/reasons.ts'
import type { Application } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotYet, type StageRun, startNextStage } from '../../kernel/stages.ts'
import {
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../../registry/resident-registry.ts'
import { feeOfRequest } from '../fees/fee-of-request.ts'
import { moveApplication } from '../move-application.ts'
import { copySamples, usableBiometrics } from './usable-biometrics.ts'

type AdmissionApp = App & { readonly registry: ResidentRegistry }

/**
 * Admission of a file that came without a packet: the register's word is all there is. A card below six has no captures, one
 * that is reissued takes those of the earlier file and is searched like every other; what makes no card waits for its decision.
 */
export async function admitWithoutPacket(
  app: AdmissionApp,
  run: StageRun,
  application: Application,
): Promise<void> {
  const { actor } = run
  const record = await currentRecord(app, run, application)
  await app.db.$transaction(async (tx) => {
    if (!record?.inForce) {
      await moveApplication(tx, app, application, {
        event: 'refuse',
        actor,
        reasons: ['NUMBER_NOT_IN_FORCE'],
      })
      return run.finish(tx)
    }
    const captures = await capturesFor(tx, application)
    if ('reason' in captures) {
      const reasons = [captures.reason]
      await moveApplication(tx, app, application, { event: 'returnToDesk', actor, reasons })
      return run.finish(tx)
    }
    const admitted = await moveApplication(tx, app, application, {
      event: 'admit',
      actor,
      data: {
        registryVersion: record.version,
        person: record.person,
        number: record.number,
        birthDate: record.person.birthDate,
        ...captures.data,
      },
    })
    await feeOfRequest(tx, app, { application, actor })
    const { id: applicationId, flags: tags } = application
    if (application.producesCard) {
      await startNextStage(tx, app, { after: 'admit-application', applicationId, tags })
    } else {
      await moveApplication(tx, app, admitted, { event: 'clear', actor })
    }
    return run.finish(tx)
  })
}

async function currentRecord(
  app: AdmissionApp,
  { actor }: StageRun,
  { number }: Application,
): Promise<RegistryRecord | null> {
  if (number === null) return null
  try {
    return await app.registry.find(parseCitizenNumber(number), { actor, purpose: 'ADMISSION' })
  } catch (error) {
    throw error instanceof RegistryUnreachable ? new NotYet('REGISTRY_UNREACHABLE') : error
  }
}

/** Taken now, and not when it was filed: a correction or a merger may have come between. */
async function capturesFor(
  tx: Transaction,
  { id, residentId, flags }: Application,
): Promise<
  | { readonly reason: ApplicationReason }
  | {
      readonly data: {
        readonly biometricsFromId?: string
        readonly portraitSha256?: string
        readonly marks?: string
      }
    }
> {
  if (!flags.includes('EARLIER_BIOMETRICS')) return { data: {} }
  const earlier = await usableBiometrics(tx, residentId ?? '')
  if (!earlier) return { reason: 'INCOMPLETE' }
  const { applicationId: from, portraitSha256 } = earlier
  await copySamples(tx, { from, to: id })
  const { marks } = await tx.application.findUniqueOrThrow({ where: { id: from }, select: { marks: true } })
  return { data: { biometricsFromId: from, portraitSha256, ...(marks !== null && { marks }) } }
}
