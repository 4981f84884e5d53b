import {
  agrees,
  type Finding,
  IllegalVerdict,
  mayDecide,
  readFinding,
  type Verdict,
} from '../../core/adjudication/verdicts.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import { type EventsOf, TransitionRefused } from '../../core/lifecycle/machine.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { unitsNow } from '../kernel/units.ts'
import { move } from '../kernel/transition.ts'
import { readPerson } from '../registry/read-person.ts'
import { applyVerdict } from './apply-verdict.ts'
import { auditCase, caseForAct, isOwn, type LoadedCase, roundOf } from './load-case.ts'
import { MergeBeyondReach, mergeReach } from './merge-reach.ts'
import { findingsOf, refuseBarred, refuseUnlessHolder } from './who-may-judge.ts'

export interface GivenVerdict {
  readonly id: string
  /** Of the case as the officer saw it. */
  readonly version: number
  readonly verdict: Verdict
  readonly candidateId: string | null
  readonly keptNumber: string | null
  readonly recapture: readonly number[]
  readonly reason: string
}

/** What one judgement does to the case. */
interface Judging {
  readonly found: LoadedCase
  readonly finding: Finding
  readonly actor: Actor
  readonly at: number
}

/**
 * The officer who holds a case judges it: the first verdict is kept for a second officer, who gives theirs without having seen
 * it. Agreement closes the case; disagreement goes to a third, who takes a side. With the verdict that closes it, the file,
 * the register, the galleries and the jobs change in the same transaction, or nothing does.
 */
export async function judgeDuplicateCase(app: App, actor: Actor, given: GivenVerdict): Promise<void> {
  const at = app.clock()
  const { finding, reason } = readFinding(given, given.reason)
  await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const found = await caseForAct(tx, app, { ...given, actor, action: 'duplicate-case.judge' })
    const round = roundOf(found.status)
    if (round === null) throw new TransitionRefused('duplicate case', found.status, 'judge')
    refuseBarred(found, actor)
    refuseUnlessHolder(found, actor, at)
    const judging = { found, finding, actor, at }
    await refuseUnlessPossible(tx, app, judging)
    await tx.caseJudgement.create({ data: { ...rowOf(judging), round, reason } })
    const event = eventOf(judging)
    const closes = event === 'agree' || event === 'decide'
    await move(tx, duplicateCaseLifecycle, found, {
      event,
      actor,
      at,
      data: { takenBy: null, takenAt: null, ...(closes && closingColumns(judging)) },
    })
    // A merge waits its turn before it holds any chain of the audit: hence the record of this act comes last.
    if (closes) await applyVerdict(tx, app, { ...judging, reason })
    const details = { round, verdict: finding.verdict, outcome: event }
    await auditCase(tx, found, { actor, at, act: 'judge', details })
  })
}

function rowOf({ found, finding, actor, at }: Judging) {
  const { verdict, candidateId, keptNumber, recapture } = finding
  const heldMs = found.takenAt ? at - found.takenAt.getTime() : null
  return {
    caseId: found.id,
    officerId: actor.id ?? '',
    verdict,
    candidateId,
    keptNumber,
    recapture: [...recapture],
    at: instantAt(at),
    seconds: heldMs === null ? null : Math.round(heldMs / 1000),
  }
}

function closingColumns({ finding, at }: Judging) {
  return { verdict: finding.verdict, keptNumber: finding.keptNumber, closedAt: instantAt(at) }
}

function eventOf({ found, finding }: Judging): EventsOf<typeof duplicateCaseLifecycle> {
  const given = findingsOf(found)
  if (found.status === 'ESCALATED') {
    if (!mayDecide(finding, given)) throw new IllegalVerdict('THIRD')
    return 'decide'
  }
  const [first] = given
  if (found.status !== 'JUDGED_ONCE' || !first) return 'judge'
  return agrees(first, finding) ? 'agree' : 'disagree'
}

/** Whom and what the verdict names is of this case, and whoever merges has a say over both records. */
async function refuseUnlessPossible(
  tx: Transaction,
  app: App,
  { found, finding, actor }: Judging,
): Promise<void> {
  const { verdict, candidateId, keptNumber } = finding
  if (candidateId === null) return
  const candidate = found.candidates.find(({ id }) => id === candidateId)
  if (!candidate) throw new IllegalVerdict('CANDIDATE')
  if (verdict !== 'MERGED') return
  if (isOwn(found, candidate)) throw new IllegalVerdict('CANDIDATE')
  const { number, residentId } = found.application
  const both = [number, candidate.resident.number]
  if (both.includes(null) || !both.includes(keptNumber)) throw new IllegalVerdict('KEPT_NUMBER')
  const today = calendarDateAt(app.clock())
  const one = await readPerson(tx, residentId ?? '', today)
  const other = await readPerson(tx, candidate.residentId, today)
  const reaches = await mergeReach(app, actor)
  if (!reaches([one.unitCode, other.unitCode])) throw new MergeBeyondReach()
}
