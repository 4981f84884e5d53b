import { DomainError } from '../../../core/errors.ts'
import { type QualityPolicy, qualityPolicySchema } from '../../../core/production/quality-policy.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { officerIdOf } from '../stock/write-minutes.ts'

/** A sample of nothing, or a window that is smaller than what it must hold. */
export class IllegalQualityPolicy extends DomainError<'ILLEGAL_QUALITY_POLICY'> {
  constructor(field: string) {
    super(
      'ILLEGAL_QUALITY_POLICY',
      {
        vi: 'Quy định kiểm tra chất lượng không hợp lệ: số thẻ phải từ 1 đến 1000, tỷ lệ từ 0 đến 1, số lần kiểm tra tối thiểu không lớn hơn cửa sổ tính tỷ lệ.',
        en: 'Not a policy: numbers of cards lie between 1 and 1000, the share between 0 and 1, and the least number of checks within the window.',
      },
      { field },
    )
  }
}

/** Quality control follows another policy from now on; the former ones stay on record. */
export async function setQualityPolicy(app: App, actor: Actor, input: QualityPolicy): Promise<QualityPolicy> {
  demand(actor, 'batch.steer')
  const parsed = qualityPolicySchema.safeParse(input)
  if (!parsed.success) throw new IllegalQualityPolicy(String(parsed.error.issues[0]?.path[0] ?? ''))
  const policy = parsed.data
  if (policy.rateLeast > policy.rateWindow) throw new IllegalQualityPolicy('rateLeast')
  const at = app.clock()
  const officerId = officerIdOf(actor)
  await app.db.$transaction(async (tx) => {
    const { id } = await tx.qualityPolicy.create({ data: { since: instantAt(at), officerId, policy } })
    await audit(tx, {
      actor,
      at,
      action: 'quality.set-policy',
      subjectKind: 'quality policy',
      subjectId: id,
      details: policy,
    })
  })
  return policy
}
