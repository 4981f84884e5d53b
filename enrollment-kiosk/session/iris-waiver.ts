import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { Kiosk } from './kiosk.ts'

type Waived = Extract<PacketManifest['iris'], { readonly status: 'WAIVED' }>

/** The centre's waiver for iris hardware that is in force today; null where there is none. */
export function irisWaiver(kiosk: Kiosk): Waived | null {
  const on = calendarDateAt(kiosk.clock())
  const held = kiosk.waivers().find(({ subject, until }) => subject === 'IRIS' && until >= on)
  return held ? { status: 'WAIVED', waiver: held.id, until: held.until } : null
}
