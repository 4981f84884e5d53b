import {
  type QualityPolicy,
  qualityPolicySchema,
  usualQualityPolicy,
} from '../../../core/production/quality-policy.ts'
import type { Transaction } from '../../kernel/db.ts'

/** The policy that holds now: the one that was set last. */
export async function currentPolicy(tx: Transaction): Promise<QualityPolicy> {
  const row = await tx.qualityPolicy.findFirst({ orderBy: [{ since: 'desc' }, { id: 'desc' }] })
  return row ? qualityPolicySchema.parse(row.policy) : usualQualityPolicy
}
