import type { StationStatus } from '../../core/contracts/desk/station.ts'
import type { OfficerRole } from '../sync/officers.ts'
import { deviceViews } from './device-bench.ts'
import { freezesOf } from './freeze.ts'
import type { Kiosk } from './kiosk.ts'
import { seatOf } from './seats.ts'

/** How this station is: what the screens show around everything else. */
export async function stationStatus(kiosk: Kiosk): Promise<StationStatus> {
  const { step, text, fault, steps, keyFingerprint, lastSyncAt, clockAheadMs } = kiosk.installation.status()
  const settings = step === 'READY' ? kiosk.installation.machine().settings : null
  const seat = (role: OfficerRole) => {
    const officer = kiosk.officers.find(role)
    return officer && seatOf(kiosk, officer)
  }
  return {
    centre: settings && { code: settings.centre.code, name: settings.centre.name },
    machineNumber: settings?.machineNumber ?? null,
    keyFingerprint,
    sealedBy: kiosk.sealedBy,
    installation: { step, text, fault, steps },
    online: kiosk.connection.online(),
    lastSyncAt,
    clockAheadMs,
    freezes: await freezesOf(kiosk),
    officers: { operator: seat('operator'), supervisor: seat('supervisor') },
    knownOfficers: kiosk.vault.known(),
    devices: deviceViews(kiosk.devices),
    sessions: kiosk.drafts.ids().length,
    damagedDrafts: kiosk.drafts.damaged,
    outbox: kiosk.outbox.counts(),
    toCountersign: kiosk.drafts.list().filter(({ state }) => state === 'SIGNED').length,
  }
}
