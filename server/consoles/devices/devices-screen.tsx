import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { nameIn } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import {
  ChangeDeviceDocument,
  type DeviceEvent,
  type DeviceRowFragment,
  DevicesDocument,
  type DeviceState,
} from '../generated/devices.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { MoveDialog, StopDialog } from './device-dialogs.tsx'
import './devices.css'
import { DevicesNav } from './devices-nav.tsx'
import { title } from './title.ts'
import { eventNames, kindNames, stateNames, stateTones } from './words.ts'

const words = {
  lead: {
    vi: 'Thiết bị do các máy thu nhận báo về. Hồ sơ lấy bằng thiết bị bị tạm dừng hoặc thu hồi sẽ bị trả lại.',
    en: 'Devices as the kiosks report them. Files taken with a suspended or revoked one go back to their desk.',
  },
  shown: { vi: 'Đang xem', en: 'Shown' },
  all: { vi: 'Tất cả', en: 'All' },
  elsewhere: { vi: 'Xuất hiện ở máy khác', en: 'Turned up at another kiosk' },
  device: { vi: 'Thiết bị', en: 'Device' },
  serial: { vi: 'Số máy', en: 'Serial number' },
  place: { vi: 'Nơi đặt', en: 'Where' },
  machine: { vi: 'máy', en: 'kiosk' },
  grade: { vi: 'Chuẩn đăng ký', en: 'Grade' },
  enrolls: { vi: 'Đạt chuẩn đăng ký', en: 'Good enough to enroll' },
  below: { vi: 'Chỉ đủ để đối chiếu, không đủ để đăng ký', en: 'For comparison only' },
  untold: { vi: 'Thiết bị không cho biết', en: 'It does not tell' },
  state: { vi: 'Trạng thái', en: 'State' },
  seen: { vi: 'Thấy lần cuối', en: 'Last seen' },
  empty: { vi: 'Không có thiết bị nào.', en: 'No devices.' },
  reported: { vi: 'đang được báo ở', en: 'reported at' },
  move: { vi: 'Chuyển máy', en: 'Move' },
  done: { vi: 'Đã thực hiện', en: 'Done' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Device = DeviceRowFragment
type Shown = DeviceState | 'ALL' | 'ELSEWHERE'

const pageSize = 20
const plainEvents: ReadonlySet<string> = new Set<DeviceEvent>(['certify', 'restore'])
const isEvent = (event: string): event is DeviceEvent => Object.hasOwn(eventNames, event)
const states = Object.keys(stateNames) as DeviceState[]

function Grade({ kind, enrolls }: Pick<Device, 'kind' | 'enrolls'>) {
  const say = useSay()
  if (kind !== 'FINGERPRINT') return null
  if (enrolls === null) return <span className="soft">{say(words.untold)}</span>
  return enrolls ? say(words.enrolls) : <span className="device-below">{say(words.below)}</span>
}

const columnsOf = (say: (text: Bilingual) => string): readonly Column<Device>[] => [
  {
    title: words.device,
    cell: ({ kind, model, firmware }) => (
      <>
        <strong>{say(nameIn(kindNames, kind))}</strong> {model}{' '}
        {firmware && <span className="soft">{firmware}</span>}
      </>
    ),
  },
  { title: words.serial, cell: ({ serial }) => <span className="device-serial">{serial}</span> },
  {
    title: words.place,
    cell: ({ machine, claimant }) => (
      <>
        {machine.centreName}, {say(words.machine)} {machine.number ?? '?'}
        {claimant && (
          <span className="device-below">
            {' '}
            {say(words.reported)} {claimant}
          </span>
        )}
      </>
    ),
  },
  { title: words.grade, cell: (device) => <Grade {...device} /> },
  {
    title: words.state,
    cell: ({ state }) => <span className={`badge ${stateTones[state]}`}>{say(stateNames[state])}</span>,
  },
  { title: words.seen, cell: ({ seenAt }) => formatInstant(seenAt) },
]

interface Asked {
  readonly device: Device
  readonly event: DeviceEvent | 'move'
}

interface StepsProps {
  readonly device: Device
  readonly busy: boolean
  readonly onEvent: (event: Asked['event']) => void
}

function Steps({ device, busy, onEvent }: StepsProps) {
  const say = useSay()
  const events = device.possibleEvents.filter(isEvent)
  return (
    <span className="device-steps">
      {events.map((event) => (
        <Button
          key={event}
          size="xs"
          variant={plainEvents.has(event) ? 'filled' : 'default'}
          loading={busy}
          aria-label={`${say(eventNames[event])}: ${device.serial}`}
          onClick={() => onEvent(event)}
        >
          {say(eventNames[event])}
        </Button>
      ))}
      <Button
        size="xs"
        variant="default"
        aria-label={`${say(words.move)}: ${device.serial}`}
        onClick={() => onEvent('move')}
      >
        {say(words.move)}
      </Button>
    </span>
  )
}

/** The devices of all kiosks, and what an administrator does with them. */
export function DevicesScreen() {
  const say = useSay()
  const manages = useMay()('device.manage')
  const [shown, setShown] = useState<Shown>('ALL')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [done, setDone] = useState(false)
  const pages = useCursorPages(shown)
  const change = useAct(ChangeDeviceDocument)
  const { data, trouble, again } = useAsk(
    DevicesDocument,
    {
      state: states.find((state) => state === shown) ?? null,
      elsewhere: shown === 'ELSEWHERE',
      first: pageSize,
      after: pages.after,
    },
    { policy: 'network-only' },
  )
  const finish = () => {
    setAsked(null)
    setDone(true)
    again()
  }
  const begin = (device: Device, event: Asked['event']) => {
    setDone(false)
    if (event === 'move' || !plainEvents.has(event)) setAsked({ device, event })
    else void change.act({ id: device.id, event, reason: null }).then((changed) => changed && finish())
  }
  const close = () => setAsked(null)
  const info = data?.devices.pageInfo
  return (
    <Screen title={title} lead={words.lead}>
      <DevicesNav />
      <div className="row">
        <NativeSelect
          label={say(words.shown)}
          value={shown}
          onChange={({ currentTarget: { value } }) =>
            setShown(states.find((state) => state === value) ?? (value === 'ELSEWHERE' ? value : 'ALL'))
          }
          data={[
            { value: 'ALL', label: say(words.all) },
            ...states.map((state) => ({ value: state, label: say(stateNames[state]) })),
            { value: 'ELSEWHERE', label: say(words.elsewhere) },
          ]}
        />
      </div>
      {done && <Notice tone="good" title={say(words.done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={change.refusal} trouble={change.trouble} onReload={again} />
      {data && (
        <Worklist
          caption={title}
          rows={data.devices.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columnsOf(say)}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          {...(manages && {
            action: (device: Device) => (
              <Steps device={device} busy={change.busy} onEvent={(event) => begin(device, event)} />
            ),
          })}
        />
      )}
      {asked?.event === 'move' && <MoveDialog device={asked.device} onClose={close} onDone={finish} />}
      {asked && asked.event !== 'move' && (
        <StopDialog device={asked.device} event={asked.event} onClose={close} onDone={finish} />
      )}
    </Screen>
  )
}
