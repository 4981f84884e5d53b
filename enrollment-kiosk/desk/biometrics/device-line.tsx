import type { DeviceKind } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import '../devices/devices.css'
import { deviceLamps, deviceNames } from '../devices/device-words.ts'

const words = {
  serial: { vi: 'số máy', en: 'serial' },
  checked: { vi: 'tự kiểm tra', en: 'self-test' },
  onlyCompares: { vi: 'Chỉ được so sánh, không được thu nhận', en: 'May compare, not enroll' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The device that this step works with: its lamp, its serial and its last self-test. */
export function DeviceLine({ kind }: { readonly kind: DeviceKind }) {
  const say = useSay()
  const device = useStation().status?.devices.find((one) => one.kind === kind)
  if (!device) return null
  const { mark, tone, words: state } = deviceLamps[device.state]
  return (
    <p className="device-line">
      <span className={`device-lamp device-lamp-${tone}`} aria-hidden="true">
        {mark}
      </span>
      <span>
        {say(deviceNames[kind])}: <strong>{say(state)}</strong>
        {device.model && ` · ${device.model}`}
        {device.serial && ` · ${say(words.serial)} ${device.serial}`}
        {device.checkedAt && ` · ${say(words.checked)} ${formatInstant(device.checkedAt)}`}
      </span>
      {device.enrolls === false && <span className="badge badge-trouble">! {say(words.onlyCompares)}</span>}
      {device.fault && <span className="badge badge-trouble">! {say(device.fault)}</span>}
    </p>
  )
}
