import type { CaseOrigin } from '../../core/adjudication/case-origins.ts'
import { fewestSearchedFingers } from '../../core/adjudication/finger-bands.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { searchResult } from '../biometrics/abis/search-result.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { NotYet, type StageRun } from '../kernel/stages.ts'
import { type CaseCandidate, oneForEachResident, type Suspect } from './case-candidates.ts'
import { compareWithResident, type Fingers } from './compare-fingers.ts'
import { demographicSuspects } from './demographic-suspects.ts'
import { fingerSuspects } from './finger-suspects.ts'
import { openDuplicateCase } from './open-duplicate-case.ts'
import { ownRecords } from './own-records.ts'
import { settledFor } from './settled-candidates.ts'

const screenedApplication = {
  ...movableApplication,
  unitCode: true,
  residentId: true,
  number: true,
  flags: true,
  person: true,
  packetSha256: true,
  receivedAt: true,
  reference: {
    select: {
      id: true,
      withdrawnAt: true,
      templates: { select: { position: true, bytes: true }, orderBy: { position: 'asc' } },
    },
  },
} as const

type Screened = NonNullable<Awaited<ReturnType<typeof load>>>

const load = (tx: Transaction, id: string) =>
  tx.application.findUnique({ where: { id }, select: screenedApplication })

/**
 * Reads what the searches found. A number that is not in force any more refuses the file; a suspicion sends it to adjudication,
 * where people judge; else it waits for approval. That somebody is a duplicate is never decided here. Fingers are compared
 * before the transaction, which holds nothing for longer than its writes take.
 */
export async function screenApplication(app: App, run: StageRun): Promise<void> {
  const { actor } = run
  const application = await load(app.db, run.applicationId)
  if (!application?.residentId || !application.number) throw new NotFound('application')
  if (application.status !== 'SCREENING') return app.db.$transaction((tx) => run.finish(tx))
  const { id: applicationId, unitCode, number, residentId } = application
  const { origins, candidates } = await suspicionsOf(app.db, application, residentId)
  await app.db.$transaction(async (tx) => {
    if (!(await isInForce(tx, number))) {
      const reasons = ['NUMBER_NOT_IN_FORCE'] as const
      await moveApplication(tx, app, application, { event: 'refuse', actor, reasons })
    } else if (origins.length > 0) {
      await openDuplicateCase(tx, app, { applicationId, unitCode, origins, candidates, actor })
      await moveApplication(tx, app, application, { event: 'suspect', actor })
    } else {
      await moveApplication(tx, app, application, { event: 'clear', actor })
    }
    await run.finish(tx)
  })
}

async function isInForce(tx: Transaction, number: string): Promise<boolean> {
  const entry = await tx.identityNumber.findUnique({
    where: { number },
    select: { status: true, resident: { select: { deathOn: true } } },
  })
  return entry?.status === 'ACTIVE' && entry.resident.deathOn === null
}

interface Suspicions {
  readonly origins: readonly CaseOrigin[]
  readonly candidates: readonly CaseCandidate[]
}

const nextLookMs = 60_000

/** The stage before has had all the answers that it will wait for. */
async function isSearchOver(tx: Transaction, applicationId: string): Promise<boolean> {
  const search = await tx.applicationStage.findUnique({
    where: { applicationId_stage: { applicationId, stage: 'search-duplicates' } },
  })
  return search === null || search.status === 'DONE'
}

/** All that speaks against clearing the file, without what two officers have judged already. */
async function suspicionsOf(tx: Transaction, file: Screened, residentId: string): Promise<Suspicions> {
  const reference = file.reference?.withdrawnAt === null ? file.reference : null
  const isSearchable = reference !== null && reference.templates.length >= fewestSearchedFingers
  const own = await ownRecords(tx, residentId)
  const givenUp = await isSearchOver(tx, file.id)
  const result = reference && (await searchResult(tx, reference.id, { givenUp }))
  // Begun by hand before the search was over: what an ABIS has not said yet is not what it cannot say.
  if (reference && !result && !givenUp) throw new NotYet('ABIS', nextLookMs)
  const suspects = [
    ...(result ? await fingerSuspects(tx, result, own) : []),
    ...(reference ? await identityDoubt(tx, { residentId, reference, own, flags: file.flags }) : []),
    ...(await demographicSuspects(tx, {
      residentId,
      declaredLegacyNumber: declaredPersonSchema.safeParse(file.person).data?.legacyNumber ?? null,
      fingers: isSearchable ? reference : null,
    })),
  ]
  const isUnanswered = reference !== null && (result?.answers.some(({ failure }) => failure !== null) ?? true)
  const lacks: CaseOrigin[] = [
    ...(isSearchable || (await isChildOfKnown(tx, file, residentId))
      ? []
      : (['WITHOUT_BIOMETRICS'] as const)),
    ...(isUnanswered ? (['ABIS_FAILED'] as const) : []),
  ]
  const settled = await settledFor(tx, { applicationId: file.id, capturedAt: await admittedAt(tx, file) })
  const open = suspects.filter(({ candidate }) => !settled.candidate(candidate))
  const origins = [...open.map(({ origin }) => origin), ...lacks.filter((origin) => !settled.origin(origin))]
  return {
    origins: [...new Set(origins)],
    candidates: oneForEachResident(open.map(({ candidate }) => candidate)),
  }
}

/**
 * A child under six has no fingers to give (Luật Căn cước 26/2023/QH15, article 23): one whose parent or representative the
 * register knows by number is vouched for by that link, and the approver is the second officer. Every other goes to two.
 */
async function isChildOfKnown(tx: Transaction, { flags }: Screened, residentId: string): Promise<boolean> {
  if (!flags.includes('UNDER_6')) return false
  const known = await tx.relationship.findFirst({
    where: {
      residentId,
      kind: { in: ['FATHER', 'MOTHER', 'REPRESENTATIVE'] },
      validTo: null,
      related: { number: { not: null }, deathOn: null },
    },
    select: { id: true },
  })
  return known !== null
}

/** What `check-biometrics` saw beside the earlier fingers: server/biometrics/compare-with-earlier.ts. */
const doubtfulFlags = ['FINGERS_SWAPPED', 'FINGERS_UNLIKE_EARLIER']

interface Enrolled {
  readonly residentId: string
  readonly reference: Fingers
  readonly own: readonly string[]
  readonly flags: readonly string[]
}

/** The same person has enrolled before, and the fingers are not those: whose are they? */
async function identityDoubt(
  tx: Transaction,
  { residentId, reference, own, flags }: Enrolled,
): Promise<readonly Suspect[]> {
  const compared = await compareWithResident(tx, reference, own)
  if (!compared) return []
  const { referenceId, fingers, score, likeness } = compared
  if (likeness !== 'STRANGER' && !doubtfulFlags.some((flag) => flags.includes(flag))) return []
  const scores = [{ abis: null, score, likeness }]
  return [
    {
      origin: 'IDENTITY_DOUBT',
      candidate: { residentId, referenceId, grounds: ['NUMBER'], scores, fingers },
    },
  ]
}

/** When the capture that was searched came in. */
async function admittedAt(tx: Transaction, { packetSha256, receivedAt }: Screened): Promise<Date> {
  const packet = packetSha256 && (await tx.packet.findUnique({ where: { sha256: packetSha256 } }))
  return packet ? packet.receivedAt : receivedAt
}
