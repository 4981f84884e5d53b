import { Select } from '@mantine/core'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import type { CalendarDate } from '../../../../core/dates/calendar-date.ts'
import { feeExemptions, feeFor } from '../../../../core/enrollment/fees.ts'
import { formatCount } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { Typed } from '../use-draft.ts'
import { feeIn } from './details-draft.ts'
import { words } from './words.ts'

interface FeeBoxProps {
  readonly session: SessionView
  readonly typed: Typed
  readonly on: CalendarDate
  readonly onType: (changes: Typed) => void
}

/** What is due by which rule, and who is exempt on what proof. */
export function FeeBox({ session, typed, on, onType }: FeeBoxProps) {
  const say = useSay()
  const fee = feeIn(typed, on)
  if (!fee || !typed['reason']) return <p className="soft">{say(words.feeFirst)}</p>
  const kind = typed['kind'] as 'FIRST_ISSUE' | 'EXCHANGE' | 'REISSUE'
  const { text } = feeFor({ kind, reason: typed['reason'], on, exemption: typed['fee.exemption'] || null })
  const proofs = session.papers.filter(({ type }) => type === 'FEE_EXEMPTION')
  return (
    <div className="field-grid">
      <p>
        <strong className="fee-amount">
          {fee.amount === 0 ? say(words.free) : `${formatCount(fee.amount)} đ`}
        </strong>
        <br />
        <span className="soft">{say(text)}</span>
      </p>
      {fee.decision !== 'FREE' && (
        <Select
          label={say(words.exemption)}
          placeholder={say(words.noExemption)}
          data={feeExemptions.map(({ code, label }) => ({ value: code, label: say(label) }))}
          value={typed['fee.exemption'] || null}
          onChange={(code) => onType({ 'fee.exemption': code ?? '', 'fee.paper': proofs[0]?.id ?? '' })}
          clearable
          searchable
        />
      )}
      {fee.decision === 'EXEMPT' && (
        <Select
          label={say(words.exemptionPaper)}
          data={proofs.map(({ id, pages }, i) => ({ value: id, label: `${i + 1} (${pages.length})` }))}
          value={typed['fee.paper'] || null}
          onChange={(paper) => onType({ 'fee.paper': paper ?? '' })}
          description={proofs.length === 0 ? say(words.exemptionPaperFirst) : undefined}
        />
      )}
    </div>
  )
}
