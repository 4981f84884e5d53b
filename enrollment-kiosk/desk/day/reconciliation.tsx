import type { DayReconciliation } from '../../../core/contracts/desk/day.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

/** Captured = sent + waiting + cancelled, in figures large enough to be read across the room, and what is left over. */
export function Reconciliation({ reconciliation }: { readonly reconciliation: DayReconciliation }) {
  const say = useSay()
  const { captured, sent, waiting, cancelled, open, difference, closedAt } = reconciliation
  const terms = [
    { sign: '=', label: words.sent, value: sent },
    { sign: '+', label: words.toSend, value: waiting },
    { sign: '+', label: words.cancelled, value: cancelled },
  ]
  return (
    <section className="panel" aria-label={say(words.reconciliation)}>
      <h2>{say(words.reconciliation)}</h2>
      <dl className="equation">
        <Term label={say(words.captured)} value={captured} />
        {terms.map(({ sign, label, value }) => (
          <Term key={label.en} sign={sign} label={say(label)} value={value} />
        ))}
        <Term label={say(words.difference)} value={difference} tone={difference === 0 ? 'good' : 'trouble'} />
        <Term label={say(words.open)} value={open} tone={open === 0 ? 'good' : 'attention'} />
      </dl>
      <p className={difference === 0 ? 'balance-good' : 'balance-trouble'}>
        {difference === 0 ? `✓ ${say(words.balanced)}` : `! ${say(words.unbalanced)}`}
      </p>
      {open > 0 && <p className="soft">! {say(words.stillOpen)}</p>}
      {closedAt && (
        <p>
          <strong>
            ✓ {say(words.closedAt)} {formatInstant(closedAt)}
          </strong>
        </p>
      )}
    </section>
  )
}

interface TermProps {
  readonly sign?: string
  readonly label: string
  readonly value: number
  readonly tone?: 'good' | 'attention' | 'trouble'
}

function Term({ sign, label, value, tone }: TermProps) {
  return (
    <div className="equation-term" data-tone={tone}>
      <dt>{label}</dt>
      <dd>
        {sign && (
          <span className="equation-sign" aria-hidden="true">
            {sign}{' '}
          </span>
        )}
        {formatCount(value)}
      </dd>
    </div>
  )
}
