import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { fieldOf, reconciledFieldNames } from '../../../core/reconciliation/fields.ts'
import { inquiryDefaults } from '../../../core/reconciliation/inquiry.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { SendInquiryDocument } from '../generated/inquiries.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useUnitsFor } from '../session/session.tsx'
import { ReconciliationNav } from './reconciliation-nav.tsx'

const words = {
  title: { vi: 'Gửi phiếu xác minh', en: 'Send an inquiry' },
  lead: {
    vi: 'Hỏi công an nơi thường trú. Bỏ trống nơi được hỏi thì gửi đến nơi thường trú trong hồ sơ; hạn mặc định 10 ngày làm việc.',
    en: 'Asks the police of the permanent residence, in ten working days unless said otherwise.',
  },
  from: { vi: 'Đơn vị hỏi', en: 'Asking unit' },
  to: { vi: 'Nơi được hỏi (nếu khác nơi thường trú)', en: 'Asked unit (if not the residence)' },
  fields: { vi: 'Mục cần xác minh', en: 'Items to verify' },
  question: { vi: 'Nội dung hỏi', en: 'Question' },
  due: { vi: 'Hạn trả lời', en: 'Due' },
  send: { vi: 'Gửi phiếu', en: 'Send' },
} as const satisfies Readonly<Record<string, Bilingual>>

function SendForm({ residentId }: { readonly residentId: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const units = useUnitsFor('inquiry.send')
  const [fromUnitCode, setFrom] = useState(units[0]?.code ?? '')
  const [to, setTo] = useState<PickedUnit | null>(null)
  const [fields, setFields] = useState<readonly string[]>(inquiryDefaults.fields)
  const [question, setQuestion] = useState(inquiryDefaults.question.vi)
  const [dueOn, setDueOn] = useState<CalendarDate | null>(null)
  const { act, busy, refusal, trouble } = useAct(SendInquiryDocument)
  async function send(): Promise<void> {
    const toUnitCode = to?.code ?? null
    const asked = { residentId, fromUnitCode, toUnitCode, fields, question: question.trim(), dueOn }
    const sent = await act(asked)
    if (sent) await navigate(`/reconciliation/inquiries/${sent.id}`)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send()
  }
  return (
    <form className="panel" onSubmit={submit}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <NativeSelect
          label={say(words.from)}
          value={fromUnitCode}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          data={units.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <div className="grow">
          <UnitPicker label={words.to} value={to} onPick={setTo} clearable />
        </div>
        <DateInput label={words.due} value={dueOn} onDate={setDueOn} />
      </div>
      <Checkbox.Group label={say(words.fields)} value={[...fields]} onChange={setFields}>
        <div className="field-grid">
          {reconciledFieldNames.map((field) => (
            <Checkbox key={field} value={field} label={say(fieldOf(field).label)} />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea
        label={say(words.question)}
        value={question}
        onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
        maxLength={500}
        rows={2}
      />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.send}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={fields.length === 0 || question.trim() === ''}
        />
      </div>
    </form>
  )
}

export function SendInquiryScreen() {
  const { residentId = '' } = useParams()
  return (
    <Screen title={words.title} lead={words.lead}>
      <ReconciliationNav />
      <SendForm residentId={residentId} />
    </Screen>
  )
}
