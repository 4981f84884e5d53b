import { NativeSelect, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { addDays, calendarDateAt, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  GrantWaiverDocument,
  WaiversDocument,
  type WaiversQuery,
  type WaiverSubject,
} from '../generated/waivers.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { CentrePicker, type PickedCentre } from './centre-picker.tsx'
import './devices.css'
import { DevicesNav } from './devices-nav.tsx'
import { waiverStates, waiverSubjects } from './words.ts'

const words = {
  title: { vi: 'Miễn thiết bị cho điểm thu nhận', en: 'Hardware waivers' },
  lead: {
    vi: 'Điểm chưa có thiết bị được miễn đến một ngày, không quá một năm; mỗi hồ sơ thiếu mẫu ghi rõ quyết định này.',
    en: 'A centre without some hardware is excused until a day, for a year at most; each file names the waiver.',
  },
  form: { vi: 'Quyết định mới', en: 'A new waiver' },
  subject: { vi: 'Thiết bị', en: 'Hardware' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến hết ngày', en: 'Until' },
  reason: { vi: 'Lý do', en: 'Reason' },
  grant: { vi: 'Ra quyết định', en: 'Grant' },
  granted: { vi: 'Đã ra quyết định', en: 'Granted' },
  centre: { vi: 'Điểm thu nhận', en: 'Centre' },
  state: { vi: 'Hiệu lực', en: 'State' },
  empty: { vi: 'Chưa có quyết định nào.', en: 'No waivers.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Waiver = WaiversQuery['hardwareWaivers']['edges'][number]['node']

const pageSize = 20
const shortestReason = 10
const usualDays = 180
const subjects = Object.keys(waiverSubjects) as WaiverSubject[]

const columnsOf = (say: (text: Bilingual) => string): readonly Column<Waiver>[] => [
  {
    title: words.centre,
    cell: ({ centreName, centreCode }) => (
      <>
        {centreName} <span className="code soft">{centreCode}</span>
      </>
    ),
  },
  { title: words.subject, cell: ({ subject }) => say(waiverSubjects[subject]) },
  {
    title: words.state,
    cell: ({ state, validFrom, validTo }) => (
      <>
        <span className={`badge ${state === 'IN_FORCE' ? 'badge-good' : ''}`}>
          {say(waiverStates[state])}
        </span>{' '}
        {formatDate(validFrom)} – {formatDate(validTo)}
      </>
    ),
  },
  { title: words.reason, cell: ({ reason }) => <span className="device-serial">{reason}</span> },
]

function GrantForm({ onGranted }: { readonly onGranted: () => void }) {
  const say = useSay()
  const today = calendarDateAt(now())
  const [centre, setCentre] = useState<PickedCentre | null>(null)
  const [subject, setSubject] = useState<WaiverSubject>('IRIS')
  const [from, setFrom] = useState<CalendarDate | null>(today)
  const [to, setTo] = useState<CalendarDate | null>(addDays(today, usualDays))
  const [reason, setReason] = useState('')
  const { act, busy, refusal, trouble } = useAct(GrantWaiverDocument)
  const ready = centre && from && to && reason.trim().length >= shortestReason
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!ready) return
    const granted = await act({ centre: centre.code, subject, validFrom: from, validTo: to, reason })
    if (!granted) return
    setReason('')
    onGranted()
  }
  return (
    <form className="panel" onSubmit={(event) => void submit(event)} aria-label={say(words.form)}>
      <h2>{say(words.form)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <div className="grow">
          <CentrePicker value={centre} onPick={setCentre} />
        </div>
        <NativeSelect
          label={say(words.subject)}
          value={subject}
          onChange={({ currentTarget: { value } }) =>
            setSubject(subjects.find((one) => one === value) ?? 'IRIS')
          }
          data={subjects.map((value) => ({ value, label: say(waiverSubjects[value]) }))}
        />
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <DateInput label={words.to} value={to} onDate={setTo} />
      </div>
      <Textarea
        label={say(words.reason)}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={2}
        maxLength={300}
      />
      <div className="row">
        <ActionButton type="submit" label={words.grant} keys="Ctrl+Enter" loading={busy} disabled={!ready} />
      </div>
    </form>
  )
}

/** Which centre does without what, until when and why. */
export function WaiversScreen() {
  const say = useSay()
  const may = useMay()
  const [granted, setGranted] = useState(false)
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    WaiversDocument,
    { first: pageSize, after: pages.after },
    { policy: 'network-only' },
  )
  const info = data?.hardwareWaivers.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <DevicesNav />
      {granted && <Notice tone="good" title={say(words.granted)} spoken />}
      {may('waiver.grant') && (
        <GrantForm
          onGranted={() => {
            setGranted(true)
            again()
          }}
        />
      )}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.hardwareWaivers.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columnsOf(say)}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
