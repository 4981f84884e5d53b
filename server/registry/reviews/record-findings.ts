import { DomainError } from '../../../core/errors.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { type Finding, readFindings } from '../../../core/review/findings.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound, SamePerson } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { loadReview, roundOf } from './load-review.ts'
import { NotOnTeam } from './review-team.ts'

/** The round of this officer is not open: not begun, or handed in already. */
export class RoundNotOpen extends DomainError<'ROUND_NOT_OPEN'> {
  constructor(round: number) {
    super(
      'ROUND_NOT_OPEN',
      {
        vi: 'Lượt kiểm tra này chưa mở hoặc đã nộp kết quả, không ghi hay sửa được nữa.',
        en: 'This round has not begun or was handed in: nothing can be recorded or corrected.',
      },
      { round },
    )
  }
}

/** In which state of the plan each round answers. */
const openIn = { 1: 'RUNNING', 2: 'CHECKED' } as const

export interface CheckedForm {
  readonly sampleId: string
  /** Empty for a form without an error. */
  readonly findings: readonly Finding[]
}

/**
 * What a visit found about one form of the sample, on the phone or keyed in from paper. The last answer for a form counts
 * until the round is handed in, so sending one again changes nothing. Nobody checks a form that they collected.
 */
export async function recordFindings(app: App, actor: Actor, checked: CheckedForm): Promise<void> {
  const at = app.clock()
  const sampleId = recordId(checked.sampleId, 'review sample')
  await app.db.$transaction(async (tx) => {
    const sample = await tx.reviewSample.findUnique({ where: { id: sampleId } })
    if (!sample) throw new NotFound('review sample')
    // Shared with other checkers, not with whoever hands the round in.
    await tx.$queryRaw`SELECT 1 FROM "ReviewPlan" WHERE "id" = ${sample.planId}::uuid FOR SHARE`
    const plan = await loadReview(tx, sample.planId)
    await authorise(app, actor, 'review.check', plan.unitCode)
    const round = roundOf(plan, actor)
    if (round === null || (round === 2 && !sample.recheck)) throw new NotOnTeam()
    if (plan.status !== openIn[round] || sample.attempt !== plan.attempt) throw new RoundNotOpen(round)
    if (sample.collectorId === actor.id) throw new SamePerson('review.check')
    const findings = await findingsOf(tx, sample.formSerial, checked.findings)
    const by = { id: actor.id, at: instantAt(at) }
    await tx.reviewSample.update({
      where: { id: sample.id },
      data:
        round === 1 ? { checkedById: by.id, checkedAt: by.at } : { recheckedById: by.id, recheckedAt: by.at },
    })
    await tx.reviewFinding.deleteMany({ where: { sampleId: sample.id, round } })
    await tx.reviewFinding.createMany({
      data: findings.map((one) => ({
        ...one,
        sampleId: sample.id,
        round,
        officerId: by.id ?? '',
        at: by.at,
      })),
    })
    await audit(tx, {
      actor,
      at,
      action: 'review.check',
      subjectKind: 'review sample',
      subjectId: sample.id,
      details: { round, errors: findings.length },
    })
  })
}

async function findingsOf(tx: Transaction, serial: string, findings: readonly Finding[]) {
  const { definition } = await tx.form.findUniqueOrThrow({
    where: { serial },
    select: { definition: true },
  })
  return readFindings(formDefinitionOf(definition), findings)
}
