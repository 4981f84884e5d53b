import { Radio } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type DecisionOutcome, decisionOutcomes } from '../../../core/reconciliation/decision.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { type ComparisonFragment, ProposeDecisionDocument } from '../generated/conflict.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type Choices, chosenValues } from './choices.ts'
import { DocumentFields, noDocument } from './document-fields.tsx'
import { shown } from './field-values.ts'

const words = {
  title: { vi: 'Đề xuất kết luận', en: 'Propose a decision' },
  outcome: { vi: 'Kết luận', en: 'Outcome' },
  changes: { vi: 'Sẽ điều chỉnh', en: 'Will change' },
  unchanged: { vi: 'Không mục nào của CSDL thay đổi.', en: 'No item of the register changes.' },
  propose: { vi: 'Gửi đề xuất', en: 'Send the proposal' },
  toDocument: { vi: 'Đến phần kết luận', en: 'To the decision' },
  next: { vi: 'Một lãnh đạo khác sẽ duyệt.', en: 'Another approver decides.' },
  done: { vi: 'Đã gửi đề xuất; chờ người khác duyệt', en: 'Proposed; another officer decides' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Only a form that waits can be somebody else's or go back; a row of a locality's data can be somebody else. */
function outcomesOf({ case: found }: ComparisonFragment): readonly DecisionOutcome[] {
  const ofForm: readonly DecisionOutcome[] = found.formSerial ? ['OTHER_PERSON', 'FORM_WRONG'] : []
  const ofRow: readonly DecisionOutcome[] = found.origin === 'IMPORT' ? ['OTHER_PERSON'] : []
  const same: readonly DecisionOutcome[] = found.residentId ? ['SAME_PERSON'] : []
  return [...new Set([...same, ...ofForm, ...ofRow])]
}

interface DecisionPanelProps {
  readonly detail: ComparisonFragment
  readonly choices: Choices
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

export function DecisionPanel({ detail, choices, onDone, onReload }: DecisionPanelProps) {
  const say = useSay()
  const place = useRef<HTMLFormElement>(null)
  const outcomes = outcomesOf(detail)
  const [outcome, setOutcome] = useState<DecisionOutcome>(outcomes[0] ?? 'SAME_PERSON')
  const [document, setDocument] = useState(noDocument)
  const { act, busy, refusal, trouble } = useAct(ProposeDecisionDocument)
  const imported = detail.case.origin === 'IMPORT' && detail.case.formSerial === null
  const takesValues = outcome === 'SAME_PERSON' || (outcome === 'OTHER_PERSON' && imported)
  const values = takesValues ? chosenValues(detail.rows, choices) : []
  const labels = new Map(detail.rows.map(({ field, label }) => [field, label]))
  useShortcut('F4', words.toDocument, () =>
    place.current?.querySelector<HTMLElement>('input:checked, select')?.focus(),
  )
  async function propose(): Promise<void> {
    const documentNumber = document.documentNumber.trim()
    const baseVersion = outcome === 'SAME_PERSON' ? detail.recordVersion : null
    const sent = await act({ id: detail.case.id, outcome, baseVersion, values, ...document, documentNumber })
    if (sent) onDone(words.done)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void propose()
  }
  return (
    <form className="panel" onSubmit={submit} ref={place}>
      <h2>{say(words.title)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <Radio.Group
        label={say(words.outcome)}
        value={outcome}
        onChange={(picked) => setOutcome(outcomes.find((one) => one === picked) ?? outcome)}
      >
        <div className="radio-list">
          {outcomes.map((one) => (
            <Radio key={one} value={one} label={say(decisionOutcomes[one])} />
          ))}
        </div>
      </Radio.Group>
      {takesValues && (
        <output>
          {values.length === 0
            ? say(words.unchanged)
            : `${say(words.changes)}: ${values
                .map(({ field, value }) => {
                  const label = labels.get(field)
                  return `${label ? say(label) : field} → ${say(shown(field, value))}`
                })
                .join('; ')}`}
        </output>
      )}
      <DocumentFields value={document} onChange={setDocument} unitCode={detail.case.unitCode} />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.propose}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={document.documentNumber.trim() === ''}
        />
        <span className="soft">{say(words.next)}</span>
      </div>
    </form>
  )
}
