import type { DeviceKind, DeviceView, StationStatus } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { words } from './words.ts'

type Tone = 'good' | 'busy' | 'trouble' | 'none'

const deviceNames: Readonly<Record<DeviceKind, Bilingual>> = {
  fingerprint: { vi: 'Vân tay', en: 'Fingerprint' },
  camera: { vi: 'Máy ảnh', en: 'Camera' },
  barcode: { vi: 'Đầu đọc mã', en: 'Code reader' },
  documentScanner: { vi: 'Máy quét', en: 'Scanner' },
}

const deviceStates: Readonly<Record<DeviceView['state'], { readonly tone: Tone; readonly text: Bilingual }>> =
  {
    READY: { tone: 'good', text: { vi: 'sẵn sàng', en: 'ready' } },
    BUSY: { tone: 'busy', text: { vi: 'đang dùng', en: 'in use' } },
    FAILED: { tone: 'trouble', text: { vi: 'lỗi', en: 'failed' } },
    UNOPENED: { tone: 'none', text: { vi: 'chưa mở', en: 'not opened yet' } },
    ABSENT: { tone: 'none', text: { vi: 'không có', en: 'none' } },
  }

/** Told by form and by words, never by colour alone. */
const marks: Readonly<Record<Tone, string>> = { good: '●', busy: '◐', trouble: '▲', none: '○' }

function Lamp({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <li className={`lamp lamp-${tone}`}>
      <span className="lamp-mark" aria-hidden="true">
        {marks[tone]}
      </span>
      <span>{children}</span>
    </li>
  )
}

function DeviceLamp({ device }: { readonly device: DeviceView }) {
  const say = useSay()
  const { tone, text } = deviceStates[device.state]
  const fault = device.fault ? `: ${say(device.fault)}` : ''
  return <Lamp tone={tone}>{`${say(deviceNames[device.kind])} ${say(text)}${fault}`}</Lamp>
}

function NetworkLamp({ status }: { readonly status: StationStatus }) {
  const say = useSay()
  const synced = status.lastSyncAt
    ? `${say(words.syncedAt)} ${formatInstant(status.lastSyncAt)}`
    : say(words.neverSynced)
  return (
    <Lamp tone={status.online ? 'good' : 'busy'}>
      {`${say(status.online ? words.online : words.offline)} · ${synced}`}
    </Lamp>
  )
}

function OutboxLamp({ outbox }: Pick<StationStatus, 'outbox'>) {
  const say = useSay()
  const waiting = (outbox.WAITING ?? 0) + (outbox.SENDING ?? 0)
  const refused = outbox.REFUSED ?? 0
  const parts = [
    ...(waiting > 0 ? [`${formatCount(waiting)} ${say(words.toSend)}`] : []),
    ...(refused > 0 ? [`${formatCount(refused)} ${say(words.refused)}`] : []),
  ]
  const tone = refused > 0 ? 'trouble' : waiting > 0 ? 'busy' : 'good'
  return <Lamp tone={tone}>{parts.length === 0 ? say(words.allSent) : parts.join(', ')}</Lamp>
}

/** What an officer sees out of the corner of the eye: devices, network, packets that wait. */
export function StatusBar() {
  const say = useSay()
  const { status } = useStation()
  if (!status) return null
  // A kind of device that this desk does not have is no news.
  const devices = status.devices.filter(({ state, kind }) => state !== 'ABSENT' || kind === 'fingerprint')
  return (
    <ul className="status-bar" aria-label={say(words.station)}>
      {devices.map((device) => (
        <DeviceLamp key={device.kind} device={device} />
      ))}
      <NetworkLamp status={status} />
      <OutboxLamp outbox={status.outbox} />
    </ul>
  )
}
