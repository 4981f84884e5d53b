import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { nameIn } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import {
  AnswerHotListAlarmDocument,
  HotListAlarmsDocument,
  type HotListAlarmsQuery,
} from '../generated/alarms.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { type Done, DoneNotice } from './done.tsx'
import { FindBlankForm } from './find-blank-form.tsx'
import { ReasonBox } from './reason-box.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { stockWords } from './words.ts'

type Alarm = HotListAlarmsQuery['hotListAlarms']['edges'][number]['node']

const words = {
  title: { vi: 'Cảnh báo phôi, thẻ phải ngừng lưu hành', en: 'Alarms' },
  lead: {
    vi: 'Một số đã báo mất hoặc đã hủy vừa được đọc ở đâu đó. Giữ thẻ lại, tìm người mang đến, ghi cách xử lý.',
    en: 'A serial that was lost or spoiled was read somewhere. Keep the card, find who brought it, write what was done.',
  },
  all: { vi: 'Cả cảnh báo đã xử lý', en: 'Those that are answered too' },
  serial: { vi: 'Số phôi', en: 'Serial' },
  place: { vi: 'Đọc ở', en: 'Read at' },
  answered: { vi: 'Cách xử lý', en: 'What was done' },
  open: { vi: 'chưa xử lý', en: 'not answered' },
  answer: { vi: 'Ghi xử lý…', en: 'Answer…' },
  record: { vi: 'Ghi cách xử lý', en: 'Record what was done' },
  done: { vi: 'Đã ghi cách xử lý.', en: 'It is recorded.' },
  empty: { vi: 'Không có cảnh báo nào chưa xử lý.', en: 'No alarm is open.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const placeNames: Readonly<Record<string, Bilingual>> = {
  FEED: { vi: 'khay nạp của trạm in', en: 'the feeder of a station' },
  CHIP: { vi: 'trạm in, khi đọc chip', en: 'a station, by its chip' },
  TRAY: { vi: 'khay ra của trạm in', en: 'the tray of a station' },
  QUALITY: { vi: 'bàn kiểm tra chất lượng', en: 'quality control' },
  PARCEL: { vi: 'bàn đóng kiện', en: 'packing' },
  CENTRE: { vi: 'nơi nhận kiện', en: 'the unit that took a parcel' },
  HAND_OVER: { vi: 'nơi trả thẻ', en: 'hand-over' },
  INSPECTION: { vi: 'nơi kiểm tra thẻ', en: 'inspection' },
  STORE: { vi: 'kho', en: 'a store' },
}

const pageSize = 20

function AnswerDialog(props: {
  readonly alarm: Alarm
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}) {
  const { alarm, onDone, onClose } = props
  const answer = useAct(AnswerHotListAlarmDocument)
  const [text, setText] = useState('')
  const run = async () => {
    if (await answer.act({ id: alarm.id, answer: text })) onDone({ text: words.done })
  }
  return (
    <ReasonBox
      title={words.record}
      subject={alarm.serial}
      lead={words.lead}
      label={words.answered}
      act={answer}
      reason={text}
      onReason={setText}
      onSubmit={() => void run()}
      onClose={onClose}
    />
  )
}

/** Hot-listed serials that turned up, and lost blanks that were found. */
export function AlarmsScreen() {
  const say = useSay()
  const may = useMay()
  const [all, setAll] = useState(false)
  const [answering, setAnswering] = useState<Alarm | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const pages = useCursorPages(String(all))
  const { data, trouble, again } = useAsk(
    HotListAlarmsDocument,
    { open: !all, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const finish = (what: Done) => {
    setAnswering(null)
    setDone(what)
    again()
  }
  const columns: readonly Column<Alarm>[] = [
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.place, cell: ({ place }) => say(nameIn(placeNames, place)) },
    { title: stockWords.when, cell: ({ at }) => <span className="nowrap">{formatInstant(at)}</span> },
    {
      title: words.answered,
      cell: ({ answered }) => answered ?? <span className="badge badge-trouble">{say(words.open)}</span>,
    },
  ]
  const info = data?.hotListAlarms.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <StockNav />
      <DoneNotice done={done} />
      <Checkbox
        label={say(words.all)}
        checked={all}
        onChange={({ currentTarget }) => setAll(currentTarget.checked)}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.hotListAlarms.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(alarm) =>
            alarm.answerAt === null && (
              <Button size="xs" onClick={() => setAnswering(alarm)}>
                {say(words.answer)}
              </Button>
            )
          }
        />
      )}
      {may('stock.declare') && <FindBlankForm onDone={finish} />}
      {answering && <AnswerDialog alarm={answering} onDone={finish} onClose={() => setAnswering(null)} />}
    </Screen>
  )
}
