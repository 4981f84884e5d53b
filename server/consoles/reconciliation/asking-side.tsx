import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  ApplyInquiryDocument,
  CancelInquiryDocument,
  DisputeInquiryDocument,
} from '../generated/inquiries.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { SideProps } from './asked-side.tsx'

const words = {
  apply: { vi: 'Sử dụng kết quả', en: 'Make use of it' },
  agreed: {
    vi: 'Kết quả khớp với cơ sở dữ liệu: không có gì phải sửa',
    en: 'All agrees: nothing changes',
  },
  change: {
    vi: 'Phần còn thiếu thành đề nghị điều chỉnh, chờ duyệt',
    en: 'What was missing is a proposed correction',
  },
  conflict: {
    vi: 'Kết quả mâu thuẫn: đã mở vụ việc đối chiếu',
    en: 'It contradicts: a conflict case is open',
  },
  dispute: { vi: 'Hỏi lại', en: 'Ask again' },
  doubt: { vi: 'Điểm chưa rõ', en: 'What is doubted' },
  disputed: { vi: 'Đã hỏi lại, hạn trả lời mới', en: 'Asked again, with a new due date' },
  cancel: { vi: 'Hủy phiếu', en: 'Cancel' },
  cancelHelp: {
    vi: 'Đơn vị được hỏi không phải trả lời nữa.',
    en: 'The asked unit need not answer any more.',
  },
  cancelled: { vi: 'Đã hủy phiếu xác minh', en: 'Cancelled' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The asking unit makes use of the answer, doubts it, or needs none any more. */
export function AskingSide({ inquiry, onDone }: SideProps) {
  const [open, setOpen] = useState<'dispute' | 'cancel' | null>(null)
  const { act, busy, refusal, trouble } = useAct(ApplyInquiryDocument)
  if (!inquiry.asking) return null
  const may = (event: string) => inquiry.possibleEvents.includes(event)
  async function apply(): Promise<void> {
    const applied = await act({ id: inquiry.id })
    if (applied) onDone(applied.conflictId ? words.conflict : applied.changeId ? words.change : words.agreed)
  }
  const close = (done?: Bilingual) => {
    setOpen(null)
    if (done) onDone(done)
  }
  return (
    <>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        {may('apply') && (
          <ActionButton label={words.apply} keys="Ctrl+Enter" loading={busy} onClick={() => void apply()} />
        )}
        {may('dispute') && (
          <ActionButton
            label={words.dispute}
            keys="F6"
            variant="default"
            onClick={() => setOpen('dispute')}
          />
        )}
        {may('cancel') && (
          <ActionButton label={words.cancel} variant="default" onClick={() => setOpen('cancel')} />
        )}
      </div>
      {open === 'dispute' && <DisputeDialog id={inquiry.id} onClose={close} />}
      {open === 'cancel' && <CancelDialog id={inquiry.id} onClose={close} />}
    </>
  )
}

interface StepDialogProps {
  readonly id: string
  readonly onClose: (done?: Bilingual) => void
}

function DisputeDialog({ id, onClose }: StepDialogProps) {
  const say = useSay()
  const [question, setQuestion] = useState('')
  const { act, busy, refusal, trouble } = useAct(DisputeInquiryDocument)
  async function send(): Promise<void> {
    if (await act({ id, question: question.trim(), dueOn: null })) onClose(words.disputed)
  }
  return (
    <Dialog opened onClose={() => onClose()} title={say(words.dispute)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <Textarea
        label={say(words.doubt)}
        value={question}
        onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
        maxLength={500}
        rows={3}
        mb="md"
        data-autofocus
      />
      <ActionButton
        label={words.dispute}
        keys="Ctrl+Enter"
        loading={busy}
        disabled={question.trim() === ''}
        onClick={() => void send()}
      />
    </Dialog>
  )
}

function CancelDialog({ id, onClose }: StepDialogProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(CancelInquiryDocument)
  async function cancel(): Promise<void> {
    if (await act({ id })) onClose(words.cancelled)
  }
  return (
    <Dialog opened onClose={() => onClose()} title={say(words.cancel)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <p className="modal-lead">{say(words.cancelHelp)}</p>
      <ActionButton label={words.cancel} loading={busy} onClick={() => void cancel()} />
    </Dialog>
  )
}
