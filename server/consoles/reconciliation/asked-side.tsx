import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  AnswerInquiryDocument,
  ForwardInquiryDocument,
  type InquiryAnswerOutcome,
  ReceiveInquiryDocument,
} from '../generated/inquiries.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { readTypedValue } from './field-values.ts'
import type { Inquiry } from './inquiry.ts'
import { type AllSaid, isLegal, SaidFields } from './said-fields.tsx'
import { answerNames } from './words.ts'

const words = {
  receive: { vi: 'Tiếp nhận', en: 'Sign for it' },
  received: { vi: 'Đã tiếp nhận', en: 'Received' },
  answer: { vi: 'Trả lời từ sổ quản lý cư trú', en: 'Answer from the books' },
  choose: { vi: 'Chọn…', en: 'Choose…' },
  send: { vi: 'Gửi trả lời', en: 'Send the answer' },
  sent: { vi: 'Đã gửi trả lời', en: 'Answered' },
  allMissing: { vi: 'Tất cả: không đăng ký tại đây', en: 'All: not registered here' },
  missing: { vi: 'mục chưa trả lời', en: 'items without an answer' },
  forward: { vi: 'Chuyển tiếp', en: 'Forward' },
  forwardTo: { vi: 'Đơn vị giữ sổ', en: 'Unit that keeps the books' },
  forwardHelp: {
    vi: 'Nếu đơn vị khác giữ sổ thì chuyển tiếp; hạn trả lời không đổi.',
    en: 'Where another unit keeps the books, pass it on; the due date stays.',
  },
  forwarded: { vi: 'Đã chuyển tiếp', en: 'Passed on' },
} as const satisfies Readonly<Record<string, Bilingual>>

const outcomes = [
  { value: '', name: words.choose },
  ...(Object.keys(answerNames) as InquiryAnswerOutcome[]).map((value) => ({
    value,
    name: answerNames[value],
  })),
]

export interface SideProps {
  readonly inquiry: Inquiry
  readonly onDone: (done: Bilingual) => void
}

/** The asked unit signs for it, answers each item, or passes it on. */
export function AskedSide({ inquiry, onDone }: SideProps) {
  const receive = useAct(ReceiveInquiryDocument)
  if (!inquiry.asked) return null
  if (inquiry.possibleEvents.includes('receive')) {
    return (
      <div className="row">
        <RefusalNotice refusal={receive.refusal} trouble={receive.trouble} />
        <ActionButton
          label={words.receive}
          keys="Ctrl+Enter"
          loading={receive.busy}
          onClick={() => void receive.act({ id: inquiry.id }).then((one) => one && onDone(words.received))}
        />
      </div>
    )
  }
  if (!inquiry.possibleEvents.includes('answer')) return null
  return (
    <>
      <AnswerForm inquiry={inquiry} onDone={onDone} />
      <ForwardForm inquiry={inquiry} onDone={onDone} />
    </>
  )
}

function AnswerForm({ inquiry, onDone }: SideProps) {
  const say = useSay()
  const [said, setSaid] = useState<AllSaid>({})
  const { act, busy, refusal, trouble } = useAct(AnswerInquiryDocument)
  const answers = inquiry.fields.flatMap(({ field }) => {
    const { outcome, typed } = said[field] ?? { outcome: '', typed: '' }
    const read = answerOutcome(outcome)
    if (!read) return []
    const value = read === 'VALUE' ? (readTypedValue(field, typed) ?? null) : null
    return read === 'VALUE' && value === null ? [] : [{ field, outcome: read, value }]
  })
  const missing = inquiry.fields.length - answers.length
  async function send(): Promise<void> {
    if (await act({ id: inquiry.id, answers })) onDone(words.sent)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send()
  }
  const noneHere = () =>
    setSaid(
      Object.fromEntries(
        inquiry.fields.map(({ field }) => [field, { outcome: 'NOT_REGISTERED', typed: '' }]),
      ),
    )
  return (
    <form className="panel" onSubmit={submit}>
      <h2>{say(words.answer)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SaidFields fields={inquiry.fields} outcomes={outcomes} said={said} onSay={setSaid} />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.send}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={missing > 0 || !isLegal(said)}
        />
        <ActionButton label={words.allMissing} keys="F8" variant="default" onClick={noneHere} />
        <output className="soft">{missing > 0 && `${missing} ${say(words.missing)}`}</output>
      </div>
    </form>
  )
}

const answerOutcome = (text: string): InquiryAnswerOutcome | undefined =>
  (Object.keys(answerNames) as InquiryAnswerOutcome[]).find((one) => one === text)

function ForwardForm({ inquiry, onDone }: SideProps) {
  const say = useSay()
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const { act, busy, refusal, trouble } = useAct(ForwardInquiryDocument)
  async function forward(): Promise<void> {
    if (unit && (await act({ id: inquiry.id, toUnitCode: unit.code }))) onDone(words.forwarded)
  }
  return (
    <section className="panel">
      <h2>{say(words.forward)}</h2>
      <p className="soft">{say(words.forwardHelp)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <div className="grow">
          <UnitPicker label={words.forwardTo} value={unit} onPick={setUnit} clearable />
        </div>
        <ActionButton
          label={words.forward}
          variant="default"
          loading={busy}
          disabled={!unit}
          onClick={() => void forward()}
        />
      </div>
    </section>
  )
}
