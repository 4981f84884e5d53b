import { useState } from 'react'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { type ApprovalRowFragment, ApproveFileDocument } from '../generated/approvals.ts'
import { troubleOf } from '../graphql/trouble.ts'

const words = {
  title: { vi: 'Duyệt các hồ sơ này?', en: 'Approve these files?' },
  lead: {
    vi: 'Các hồ sơ này không có cảnh báo. Hệ thống duyệt từng hồ sơ; hồ sơ nào không duyệt được sẽ nêu lý do.',
    en: 'None of these is flagged. They are approved one by one; what is not approved says why.',
  },
  go: { vi: 'Duyệt', en: 'Approve' },
  close: { vi: 'Đóng', en: 'Close' },
  waits: { vi: 'chờ', en: 'waits' },
  done: { vi: 'Đã duyệt', en: 'Approved' },
  unreachable: {
    vi: 'Không kết nối được với máy chủ; hãy xem lại danh sách.',
    en: 'The server cannot be reached; look at the list again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Outcome {
  readonly good: boolean
  readonly text: Bilingual
}

interface ApproveTogetherProps {
  readonly rows: readonly ApprovalRowFragment[]
  readonly onClose: () => void
}

/** Several files after one question; each has an outcome of its own. */
export function ApproveTogether({ rows, onClose }: ApproveTogetherProps) {
  const say = useSay()
  const client = useClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [begun, setBegun] = useState(false)
  const approve = async (id: string): Promise<Outcome> => {
    const { data, error } = await client.mutation(ApproveFileDocument, { id }).toPromise()
    const answer = data?.approveApplication
    if (answer?.__typename === 'DomainRefusal') return { good: false, text: answer.text }
    if (answer) return { good: true, text: words.done }
    const trouble = error && troubleOf(error)
    return { good: false, text: trouble?.kind === 'refused' ? trouble.text : words.unreachable }
  }
  const run = async () => {
    setBegun(true)
    for (const { id } of rows) {
      const outcome = await approve(id)
      setOutcomes((before) => new Map([...before, [id, outcome]]))
    }
  }
  const finished = outcomes.size === rows.length
  return (
    <Dialog opened title={say(words.title)} {...((!begun || finished) && { onClose })}>
      <div className="together">
        <p>{say(words.lead)}</p>
        <ul aria-live="polite">
          {rows.map(({ id, code, applicantName }) => (
            <Line key={id} code={code} name={applicantName} outcome={outcomes.get(id) ?? null} />
          ))}
        </ul>
        {finished ? (
          <ActionButton label={words.close} keys="Ctrl+Enter" onClick={onClose} />
        ) : (
          <ActionButton
            label={words.go}
            keys="Ctrl+Enter"
            loading={begun}
            disabled={begun}
            onClick={() => void run()}
            data-autofocus
          />
        )}
      </div>
    </Dialog>
  )
}

interface LineProps {
  readonly code: string
  readonly name: string | null
  readonly outcome: Outcome | null
}

function Line({ code, name, outcome }: LineProps) {
  const say = useSay()
  const tone = outcome ? (outcome.good ? 'badge-good' : 'badge-attention') : ''
  return (
    <li>
      {name} <span className="code soft">{code}</span>{' '}
      {outcome === null || outcome.good ? (
        <span className={`badge ${tone}`}>{say(outcome?.text ?? words.waits)}</span>
      ) : (
        <span className="not-done">{say(outcome.text)}</span>
      )}
    </li>
  )
}
