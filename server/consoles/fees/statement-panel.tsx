import { FileInput, Select } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { z } from 'zod'
import { type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatCount, formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today } from '../clock.ts'
import { PaymentStatementsDocument, type PaymentStatementsQuery } from '../generated/fee-cases.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { feeWords } from './words.ts'

const words = {
  title: { vi: 'Tệp đối soát trong ngày', en: 'The day’s statement' },
  from: { vi: 'Bên gửi', en: 'Sender' },
  BANK: { vi: 'Ngân hàng', en: 'Bank' },
  CARRIER: { vi: 'Bưu điện', en: 'Carrier' },
  file: { vi: 'Tệp CSV', en: 'CSV file' },
  take: { vi: 'Nạp tệp', en: 'Take it in' },
  rows: { vi: 'Giao dịch', en: 'Transactions' },
  known: { vi: 'Đã biết', en: 'Known' },
  added: { vi: 'Mới', en: 'New' },
  opened: { vi: 'Chờ quyết định', en: 'Cases' },
  faulty: { vi: 'Dòng lỗi', en: 'Faulty' },
  at: { vi: 'Nạp lúc', en: 'Taken in' },
  none: { vi: 'Chưa nạp tệp nào.', en: 'None was taken in yet.' },
  line: { vi: 'dòng', en: 'line' },
} as const satisfies Readonly<Record<string, Bilingual>>

const resultSchema = z.object({
  rows: z.int(),
  known: z.int(),
  added: z.int(),
  opened: z.int(),
  faulty: z.array(z.object({ line: z.int().nullable(), code: z.string() })),
})
const refusalSchema = z.object({ code: z.string(), vi: z.string(), en: z.string() })

type Result = z.infer<typeof resultSchema>
type Answer =
  | { readonly result: Result }
  | { readonly refused: { readonly code: string; readonly text: Bilingual } }

async function sendStatement(file: File, channel: string, day: CalendarDate): Promise<Answer | null> {
  const response = await fetch(`/payments/statements?channel=${channel}&day=${day}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: file,
  }).catch(() => null)
  const answer: unknown = await response?.json().catch(() => null)
  const result = resultSchema.safeParse(answer)
  if (response?.ok && result.success) return { result: result.data }
  const refusal = refusalSchema.safeParse(answer)
  if (!refusal.success) return null
  const { code, vi, en } = refusal.data
  return { refused: { code, text: { vi, en } } }
}

function TakenIn({ result: { rows, known, added, opened, faulty } }: { readonly result: Result }) {
  const say = useSay()
  const counts = [
    [words.rows, rows],
    [words.known, known],
    [words.added, added],
    [words.opened, opened],
    [words.faulty, faulty.length],
  ] as const
  const lines = faulty.flatMap(({ line }) => line ?? [])
  return (
    <Notice
      tone={faulty.length > 0 ? 'attention' : 'good'}
      title={counts.map(([name, count]) => `${say(name)}: ${formatCount(count)}`).join(' · ')}
      spoken
    >
      {lines.length > 0 && (
        <p>{`${say(words.faulty)}, ${say(words.line)} ${lines.slice(0, 20).join(', ')}`}</p>
      )}
    </Notice>
  )
}

type Statement = PaymentStatementsQuery['paymentStatements']['edges'][number]['node']

const columns = (say: ReturnType<typeof useSay>): readonly Column<Statement>[] => [
  { title: feeWords.day, cell: ({ day }) => formatDate(day) },
  { title: words.from, cell: ({ channel }) => say(channel === 'CARRIER' ? words.CARRIER : words.BANK) },
  { title: words.rows, number: true, cell: ({ rows }) => formatCount(rows) },
  { title: words.added, number: true, cell: ({ added }) => formatCount(added) },
  { title: words.opened, number: true, cell: ({ opened }) => formatCount(opened) },
  { title: words.faulty, number: true, cell: ({ faulty }) => formatCount(faulty) },
  { title: words.at, cell: ({ importedAt }) => formatInstant(importedAt) },
]

/** A day's file is taken in, and what the last ones held. */
export function StatementPanel({ onTaken }: { readonly onTaken: () => void }) {
  const say = useSay()
  const [channel, setChannel] = useState('BANK')
  const [day, setDay] = useState<CalendarDate | null>(today())
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | 'lost' | null>(null)
  const { data, again } = useAsk(PaymentStatementsDocument, { first: 10 }, { policy: 'cache-and-network' })
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!file || !day || busy) return
    setBusy(true)
    setAnswer((await sendStatement(file, channel, day)) ?? 'lost')
    setBusy(false)
    again()
    onTaken()
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <form className="row statement-form" onSubmit={(event) => void submit(event)}>
        <Select
          label={say(words.from)}
          data={[
            { value: 'BANK', label: say(words.BANK) },
            { value: 'CARRIER', label: say(words.CARRIER) },
          ]}
          value={channel}
          onChange={(value) => setChannel(value ?? 'BANK')}
          allowDeselect={false}
        />
        <DateInput label={feeWords.day} value={day} onDate={setDay} />
        <FileInput
          label={say(words.file)}
          accept="text/csv,.csv"
          value={file}
          onChange={setFile}
          className="grow"
        />
        <ActionButton label={words.take} type="submit" loading={busy} disabled={!file || !day} />
      </form>
      <RefusalNotice
        refusal={answer !== null && answer !== 'lost' && 'refused' in answer ? answer.refused : null}
        trouble={answer === 'lost' ? { kind: 'unreachable' } : null}
      />
      {answer !== null && answer !== 'lost' && 'result' in answer && <TakenIn result={answer.result} />}
      {data && (
        <Worklist
          caption={words.title}
          rows={data.paymentStatements.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns(say)}
          empty={words.none}
        />
      )}
    </section>
  )
}
