import { Button } from '@mantine/core'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import {
  type AppointmentEvent,
  type AppointmentRowFragment,
  AppointmentsDocument,
  MoveAppointmentDocument,
} from '../generated/appointments.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { pressInRow } from '../production/press-in-row.ts'
import { useMay } from '../session/session.tsx'
import { formatTime } from './times.ts'
import { appointmentStates, purposeName, stateTones } from './words.ts'

const words = {
  caption: { vi: 'Người đã hẹn trong ngày', en: 'People booked for the day' },
  time: { vi: 'Giờ', en: 'Time' },
  name: { vi: 'Họ tên', en: 'Name' },
  birth: { vi: 'Ngày sinh', en: 'Birth date' },
  purpose: { vi: 'Việc', en: 'Purpose' },
  state: { vi: 'Tình trạng', en: 'State' },
  empty: { vi: 'Chưa có ai hẹn trong ngày này.', en: 'Nobody is booked for this day.' },
  move: { vi: 'Đổi giờ', en: 'Move' },
  ticket: { vi: 'Phiếu hẹn', en: 'Ticket' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What an officer does with a row, and the key that does it in the row that j and k stand on. */
const events = [
  { event: 'checkIn', or: null, keys: 'i', label: { vi: 'Đã đến', en: 'Here' } },
  { event: 'cancel', or: null, keys: 'x', label: { vi: 'Hủy', en: 'Cancel' } },
  { event: 'miss', or: 'leave', keys: 'v', label: { vi: 'Không đến', en: 'Missed' } },
] as const satisfies readonly {
  readonly event: AppointmentEvent
  /** What the lifecycle calls it in another state. */
  readonly or: string | null
  readonly keys: string
  readonly label: Bilingual
}[]

interface DayListProps {
  readonly centre: string
  readonly day: CalendarDate
  readonly onMove: (appointment: AppointmentRowFragment) => void
  readonly onDone: (done: Bilingual) => void
}

const pageSize = 50

/** Who is booked for a day, in the order of their times. */
export function DayList({ centre, day, onMove, onDone }: DayListProps) {
  const say = useSay()
  const may = useMay()
  const pages = useCursorPages(`${centre} ${day}`)
  const { data, trouble, again } = useAsk(
    AppointmentsDocument,
    { centre, on: day, first: pageSize, after: pages.after },
    { policy: 'network-only' },
  )
  const moving = useAct(MoveAppointmentDocument)
  const act = async ({ id }: AppointmentRowFragment, event: AppointmentEvent) => {
    const moved = await moving.act({ id, event })
    if (!moved) return
    const state = appointmentStates[moved.state] ?? { vi: moved.state, en: moved.state }
    onDone({ vi: `${moved.name}: ${state.vi}.`, en: `${moved.name}: ${state.en}.` })
    again()
  }
  const columns: readonly Column<AppointmentRowFragment>[] = [
    { title: words.time, cell: ({ at }) => <strong>{formatTime(at)}</strong> },
    {
      title: words.name,
      cell: ({ name, group }) => (
        <>
          {name}
          {group && <span className="soft"> · {group}</span>}
        </>
      ),
    },
    { title: words.birth, cell: ({ birthDate }) => (birthDate === '' ? '' : formatDate(birthDate)) },
    {
      title: words.purpose,
      cell: ({ purpose, fileCode }) => (
        <>
          {say(purposeName(purpose))} {fileCode && <span className="code soft">{fileCode}</span>}
        </>
      ),
    },
    { title: words.state, cell: ({ state }) => <StateBadge state={state} /> },
  ]
  const edges = data?.appointments.edges
  const info = data?.appointments.pageInfo
  return (
    <>
      <RefusalNotice refusal={moving.refusal} trouble={moving.trouble} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {may('appointment.book') && <RowKeys />}
      {edges && (
        <Worklist
          caption={words.caption}
          rows={edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(row) => (
            <RowButtons
              row={row}
              busy={moving.busy}
              onEvent={(event) => void act(row, event)}
              onMove={onMove}
            />
          )}
        />
      )}
    </>
  )
}

function StateBadge({ state }: { readonly state: string }) {
  const say = useSay()
  return (
    <span className={`badge ${stateTones[state] ?? ''}`}>
      {say(appointmentStates[state] ?? { vi: state, en: state })}
    </span>
  )
}

function RowKeys() {
  useShortcut('i', events[0].label, () => pressInRow('[data-event=checkIn]'))
  useShortcut('x', events[1].label, () => pressInRow('[data-event=cancel]'))
  useShortcut('v', events[2].label, () => pressInRow('[data-event=miss]'))
  useShortcut('m', words.move, () => pressInRow('[data-event=rebook]'))
  return null
}

function RowButtons(props: {
  readonly row: AppointmentRowFragment
  readonly busy: boolean
  readonly onEvent: (event: AppointmentEvent) => void
  readonly onMove: (row: AppointmentRowFragment) => void
}) {
  const { row, busy, onEvent, onMove } = props
  const say = useSay()
  const may = useMay()
  const { possibleEvents, name, id, state } = row
  const small = { size: 'xs', variant: 'default' } as const
  return (
    <span className="row-buttons">
      {may('appointment.book') &&
        events
          .filter(({ event, or }) => possibleEvents.some((possible) => possible === event || possible === or))
          .map(({ event, keys, label }) => (
            <Button
              key={event}
              {...small}
              data-event={event}
              disabled={busy}
              rightSection={<KeyHint keys={keys} />}
              onClick={() => onEvent(event)}
            >
              {say(label)}
              <OfWhom name={name} />
            </Button>
          ))}
      {may('appointment.book') && possibleEvents.includes('rebook') && (
        <Button
          {...small}
          data-event="rebook"
          rightSection={<KeyHint keys="m" />}
          onClick={() => onMove(row)}
        >
          {say(words.move)}
          <OfWhom name={name} />
        </Button>
      )}
      {state === 'BOOKED' && (
        <Button {...small} component="a" href={`/appointments/${id}/ticket.pdf`} download>
          {say(words.ticket)}
          <OfWhom name={name} />
        </Button>
      )}
    </span>
  )
}

/** Many rows have the same buttons: ears hear of whom each is. */
const OfWhom = ({ name }: { readonly name: string }) => <span className="for-ears">: {name}</span>
