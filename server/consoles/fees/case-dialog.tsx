import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { paymentCaseKinds } from '../../../core/enrollment/judge-notice.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import {
  ApplyPaymentCaseDocument,
  AskCaseRefundDocument,
  type CaseViewFragment,
} from '../generated/fee-cases.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { dong } from './words.ts'

const words = {
  settle: { vi: 'Trừ cho hồ sơ', en: 'Settle a file' },
  which: { vi: 'Mã hồ sơ hoặc mã nộp tiền LP', en: 'Code of the file, or reference LP' },
  over: {
    vi: 'Phần dư được đề nghị hoàn lại cho người nộp.',
    en: 'What is over is asked to be refunded to the payer.',
  },
  refund: { vi: 'Đề nghị hoàn cả khoản', en: 'Ask for all of it to be refunded' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface CaseDialogProps {
  readonly found: CaseViewFragment
  readonly onDone: () => void
  readonly onClose: () => void
}

/** One sum: it settles a file, or goes back. */
export function CaseDialog({ found, onDone, onClose }: CaseDialogProps) {
  const say = useSay()
  const applying = useAct(ApplyPaymentCaseDocument)
  const refunding = useAct(AskCaseRefundDocument)
  const [text, setText] = useState(
    found.kind === 'WRONG_AMOUNT' ? (found.named.payment?.applicationCode ?? '') : '',
  )
  const kind = paymentCaseKinds[found.kind]
  const end = async (step: Promise<unknown>) => {
    if (!(await step)) return
    onDone()
    onClose()
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void end(applying.act({ caseId: found.id, text }))
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(kind.name)}: ${dong(found.amount)}`}>
      <form className="form-lines" onSubmit={submit}>
        <p>{say(kind.look)}</p>
        <p className="case-words code">{found.content}</p>
        <RefusalNotice
          refusal={applying.refusal ?? refunding.refusal}
          trouble={applying.trouble ?? refunding.trouble}
        />
        <TextInput
          label={say(words.which)}
          description={say(words.over)}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          classNames={{ input: 'code' }}
          data-autofocus
        />
        <div className="row">
          <ActionButton
            label={words.settle}
            type="submit"
            keys="Ctrl+Enter"
            loading={applying.busy}
            disabled={text.trim() === ''}
          />
          <ActionButton
            label={words.refund}
            keys="F6"
            variant="default"
            loading={refunding.busy}
            onClick={() => void end(refunding.act({ caseId: found.id }))}
          />
        </div>
      </form>
    </Dialog>
  )
}
