import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useRef, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatAge, formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import type { StationTileFragment, UnknownCardFragment } from '../generated/board.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { pressInRow } from './press-in-row.ts'
import { stationName } from './station-name.ts'
import { SpoiledDialog, UntouchedDialog } from './tray-dialogs.tsx'
import { useTray } from './use-tray.ts'

const words = {
  title: { vi: 'Chưa rõ thẻ đã ra hay chưa', en: 'Cards that nobody can tell of' },
  lead: {
    vi: 'Xem khay ra thẻ: quét thẻ hoặc khai hỏng. Không in lại khi chưa rõ.',
    en: 'Look in the output tray: scan the card, or declare it spoiled. Nothing is printed again before that is known.',
  },
  scan: { vi: 'Quét mã QR của thẻ trong khay', en: 'Scan the QR of a card in the tray' },
  settle: { vi: 'Nhận thẻ', en: 'Take it' },
  blank: { vi: 'Số phôi', en: 'Blank' },
  station: { vi: 'Trạm', en: 'Station' },
  look: { vi: 'Tìm ở đâu', en: 'Where to look' },
  since: { vi: 'Từ', en: 'Since' },
  spoiled: { vi: 'Khai hỏng', en: 'Spoiled' },
  untouched: { vi: 'Phôi còn nguyên', en: 'Untouched' },
  empty: { vi: 'Mọi thẻ đều rõ kết quả.', en: 'Every card is accounted for.' },
  good: { vi: 'thẻ tốt, chuyển sang kiểm tra', en: 'good, goes on to quality control' },
  settled: { vi: 'đã ghi nhận', en: 'noted' },
  cards: { vi: 'thẻ', en: 'cards' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = UnknownCardFragment
type Question = { readonly job: Row; readonly found: 'SPOILED' | 'UNTOUCHED' }

interface UnknownPanelProps {
  readonly unknown: readonly Row[]
  readonly count: number
  readonly stations: readonly StationTileFragment[]
  readonly onSettled: () => void
}

const keys = { SPOILED: 'd', UNTOUCHED: 'u' } as const

function RowButtons({ job, onAsk }: { readonly job: Row; readonly onAsk: (question: Question) => void }) {
  const say = useSay()
  return (
    <span className="row-buttons">
      <Button
        size="xs"
        color="red.9"
        data-found="SPOILED"
        rightSection={<KeyHint keys={keys.SPOILED} />}
        onClick={() => onAsk({ job, found: 'SPOILED' })}
      >
        {say(words.spoiled)}
      </Button>
      <Button
        size="xs"
        variant="default"
        data-found="UNTOUCHED"
        rightSection={<KeyHint keys={keys.UNTOUCHED} />}
        onClick={() => onAsk({ job, found: 'UNTOUCHED' })}
      >
        {say(words.untouched)}
      </Button>
    </span>
  )
}

interface ScanFieldProps {
  readonly busy: boolean
  readonly onScan: (qr: string) => void
}

function ScanField({ busy, onScan }: ScanFieldProps) {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  useShortcut('F2', words.scan, () => field.current?.focus())
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const qr = field.current?.value.trim() ?? ''
    event.currentTarget.reset()
    if (qr !== '' && !busy) onScan(qr)
  }
  return (
    <form className="row check-field" onSubmit={submit}>
      <TextInput
        ref={field}
        className="grow"
        label={say(words.scan)}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'code' }}
        rightSection={<KeyHint keys="F2" />}
      />
      <Button type="submit" loading={busy} rightSection={<KeyHint keys="Enter" />}>
        {say(words.settle)}
      </Button>
    </form>
  )
}

/** The red list: jobs whose card may have come out or not. A scanner's QR or a person's word settles each. */
export function UnknownPanel({ unknown, count, stations, onSettled }: UnknownPanelProps) {
  const say = useSay()
  const may = useMay()
  const [question, setQuestion] = useState<Question | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const tray = useTray((blankSerial) => {
    setTold(`${blankSerial ?? ''}: ${say(question ? words.settled : words.good)}`)
    setQuestion(null)
    onSettled()
  })
  const ask = (next: Question | null) => {
    tray.clear()
    setTold(null)
    setQuestion(next)
  }
  const resolves = may('print-job.resolve')
  const offered = resolves && unknown.length > 0 && question === null
  useShortcut(offered ? keys.SPOILED : null, words.spoiled, () => pressInRow('[data-found=SPOILED]'))
  useShortcut(offered ? keys.UNTOUCHED : null, words.untouched, () => pressInRow('[data-found=UNTOUCHED]'))
  const nameOf = (id: string | null) => stations.find((station) => station.id === id)
  const columns: readonly Column<Row>[] = [
    { title: words.blank, cell: ({ blankSerial }) => <span className="code">{blankSerial ?? '–'}</span> },
    {
      title: words.station,
      cell: ({ stationId }) => {
        const station = nameOf(stationId)
        return station ? stationName(station) : '–'
      },
    },
    { title: words.look, cell: ({ look }) => say(look) },
    {
      title: words.since,
      cell: ({ since }) => since && <span className="nowrap">{say(formatAge(since, now()))}</span>,
    },
  ]
  if (unknown.length === 0)
    return <Notice tone="good" title={told ?? say(words.empty)} spoken={told !== null} />
  return (
    <section className="panel unknown" aria-label={say(words.title)}>
      <h2>
        {say(words.title)}: {formatCount(count)} {say(words.cards)}
      </h2>
      <p>{say(words.lead)}</p>
      {told && <Notice tone="good" title={told} spoken />}
      {!question && <RefusalNotice refusal={tray.refusal} trouble={tray.trouble} onReload={onSettled} />}
      {resolves && (
        <ScanField
          busy={tray.busy}
          onScan={(qr) => {
            setTold(null)
            void tray.scan(qr)
          }}
        />
      )}
      <Worklist
        caption={words.title}
        rows={unknown}
        keyOf={({ jobId }) => jobId}
        columns={columns}
        {...(resolves && { action: (job: Row) => <RowButtons job={job} onAsk={ask} /> })}
        empty={words.empty}
      />
      {question?.found === 'SPOILED' && (
        <SpoiledDialog job={question.job} tray={tray} onClose={() => ask(null)} />
      )}
      {question?.found === 'UNTOUCHED' && (
        <UntouchedDialog job={question.job} tray={tray} onClose={() => ask(null)} />
      )}
    </section>
  )
}
