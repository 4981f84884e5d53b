import type { CardFace } from '../../core/card/card-face.ts'
import { cardTemplateFor } from '../../core/card/templates.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { ageOn, calendarDateAt, type CalendarDate } from '../../core/dates/calendar-date.ts'
import { cardExpiry } from '../../core/dates/card-expiry.ts'
import { declaredPersonSchema, type DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { DomainError } from '../../core/errors.ts'
import { formatTd1 } from '../../core/mrz/td1.ts'
import { formatCardQr } from '../../core/qr/card-qr.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotYet, type StageRun } from '../kernel/stages.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import { chipPerson, noChipYet } from './chips/chip-person.ts'
import { prepareChip, type WithChipPictures } from './chips/prepare-chip.ts'
import {
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../registry/resident-registry.ts'

export type PlanningApp = App & WithChipPictures & { readonly registry: ResidentRegistry }

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
  const face = composeFace(person, { number, issuedOn })
  const changed = changedSince(record, { version: application.registryVersion, person })
  const { reason, chip } = await unprintable(app, application, { changed, face, person })
  await app.db.$transaction(async (tx) => {
    const current = await tx.application.findUniqueOrThrow({
      where: { id: application.id },
      select: movableApplication,
    })
    if (reason || face instanceof DomainError) {
      await moveApplication(tx, app, current, {
        event: 'returnToDesk',
        actor: run.actor,
        reasons: [reason ?? 'DOES_NOT_FIT'],
      })
    } else {
      await moveApplication(tx, app, current, { event: 'plan', actor: run.actor })
      await tx.printJob.create({
        data: {
          applicationId: application.id,
          template: cardTemplateFor('CARD', { birthDate: person.birthDate, on: issuedOn }),
          face: { ...face, mrz: [...face.mrz] },
          portraitSha256: application.portraitSha256,
          ...(chip && { chip }),
          unitCode: application.unitCode,
          priority: application.priority,
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

/** What is printed; a refusal of core (a name that no MRZ can hold, a bar in an address) instead of it where it cannot be. */
function composeFace(
  person: DeclaredPerson,
  card: { readonly number: RegistryRecord['number']; readonly issuedOn: CalendarDate },
): CardFace | DomainError {
  try {
    const expiresOn = cardExpiry({ birthDate: person.birthDate, issuedOn: card.issuedOn })
    const { name, birthDate, sex, nationality, residence, birthRegistrationPlace } = person
    const { legacyNumber, fatherName, motherName } = person
    return {
      ...card,
      name,
      birthDate,
      sex,
      nationality,
      residence,
      birthRegistrationPlace,
      expiresOn,
      mrz: formatTd1({ ...card, name, birthDate, sex, expiresOn }),
      qr: formatCardQr({
        era: 2024,
        ...card,
        legacyNumber,
        name,
        birthDate,
        sex,
        residence,
        cancelledNumber: null,
        // NĐ 70/2024, article 12: parents' names stand in the QR of children's cards.
        fatherName: ageOn(birthDate, card.issuedOn) < 14 ? fatherName : null,
        motherName: ageOn(birthDate, card.issuedOn) < 14 ? motherName : null,
      }),
    }
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

/** Why no card can be made, or what its chip will hold where it has one. */
async function unprintable(
  app: PlanningApp,
  file: { readonly id: string; readonly portraitSha256: string | null; readonly marks: string | null },
  card: {
    readonly changed: ApplicationReason | null
    readonly face: CardFace | DomainError
    readonly person: DeclaredPerson
  },
): ReturnType<typeof prepareChip> {
  const { changed, face, person } = card
  if (face instanceof DomainError) return { reason: 'DOES_NOT_FIT' }
  if (changed) return { reason: changed }
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
