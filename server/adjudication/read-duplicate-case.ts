import {
  type ComparedPersonField,
  demographicDifferences,
} from '../../core/adjudication/demographic-differences.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../core/errors.ts'
import type { CaseDocument, DuplicateCandidate } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { mayAnywhere } from '../kernel/authorise.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { unitsNow } from '../kernel/units.ts'
import { type CasePerson, readSides } from './case-person.ts'
import { auditCase, authoriseCase, holderOf, isOwn, loadCase, type LoadedCase, roundOf } from './load-case.ts'
import { mergeReach } from './merge-reach.ts'
import { shownApplications } from './shown-applications.ts'
import { type VerdictChoice, verdictChoices } from './verdict-choices.ts'
import { barOf, isBlind, visibleJudgements } from './who-may-judge.ts'

export interface SeenCandidate {
  readonly row: DuplicateCandidate
  readonly person: CasePerson
  readonly differences: readonly ComparedPersonField[]
  /** The applicant's own record, with the file that came before. */
  readonly own: boolean
  /** This officer may make one record of the two. */
  readonly mergeable: boolean
}

/** Everything that the screen of one case shows this officer, in one answer. */
export interface SeenCase {
  readonly caseId: string
  /** Which judgement the officer would give; null where there is none, or not for them. */
  readonly round: 1 | 2 | 3 | null
  readonly bar: Bilingual | null
  readonly events: readonly CaseAct[]
  readonly choices: readonly VerdictChoice[]
  readonly applicant: CasePerson
  readonly candidates: readonly SeenCandidate[]
  readonly judgements: LoadedCase['judgements']
  readonly documents: readonly CaseDocument[]
  readonly blind: boolean
}

export const caseActs = ['take', 'giveBack', 'wait', 'judge', 'addDocument'] as const
export type CaseAct = (typeof caseActs)[number]

/** One case for an officer of its unit, the records as they stand now. Looking at it is kept in the audit. */
export async function readDuplicateCase(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<SeenCase> {
  const at = app.clock()
  await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const found = await loadCase(tx, id)
    await authoriseCase(app, actor, { action: 'duplicate-case.read', unitCode: found.unitCode })
    const { applicant, candidates } = await readPersons(tx, app, { found, actor })
    const bar = barOf(found, actor)
    const judges = mayAnywhere(actor, 'duplicate-case.judge') && bar === null
    const documents = await tx.caseDocument.findMany({ where: { caseId: found.id }, orderBy: { id: 'asc' } })
    const blind = isBlind(found, actor)
    // Last: other writers wait for the chain of the audit that it holds.
    await auditCase(tx, found, { actor, at, act: 'view' })
    return {
      caseId: found.id,
      round: judges ? roundOf(found.status) : null,
      bar,
      events: actsOf(found, { actor, judges, now: at }),
      choices: verdictChoices(found, candidates),
      applicant,
      candidates,
      judgements: [...visibleJudgements(found, actor)],
      // A report of fraud would tell the first verdict.
      documents: blind
        ? documents.filter((one) => one.kind !== 'FRAUD_REPORT' || one.officerId === actor.id)
        : documents,
      blind,
    }
  })
}

/** The applicant, and each candidate beside them. */
async function readPersons(
  tx: Transaction,
  app: App,
  { found, actor }: { readonly found: LoadedCase; readonly actor: Actor },
) {
  const shown = await shownApplications(tx, found)
  const { application, applicationId } = found
  const [applicant, ...others] = await readSides(
    tx,
    [
      { residentId: application.residentId ?? '', applicationId, declared: application.person },
      ...found.candidates.map(({ id, residentId }) => ({
        residentId,
        applicationId: shown.get(id) ?? null,
        declared: null,
      })),
    ],
    calendarDateAt(app.clock()),
  )
  if (!applicant) throw new NotFound('resident')
  const judges = mayAnywhere(actor, 'duplicate-case.judge')
  const reaches = judges ? await mergeReach(app, actor) : () => false
  const candidates = others.flatMap((person, i): SeenCandidate[] => {
    const row = found.candidates[i]
    if (!row) return []
    const own = isOwn(found, row)
    const numbered = !own && applicant.number !== null && person.number !== null
    return [
      {
        row,
        person,
        differences: demographicDifferences(applicant.values, person.values),
        own,
        mergeable: numbered && reaches([applicant.unitCode, person.unitCode]),
      },
    ]
  })
  return { applicant, candidates }
}

/** What this officer may do with the case as it stands. */
function actsOf(
  found: LoadedCase,
  { actor, judges, now }: { readonly actor: Actor; readonly judges: boolean; readonly now: number },
): readonly CaseAct[] {
  const round = roundOf(found.status)
  if (round === null) return []
  const mine = found.takenBy !== null && found.takenBy === actor.id
  const free = holderOf(found, now) === null
  const supervises = found.takenBy !== null && mayAnywhere(actor, 'duplicate-case.supervise')
  const may: Readonly<Record<CaseAct, boolean>> = {
    take: judges && free && !mine,
    giveBack: mine || supervises,
    wait: judges && mine && found.status === 'TAKEN',
    judge: judges && mine,
    addDocument: mayAnywhere(actor, 'duplicate-case.judge') && !found.handledBy.has(actor.id ?? ''),
  }
  return caseActs.filter((act) => may[act])
}
