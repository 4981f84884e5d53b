import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { declaredPersonSchema, type DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { DomainError } from '../../core/errors.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotYet, type StageRun } from '../kernel/stages.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { SigningApp } from '../pki/signer-at.ts'
import { chipPerson, noChipYet } from './chips/chip-person.ts'
import { type Preparation, prepareChip, type WithChipPictures } from './chips/prepare-chip.ts'
import { type ComposedFace, composeFace, withCardSignature } from './compose-face.ts'
import {
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../registry/resident-registry.ts'

export type PlanningApp = SigningApp & WithChipPictures & { readonly registry: ResidentRegistry }

/**
 * The stage after approval: composes what will stand on the card and plans its print job. A printed field that changed
 * in the registry since the file was admitted sends it back to the desk instead.
 */
export async function planPrintJob(app: PlanningApp, run: StageRun): Promise<void> {
  const application = await app.db.application.findUniqueOrThrow({ where: { id: run.applicationId } })
  if (application.status !== 'APPROVED') return app.db.$transaction((tx) => run.finish(tx))
  const person = declaredPersonSchema.parse(application.person)
  const number = parseCitizenNumber(application.number ?? '')
  const record = await currentRecord(app, run, number)
  const issuedOn = calendarDateAt(app.clock())
  const document = application.kind === 'IDENTITY_CERTIFICATE' ? 'CERTIFICATE' : 'CARD'
  const composed = composeFace({ document, person, number, issuedOn })
  const changed = changedSince(record, { version: application.registryVersion, person })
  const { reason, chip, fingers = [] } = await unprintable(app, application, { changed, composed, person })
  const printed = reason || composed instanceof DomainError ? null : await withCardSignature(app, composed)
  await app.db.$transaction(async (tx) => {
    const current = await tx.application.findUniqueOrThrow({
      where: { id: application.id },
      select: movableApplication,
    })
    if (printed === null) {
      await moveApplication(tx, app, current, {
        event: 'returnToDesk',
        actor: run.actor,
        reasons: [reason ?? 'DOES_NOT_FIT'],
        fingers,
      })
    } else {
      await moveApplication(tx, app, current, { event: 'plan', actor: run.actor })
      // As it is now that the file is held: it may have become urgent meanwhile.
      const { priority } = await tx.application.findUniqueOrThrow({
        where: { id: application.id },
        select: { priority: true },
      })
      await tx.printJob.create({
        data: {
          applicationId: application.id,
          template: printed.template,
          face: { ...printed.face, mrz: [...printed.face.mrz] },
          portraitSha256: application.portraitSha256,
          ...(chip && { chip }),
          unitCode: application.unitCode,
          priority,
          deadlineOn: application.deadlineOn,
          plannedAt: instantAt(app.clock()),
        },
      })
    }
    await run.finish(tx)
  })
}

async function currentRecord(
  app: PlanningApp,
  run: StageRun,
  number: RegistryRecord['number'],
): Promise<RegistryRecord | null> {
  try {
    return await app.registry.find(number, { actor: run.actor, purpose: 'PRODUCTION' })
  } catch (error) {
    throw error instanceof RegistryUnreachable ? new NotYet('REGISTRY_UNREACHABLE') : error
  }
}

/** Why no card can be made, or what its chip will hold where it has one. */
async function unprintable(
  app: PlanningApp,
  file: { readonly id: string; readonly portraitSha256: string | null; readonly marks: string | null },
  card: {
    readonly changed: ApplicationReason | null
    readonly composed: ComposedFace | DomainError
    readonly person: DeclaredPerson
  },
): Promise<Preparation> {
  const { changed, composed, person } = card
  if (composed instanceof DomainError) return { reason: 'DOES_NOT_FIT' }
  if (changed) return { reason: changed }
  const { face, template } = composed
  // LCC 2023, 18 gives the card a chip; article 30 gives the certificate none.
  if (template === 'IDENTITY_CERTIFICATE_2024') return { reason: null }
  const holder = chipPerson(face, { person, marks: file.marks, chipSerial: noChipYet })
  return prepareChip(app, { ...file, person: holder })
}

function changedSince(
  record: RegistryRecord | null,
  filed: { readonly version: number | null; readonly person: DeclaredPerson },
): ApplicationReason | null {
  if (!record?.inForce) return 'NUMBER_NOT_IN_FORCE'
  if (record.version === filed.version) return null
  const printed = ['name', 'birthDate', 'sex', 'nationality', 'residence', 'birthRegistrationPlace'] as const
  // What the register does not know was filled in at the desk and is no change.
  const changed = printed.some(
    (field) => record.person[field] !== '' && record.person[field] !== filed.person[field],
  )
  return changed ? 'REGISTRY_CHANGED' : null
}
