import { Button, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import {
  AcknowledgeQualityAlarmDocument,
  QualityAlarmsDocument,
  type QualityAlarmsQuery,
} from '../generated/quality.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { QualityNav } from './quality-nav.tsx'
import './quality.css'
import { formatScore, kindNames, subjectNames } from './words.ts'

type Alarm = Extract<
  QualityAlarmsQuery['qualityAlarms'],
  { __typename: 'QualityAlarmPage' }
>['alarms'][number]

const words = {
  title: { vi: 'Cảnh báo giảm chất lượng', en: 'Drops in quality' },
  lead: {
    vi: 'Điểm trung bình 7 ngày thấp hơn hẳn 4 tuần trước đó.',
    en: 'The mean of 7 days is well under that of the 4 weeks before.',
  },
  shown: { vi: 'Đang xem', en: 'Shown' },
  open: { vi: 'Chưa xử lý', en: 'Open' },
  acknowledged: { vi: 'Đã ghi nhận', en: 'Acknowledged' },
  about: { vi: 'Về', en: 'About' },
  centre: { vi: 'Điểm thu nhận', en: 'Centre' },
  kind: { vi: 'Loại mẫu', en: 'Sample' },
  raisedOn: { vi: 'Ngày', en: 'Day' },
  fall: { vi: 'Điểm trước → nay', en: 'Before → now' },
  samples: { vi: 'Số mẫu', en: 'Samples' },
  finding: { vi: 'Nguyên nhân và việc đã làm', en: 'What was found and done' },
  acknowledge: { vi: 'Ghi nhận', en: 'Acknowledge' },
  none: { vi: 'Không có cảnh báo nào.', en: 'No alarms.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const columns = (say: (text: Bilingual) => string, acknowledged: boolean): readonly Column<Alarm>[] => [
  {
    title: words.about,
    cell: ({ subjectKind, subjectName }) => (
      <>
        <span className="badge">{say(subjectNames[subjectKind])}</span> {subjectName}
      </>
    ),
  },
  { title: words.centre, cell: ({ centreName }) => centreName },
  { title: words.kind, cell: ({ kind }) => say(kindNames[kind]) },
  { title: words.raisedOn, cell: ({ raisedOn }) => formatDate(raisedOn) },
  {
    title: words.fall,
    number: true,
    cell: ({ before, now }) => `${formatScore(before)} → ${formatScore(now)}`,
  },
  { title: words.samples, number: true, cell: ({ samples }) => formatCount(samples) },
  ...(acknowledged
    ? [
        {
          title: words.finding,
          cell: ({ finding, acknowledgedAt }: Alarm) => (
            <span className="quality-finding">
              {finding} <span className="soft">{acknowledgedAt && formatInstant(acknowledgedAt)}</span>
            </span>
          ),
        },
      ]
    : []),
]

interface AcknowledgeProps {
  readonly alarm: Alarm
  readonly onClose: () => void
  readonly onDone: () => void
}

function AcknowledgeDialog({ alarm, onClose, onDone }: AcknowledgeProps) {
  const say = useSay()
  const [text, setText] = useState('')
  const { act, busy, refusal, trouble } = useAct(AcknowledgeQualityAlarmDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void act({ id: alarm.id, finding: text }).then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.acknowledge)}>
      <form onSubmit={submit}>
        <Stack>
          <p>
            {say(subjectNames[alarm.subjectKind])} {alarm.subjectName}: {formatScore(alarm.before)} →{' '}
            {formatScore(alarm.now)}
          </p>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Textarea
            label={say(words.finding)}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autosize
            minRows={3}
            maxLength={1000}
            required
            data-autofocus
          />
          <Button type="submit" loading={busy} disabled={text.trim() === ''}>
            {say(words.acknowledge)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

interface ShownProps {
  readonly acknowledged: boolean
  readonly onChange: (acknowledged: boolean) => void
}

function Shown({ acknowledged, onChange }: ShownProps) {
  const say = useSay()
  return (
    <div className="row">
      <SegmentedControl
        aria-label={say(words.shown)}
        value={acknowledged ? 'acknowledged' : 'open'}
        onChange={(value) => onChange(value === 'acknowledged')}
        data={[
          { value: 'open', label: say(words.open) },
          { value: 'acknowledged', label: say(words.acknowledged) },
        ]}
        color="green"
      />
    </div>
  )
}

/** Operators, devices and centres whose captures became worse; somebody looks, and says what it was. */
export function AlarmsScreen() {
  const say = useSay()
  const may = useMay()
  const [acknowledged, setAcknowledged] = useState(false)
  const [chosen, setChosen] = useState<Alarm | null>(null)
  const pages = useCursorPages(String(acknowledged))
  const { data, trouble, again } = useAsk(QualityAlarmsDocument, {
    acknowledged,
    first: pageSize,
    after: pages.after,
  })
  const answer = data?.qualityAlarms
  const page = answer?.__typename === 'QualityAlarmPage' ? answer : null
  return (
    <Screen title={words.title} lead={words.lead}>
      <QualityNav />
      <Shown acknowledged={acknowledged} onChange={setAcknowledged} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && (
        <Worklist
          caption={words.title}
          rows={page.alarms}
          keyOf={({ id }) => id}
          columns={columns(say, acknowledged)}
          empty={words.none}
          pages={pages}
          next={page.next}
          {...(!acknowledged &&
            may('capture-quality.acknowledge') && {
              action: (alarm: Alarm) => (
                <Button size="xs" onClick={() => setChosen(alarm)}>
                  {say(words.acknowledge)}
                </Button>
              ),
            })}
        />
      )}
      {chosen && (
        <AcknowledgeDialog
          alarm={chosen}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null)
            again()
          }}
        />
      )}
    </Screen>
  )
}
