import { Button, Radio, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { decisionDocuments } from '../../../core/reconciliation/sources.ts'
import { nameIn } from '../forms/words.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  type ComparisonFragment,
  ConfirmDecisionDocument,
  type DecisionRefusal,
  RefuseDecisionDocument,
} from '../generated/conflict.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { shown } from './field-values.ts'
import { decisionRefusalNames } from './words.ts'

const words = {
  title: { vi: 'Đề xuất', en: 'Proposal' },
  settled: { vi: 'Kết luận', en: 'Decision' },
  changes: { vi: 'Điều chỉnh', en: 'Changes' },
  unchanged: { vi: 'không mục nào của CSDL', en: 'no item of the register' },
  confirms: { vi: 'Hồ sơ tạm thành hồ sơ chính thức.', en: 'The provisional record becomes regular.' },
  document: { vi: 'Giấy tờ làm căn cứ', en: 'Document' },
  paper: { vi: 'Xem bản quét', en: 'Open the scan' },
  maker: { vi: 'Người đề xuất', en: 'Proposed by' },
  you: { vi: 'bạn', en: 'you' },
  own: {
    vi: 'Bạn là người đề xuất: phải do một lãnh đạo khác duyệt.',
    en: 'You proposed this: another approver decides.',
  },
  waits: { vi: 'Đang chờ lãnh đạo duyệt.', en: 'Waits for an approver.' },
  confirm: { vi: 'Duyệt', en: 'Confirm' },
  refuse: { vi: 'Từ chối', en: 'Refuse' },
  reason: { vi: 'Lý do từ chối', en: 'Reason' },
  confirmed: { vi: 'Đã duyệt, vụ việc đã giải quyết', en: 'Confirmed, the case is settled' },
  number: {
    vi: 'Đã duyệt. Giới tính, năm sinh hoặc tỉnh thay đổi: cần xem lại số định danh.',
    en: 'Confirmed. Sex, birth year or province changed: the number must be looked at.',
  },
  refused: { vi: 'Đã từ chối; vụ việc mở lại', en: 'Refused; the case is open again' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reasons = Object.keys(decisionRefusalNames) as readonly DecisionRefusal[]

interface CheckPanelProps {
  readonly detail: ComparisonFragment
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

/** What was proposed and on which paper; a second officer confirms or refuses, its maker sees why they may not. */
export function CheckPanel({ detail, onDone, onReload }: CheckPanelProps) {
  const say = useSay()
  const may = useMay()
  const [refusing, setRefusing] = useState(false)
  const { act, busy, refusal, trouble } = useAct(ConfirmDecisionDocument)
  const { proposal, mine, maker, documentKind, documentNumber, documentSha256 } = detail
  if (!proposal) return null
  const waits = detail.case.possibleEvents.includes('confirm')
  const decides = waits && may('conflict.decide') && !mine
  async function confirm(): Promise<void> {
    const settled = await act({ id: detail.case.id })
    if (settled) onDone(settled.touchesNumber ? words.number : words.confirmed)
  }
  const changes = proposal.values.map(
    ({ field, label, value }) => `${say(label)} → ${say(shown(field, value))}`,
  )
  return (
    <section className="panel">
      <h2>
        {say(waits ? words.title : words.settled)}: {say(proposal.outcomeText)}
      </h2>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <dl className="facts">
        <div>
          <dt>{say(words.changes)}</dt>
          <dd>{changes.length > 0 ? changes.join('; ') : say(words.unchanged)}</dd>
        </div>
        <div>
          <dt>{say(words.document)}</dt>
          <dd>
            {documentKind && say(nameIn(decisionDocuments, documentKind))} {documentNumber}
            {documentSha256 && (
              <>
                {' · '}
                <a href={`/conflicts/${detail.case.id}/paper`} target="_blank" rel="noreferrer">
                  {say(words.paper)}
                </a>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{say(words.maker)}</dt>
          <dd>{mine ? say(words.you) : maker}</dd>
        </div>
      </dl>
      {proposal.confirmsRecord && <p>{say(words.confirms)}</p>}
      {waits && !decides && <p className="soft">{say(mine ? words.own : words.waits)}</p>}
      {decides && (
        <div className="row">
          <ActionButton
            label={words.confirm}
            keys="Ctrl+Enter"
            loading={busy}
            onClick={() => void confirm()}
          />
          <ActionButton label={words.refuse} keys="F8" variant="default" onClick={() => setRefusing(true)} />
        </div>
      )}
      {refusing && (
        <RefuseDialog
          id={detail.case.id}
          onClose={() => setRefusing(false)}
          onDone={() => {
            setRefusing(false)
            onDone(words.refused)
          }}
        />
      )}
    </section>
  )
}

interface RefuseDialogProps {
  readonly id: string
  readonly onClose: () => void
  readonly onDone: () => void
}

function RefuseDialog({ id, onClose, onDone }: RefuseDialogProps) {
  const say = useSay()
  const [reason, setReason] = useState<DecisionRefusal | null>(null)
  const { act, busy, refusal, trouble } = useAct(RefuseDecisionDocument)
  async function refuse(): Promise<void> {
    if (reason && (await act({ id, reason }))) onDone()
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void refuse()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.refuse)}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Radio.Group
            label={say(words.reason)}
            value={reason}
            onChange={(value) => setReason(reasons.find((one) => one === value) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {reasons.map((one, i) => (
                <Radio
                  key={one}
                  value={one}
                  label={say(decisionRefusalNames[one])}
                  {...(i === 0 && { 'data-autofocus': true })}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Button type="submit" loading={busy} disabled={reason === null}>
            {say(words.refuse)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
