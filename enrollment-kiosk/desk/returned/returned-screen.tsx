import { useNavigate } from 'react-router'
import type { ReturnedFile } from '../../../core/contracts/desk/day.ts'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { useCommand } from '../api/use-command.ts'
import { today } from '../clock.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'

const words = {
  title: { vi: 'Hồ sơ bị trả lại', en: 'Returned files' },
  lead: {
    vi: 'Gọi người dân trước hạn. Mở lại chỉ hỏi phần phải làm lại; phần khác giữ nguyên.',
    en: 'Call the applicant before the deadline. Opening asks only for the part at fault; the rest is kept.',
  },
  caption: { vi: 'Hồ sơ bị trả lại', en: 'Returned files' },
  person: { vi: 'Người dân', en: 'Applicant' },
  reason: { vi: 'Lý do', en: 'Reason' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  noPhone: { vi: 'không có', en: 'none' },
  deadline: { vi: 'Hạn', en: 'Deadline' },
  late: { vi: 'Quá hạn', en: 'Overdue' },
  returned: { vi: 'Trả lại lúc', en: 'Returned' },
  open: { vi: 'Mở lại', en: 'Open again' },
  empty: { vi: 'Không có hồ sơ nào bị trả lại.', en: 'No file was returned.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What the server sent back to this centre: why, whom to call, until when. */
export function ReturnedScreen() {
  const say = useSay()
  const { data, refusal } = useAnswer<readonly ReturnedFile[]>('/returned', { on: ['sync', 'session'] })
  const rows = (data ?? []).toSorted((a, b) => (a.deadlineOn ?? '9999').localeCompare(b.deadlineOn ?? '9999'))
  const columns: readonly Column<ReturnedFile>[] = [
    {
      title: words.person,
      cell: ({ name, code }) => (
        <>
          <strong>{name}</strong>
          <br />
          <span className="code">{code}</span>
        </>
      ),
    },
    {
      title: words.reason,
      cell: ({ reasons }) => reasons.map((reason) => <p key={reason.en}>{say(reason)}</p>),
    },
    {
      title: words.phone,
      cell: ({ phone }) =>
        phone === null ? (
          <span className="soft">{say(words.noPhone)}</span>
        ) : (
          <a href={`tel:${phone}`}>{phone}</a>
        ),
    },
    { title: words.deadline, cell: ({ deadlineOn }) => <Deadline on={deadlineOn} /> },
    {
      title: words.returned,
      cell: ({ returnedAt }) => <span className="nowrap">{formatInstant(returnedAt)}</span>,
    },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <RefusalNotice refusal={refusal} />
      {data && (
        <Worklist
          caption={words.caption}
          rows={rows}
          keyOf={({ code }) => code}
          columns={columns}
          action={(file) => <Open file={file} />}
          empty={words.empty}
        />
      )}
    </Screen>
  )
}

function Deadline({ on }: { readonly on: string | null }) {
  const say = useSay()
  if (on === null) return <>–</>
  const isLate = on < today()
  return (
    <span className={isLate ? 'badge badge-trouble' : 'nowrap'}>
      {isLate && `! ${say(words.late)} `}
      {formatDate(on)}
    </span>
  )
}

function Open({ file: { code } }: { readonly file: ReturnedFile }) {
  const navigate = useNavigate()
  const command = useCommand()
  const open = async () => {
    const done = await command.run<SessionView>({
      method: 'POST',
      path: `/returned/${code}/open`,
      scope: code,
    })
    if (done) await navigate(`/files/${done.answer.id}`)
  }
  return (
    <>
      <RefusalNotice refusal={command.refusal} />
      <ActionButton label={words.open} size="sm" loading={command.busy} onClick={() => void open()} />
    </>
  )
}
