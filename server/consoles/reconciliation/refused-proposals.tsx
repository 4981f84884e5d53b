import type { Bilingual } from '../../../core/errors.ts'
import { decisionOutcomes } from '../../../core/reconciliation/decision.ts'
import { decisionDocuments } from '../../../core/reconciliation/sources.ts'
import { nameIn } from '../forms/words.ts'
import type { ComparisonFragment } from '../generated/conflict.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { shown } from './field-values.ts'
import { decisionRefusalNames } from './words.ts'

const title: Bilingual = { vi: 'Đề xuất đã bị từ chối', en: 'Refused proposals' }

/** What checkers did not agree with stays to be read; it fills in nothing. */
export function RefusedProposals({ refusals }: Pick<ComparisonFragment, 'refusals'>) {
  const say = useSay()
  if (refusals.length === 0) return null
  return (
    <section className="panel">
      <h2>{say(title)}</h2>
      <ul className="plain-list">
        {refusals.map((one) => (
          <li key={one.refusedAt}>
            {formatInstant(one.refusedAt)} · {say(decisionOutcomes[one.outcome])} ·{' '}
            {say(nameIn(decisionDocuments, one.documentKind))} {one.documentNumber} ·{' '}
            <strong>{say(nameIn(decisionRefusalNames, one.reason))}</strong>
            {one.values.length > 0 && (
              <span className="soft">
                {' '}
                {one.values.map((v) => `${say(v.label)}: ${say(shown(v.field, v.value))}`).join('; ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
