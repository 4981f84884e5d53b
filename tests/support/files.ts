/** Files that stand somewhere in the middle of their way, without the packets that brought them there. */
import { randomUUID } from 'node:crypto'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { packTemplate } from '../../core/biometrics/template-bytes.ts'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import { requestSearch } from '../../server/biometrics/abis/request-search.ts'
import { keepReference } from '../../server/biometrics/keep-reference.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { startStage } from '../../server/kernel/stages.ts'
import { answerSearches } from './abis.ts'
import { centres } from './app.ts'
import { inventedFingers } from './fingers.ts'
import { type Applicant, registerResident } from './people.ts'

let sequence = 0

/** A file in a state; its applicant is in the register and has no other file. */
export async function applicationIn(
  app: ServerApp,
  status: ApplicationState,
  changes: Partial<Prisma.ApplicationUncheckedCreateInput> & { readonly applicant?: Applicant } = {},
) {
  const { applicant = await registerResident(app), ...columns } = changes
  const { person, number, residentId } = applicant
  const { code: centre, unitCode } = centres.here
  return app.db.application.create({
    data: {
      code: composeApplicationCode({ centre, machine: 90, day: '2026-03-02', sequence: ++sequence }),
      kind: 'FIRST_ISSUE',
      reason: 'FIRST',
      channel: 'DESK',
      status,
      centreCode: centre,
      unitCode,
      machineId: randomUUID(),
      operatorId: randomUUID(),
      supervisorId: randomUUID(),
      residentId,
      number,
      registryVersion: 1,
      birthDate: person.birthDate,
      person,
      receivedAt: new Date(app.clock()),
      ...columns,
    },
  })
}

/**
 * A file that waits for a stage of the pipeline. Behind `check-biometrics` it has ten fingers that nobody else has, or those given;
 * before `screen-application` every search for them is answered.
 */
export async function applicationAt(
  app: ServerApp,
  stage: 'check-biometrics' | 'search-duplicates' | 'screen-application' | 'plan-print-job',
  {
    fingers,
    ...changes
  }: Parameters<typeof applicationIn>[2] & { readonly fingers?: readonly EnrolledFinger[] } = {},
) {
  const file = await applicationIn(app, stage === 'plan-print-job' ? 'APPROVED' : 'SCREENING', changes)
  const isChecked = stage === 'search-duplicates' || stage === 'screen-application'
  const referenceId = isChecked && (await captured(app, file, fingers ?? inventedFingers(file.code, 10)))
  if (referenceId && stage === 'screen-application') {
    await app.db.$transaction((tx) => requestSearch(tx, app, { referenceId }))
    await answerSearches(app)
  }
  await app.db.$transaction((tx) => startStage(tx, app, { stage, applicationId: file.id }))
  return file
}

/** The fingers of a file as `check-biometrics` leaves them; null where there are none. */
export async function captured(
  app: ServerApp,
  { id: applicationId, residentId }: { readonly id: string; readonly residentId: string | null },
  fingers: readonly EnrolledFinger[],
): Promise<string | null> {
  const templates = fingers.map(({ position, template }) => ({
    position,
    bytes: packTemplate(template, 512),
    quality: 70,
    source: 'DESK',
    imageSha256: null,
  }))
  await app.db.$transaction((tx) =>
    keepReference(tx, app, { applicationId, residentId: residentId ?? '', templates }),
  )
  const reference = await app.db.biometricReference.findUnique({ where: { applicationId } })
  return reference?.id ?? null
}

export function stageOf(app: ServerApp, applicationId: string, stage: string) {
  return app.db.applicationStage.findUniqueOrThrow({
    where: { applicationId_stage: { applicationId, stage } },
  })
}
