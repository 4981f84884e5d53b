/** Duplicate cases, opened as the pipeline opens them, and officers who judge. */
import type { CaseOrigin } from '../../core/adjudication/case-origins.ts'
import type { Verdict } from '../../core/adjudication/verdicts.ts'
import { openDuplicateCase } from '../../server/adjudication/open-duplicate-case.ts'
import { judgeDuplicateCase } from '../../server/adjudication/judge-duplicate-case.ts'
import { takeDuplicateCase } from '../../server/adjudication/take-duplicate-case.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import { applicationIn } from './files.ts'
import { type Officer, officerOf } from './officers.ts'
import { type Applicant, makePerson, registerResident } from './people.ts'

export const adjudicator = (unitCode = '01'): Officer => officerOf('ADJUDICATOR', unitCode)

/** Over both provinces of the tests' people. */
export const adjudicatorAbove = (): Officer => ({
  ...adjudicator(),
  roles: ['01', '79'].map((unitCode) => ({ role: 'ADJUDICATOR', unitCode })),
})

export interface OpenedCase {
  readonly id: string
  readonly applicationId: string
  readonly applicant: Applicant
  readonly candidate: Applicant
  readonly candidateId: string
  /** Of the file that the candidate was found by. */
  readonly candidateFileId: string
  readonly referenceId: string
}

interface CaseChanges {
  readonly applicant?: Applicant
  readonly candidate?: Applicant
  readonly origins?: readonly CaseOrigin[]
  readonly file?: Parameters<typeof applicationIn>[2]
}

/** A file in adjudication beside somebody who was issued a card before. */
export async function openCase(app: ServerApp, changes: CaseChanges = {}): Promise<OpenedCase> {
  const applicant = changes.applicant ?? (await registerResident(app))
  const candidate = changes.candidate ?? (await registerResident(app))
  const at = new Date(app.clock())
  const earlier = await applicationIn(app, 'ISSUED', { applicant: candidate })
  const { id: referenceId } = await app.db.biometricReference.create({
    data: { applicationId: earlier.id, residentId: candidate.residentId, createdAt: at, insertedAt: at },
  })
  const file = await applicationIn(app, 'ADJUDICATION', { applicant, ...changes.file })
  await app.db.biometricReference.create({
    data: { applicationId: file.id, residentId: applicant.residentId, createdAt: at, insertedAt: at },
  })
  const id = await app.db.$transaction((tx) =>
    openDuplicateCase(tx, app, {
      applicationId: file.id,
      unitCode: file.unitCode,
      origins: changes.origins ?? ['BIOMETRIC'],
      candidates: [
        {
          residentId: candidate.residentId,
          referenceId,
          grounds: ['FINGERS'],
          scores: [{ abis: 'EMBEDDED', score: 95.5, likeness: null }],
          fingers: [{ position: 2, score: 95.5 }],
        },
      ],
      actor: systemActor,
    }),
  )
  const row = await app.db.duplicateCandidate.findFirstOrThrow({ where: { caseId: id } })
  const opened = { id, applicationId: file.id, applicant, candidate, referenceId }
  return { ...opened, candidateId: row.id, candidateFileId: earlier.id }
}

/** Somebody who lives in the other province. */
export const registerElsewhere = (app: ServerApp) =>
  registerResident(app, makePerson({ residenceUnit: '79', birthProvince: '079' }))

export const caseOf = (app: ServerApp, id: string) =>
  app.db.duplicateCase.findUniqueOrThrow({ where: { id } })

export const versionOf = async (app: ServerApp, id: string) => (await caseOf(app, id)).version

/** Takes a case at the version it has. */
export async function take(app: ServerApp, actor: Actor, id: string): Promise<void> {
  await takeDuplicateCase(app, actor, { id, version: await versionOf(app, id) })
}

export interface Said {
  readonly verdict: Verdict
  readonly candidateId?: string | null
  readonly keptNumber?: string | null
  readonly recapture?: readonly number[]
  readonly reason?: string
}

/** Judges a case that is held, at the version it has. */
export async function judge(app: ServerApp, actor: Actor, id: string, said: Said): Promise<void> {
  await judgeDuplicateCase(app, actor, {
    id,
    version: await versionOf(app, id),
    candidateId: null,
    keptNumber: null,
    recapture: [],
    reason: 'Đã so từng ngón và ảnh chân dung',
    ...said,
  })
}

/** Takes and judges. */
export async function say(app: ServerApp, actor: Actor, id: string, said: Said): Promise<void> {
  await take(app, actor, id)
  await judge(app, actor, id, said)
}

/** Two officers who agree. */
export async function agreeOn(
  app: ServerApp,
  id: string,
  { said, by = adjudicator }: { readonly said: Said; readonly by?: () => Officer },
): Promise<void> {
  await say(app, by(), id, said)
  await say(app, by(), id, said)
}
