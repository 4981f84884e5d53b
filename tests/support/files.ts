/** Files that stand somewhere in the middle of their way, without the packets that brought them there. */
import { randomUUID } from 'node:crypto'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { startStage } from '../../server/kernel/stages.ts'
import { centres } from './app.ts'
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
      reason: 'FIRST_TIME',
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

/** A file that waits for a stage of the pipeline. */
export async function applicationAt(
  app: ServerApp,
  stage: 'screen-application' | 'plan-print-job',
  changes: Parameters<typeof applicationIn>[2] = {},
) {
  const file = await applicationIn(app, stage === 'plan-print-job' ? 'APPROVED' : 'SCREENING', changes)
  await app.db.$transaction((tx) => startStage(tx, app, { stage, applicationId: file.id }))
  return file
}

export function stageOf(app: ServerApp, applicationId: string, stage: string) {
  return app.db.applicationStage.findUniqueOrThrow({
    where: { applicationId_stage: { applicationId, stage } },
  })
}
