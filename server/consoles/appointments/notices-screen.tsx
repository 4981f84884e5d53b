import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  BookingGroupsDocument,
  type BookingGroupsQuery,
  NoticeCountDocument,
  type NoticeSource,
} from '../generated/notice-lists.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useMay, useUnitsFor } from '../session/session.tsx'
import { AppointmentsNav } from './appointments-nav.tsx'
import { useCentre } from './use-centre.ts'

const words = {
  title: { vi: 'Danh sách mời', en: 'Notice lists' },
  lead: {
    vi: 'Mời ai của địa bàn, mang giấy tờ gì, khi nào: một danh sách cho người đi báo, hoặc giấy mời từng người.',
    en: 'Whom of an area to ask to come, with which papers, when: a list for who goes round, or a letter each.',
  },
  area: { vi: 'Theo địa bàn', en: 'By area' },
  source: { vi: 'Mời ai', en: 'Whom' },
  AGE: { vi: 'Người đến tuổi đổi thẻ (14, 25, 40, 60)', en: 'Who reaches 14, 25, 40 or 60' },
  RETURNED: { vi: 'Người có hồ sơ trả lại', en: 'Whose file was returned' },
  WAITING: { vi: 'Người có thẻ chờ nhận', en: 'Whose card waits' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  hamlet: { vi: 'Tổ dân phố, thôn (nếu cần)', en: 'Neighbourhood (if wanted)' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  people: { vi: 'người', en: 'people' },
  part: { vi: 'Phần (200 người)', en: 'Part (200 people)' },
  list: { vi: 'Danh sách (PDF)', en: 'List (PDF)' },
  letters: { vi: 'Giấy mời (PDF)', en: 'Letters (PDF)' },
  groups: { vi: 'Theo nhóm đã đặt hẹn', en: 'By group booked' },
  group: { vi: 'Nhóm', en: 'Group' },
  booked: { vi: 'Đặt lúc', en: 'Booked' },
  count: { vi: 'Số người', en: 'People' },
  none: { vi: 'Chưa có nhóm nào đặt hẹn.', en: 'No group has booked yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const sources = ['AGE', 'RETURNED', 'WAITING'] as const satisfies readonly NoticeSource[]
const usualDays = 60
const settleMilliseconds = 250
/** People on one paper: server/enrollment/appointments/papers/invited-people.ts. */
const partSize = 200

/** Notice lists of an area, and of groups that were booked together. */
export function NoticesScreen() {
  const may = useMay()
  return (
    <Screen title={words.title} lead={words.lead}>
      <AppointmentsNav />
      <AreaPanel />
      {may('appointment.read') && <GroupsPanel />}
    </Screen>
  )
}

function AreaPanel() {
  const say = useSay()
  const today = calendarDateAt(now())
  const [held] = useUnitsFor('notice.print')
  const [source, setSource] = useState<NoticeSource>('AGE')
  const [unit, setUnit] = useState<PickedUnit | null>(held ? { code: held.code, path: held.name } : null)
  const [hamlet, setHamlet] = useState('')
  const [from, setFrom] = useState<CalendarDate | null>(today)
  const [to, setTo] = useState<CalendarDate | null>(addDays(today, usualDays))
  const dates = { from: from ?? '', to: to ?? '' }
  const ready = unit !== null && (source !== 'AGE' || (from !== null && to !== null))
  const [settled] = useDebouncedValue(hamlet, settleMilliseconds)
  const asked = { source, unit: unit?.code ?? '', hamlet: settled.trim(), ...dates }
  const { data, trouble, again } = useAsk(NoticeCountDocument, asked, {
    pause: !ready,
    policy: 'network-only',
  })
  const counted = data?.noticeCount
  const people = ready && counted?.__typename === 'NoticeCount' ? counted.people : null
  return (
    <section className="panel" aria-label={say(words.area)}>
      <h2>{say(words.area)}</h2>
      <div className="row">
        <NativeSelect
          label={say(words.source)}
          className="grow"
          value={source}
          onChange={({ currentTarget: { value } }) =>
            setSource(sources.find((one) => one === value) ?? 'AGE')
          }
          data={sources.map((value) => ({ value, label: say(words[value]) }))}
        />
        <div className="grow">
          <UnitPicker label={words.unit} value={unit} onPick={setUnit} />
        </div>
        <TextInput
          label={say(words.hamlet)}
          value={hamlet}
          onChange={({ currentTarget }) => setHamlet(currentTarget.value)}
          maxLength={60}
          autoComplete="off"
        />
        {source === 'AGE' && (
          <>
            <DateInput label={words.from} value={from} onDate={setFrom} />
            <DateInput label={words.to} value={to} onDate={setTo} />
          </>
        )}
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={counted?.__typename === 'DomainRefusal' ? counted : null} trouble={null} />
      <output className="row">
        {people !== null && (
          <strong>
            {formatCount(people)} {say(words.people)}
          </strong>
        )}
      </output>
      {people !== null && people > 0 && (
        <AreaPapers key={queryOf(asked)} query={queryOf(asked)} parts={Math.ceil(people / partSize)} />
      )}
    </section>
  )
}

type Asked = Readonly<Record<'source' | 'unit' | 'hamlet' | 'from' | 'to', string>>

/** Only what the kind of list knows: units and days, nobody. */
function queryOf({ source, unit, hamlet, from, to }: Asked): string {
  return String(new URLSearchParams({ source, unit, hamlet, ...(source === 'AGE' && { from, to }) }))
}

function AreaPapers(props: { readonly query: string; readonly parts: number }) {
  const { parts } = props
  const [part, setPart] = useState(0)
  const query = `${props.query}&part=${part}`
  useShortcut('F6', words.list, () => document.getElementById('notice-list')?.click())
  useShortcut('F7', words.letters, () => document.getElementById('notice-letters')?.click())
  const say = useSay()
  return (
    <div className="row">
      {parts > 1 && (
        <NativeSelect
          label={say(words.part)}
          value={String(part)}
          onChange={({ currentTarget }) => setPart(Number(currentTarget.value))}
          data={Array.from({ length: parts }, (_, i) => ({
            value: String(i),
            label: `${i + 1}/${parts}`,
          }))}
        />
      )}
      <Button
        component="a"
        id="notice-list"
        href={`/notices/list.pdf?${query}`}
        download
        rightSection={<KeyHint keys="F6" />}
      >
        {say(words.list)}
      </Button>
      <Button
        component="a"
        id="notice-letters"
        variant="default"
        href={`/notices/letters.pdf?${query}`}
        download
        rightSection={<KeyHint keys="F7" />}
      >
        {say(words.letters)}
      </Button>
    </div>
  )
}

type Group = BookingGroupsQuery['bookingGroups']['edges'][number]['node']

function GroupsPanel() {
  const say = useSay()
  const { centre } = useCentre()
  const pages = useCursorPages(centre?.code ?? '')
  const { data, trouble, again } = useAsk(
    BookingGroupsDocument,
    { centre: centre?.code ?? '', after: pages.after },
    { pause: centre === null, policy: 'network-only' },
  )
  const columns: readonly Column<Group>[] = [
    { title: words.group, cell: ({ name }) => name },
    { title: words.booked, cell: ({ madeAt }) => formatInstant(madeAt) },
    { title: words.count, cell: ({ people }) => formatCount(people), number: true },
  ]
  const info = data?.bookingGroups.pageInfo
  return (
    <section className="panel" aria-label={say(words.groups)}>
      <h2>{say(words.groups)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.groups}
          rows={data.bookingGroups.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={({ id, name }) => <GroupPapers id={id} name={name} />}
        />
      )}
    </section>
  )
}

function GroupPapers({ id, name }: { readonly id: string; readonly name: string }) {
  const say = useSay()
  const papers = [
    { paper: 'list', label: words.list },
    { paper: 'letters', label: words.letters },
  ] as const
  return (
    <span className="row-buttons">
      {papers.map(({ paper, label }) => (
        <Button
          key={paper}
          component="a"
          size="xs"
          variant="default"
          href={`/notices/${paper}.pdf?source=GROUP&group=${id}`}
          download
          aria-label={`${say(label)}: ${name}`}
        >
          {say(label)}
        </Button>
      ))}
    </span>
  )
}
