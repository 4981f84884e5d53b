import { readCertificate } from '../../core/cms/certificate.ts'
import type { DeskRole, Seat } from '../../core/contracts/desk/station.ts'
import { instantOf } from '../clock.ts'
import type { SignedInOfficer } from '../sync/officers.ts'
import type { Kiosk } from './kiosk.ts'

export function seatOf(kiosk: Kiosk, officer: SignedInOfficer): Seat {
  const { officerId, name, role, by, certificate } = officer
  const until = instantOf(readCertificate(certificate).notAfter.getTime())
  return { officerId, name, role, by, until, hasPin: kiosk.vault.hasPin(officerId) }
}

/** The officer's files are readable from now on; whoever had the seat before has left it. */
export async function takeSeat(kiosk: Kiosk, officer: SignedInOfficer): Promise<Seat> {
  const { officerId, role, dataKey } = officer
  const before = kiosk.officers.find(role)
  if (before && before.officerId !== officerId) leaveSeat(kiosk, role)
  await kiosk.drafts.unlock(officerId, dataKey)
  await kiosk.journal.unlock(officerId, dataKey, kiosk.drafts.list())
  kiosk.officers.signIn(officer)
  kiosk.progress.emit({ type: 'station' })
  return seatOf(kiosk, officer)
}

export function leaveSeat(kiosk: Kiosk, role: DeskRole): void {
  const officer = kiosk.officers.find(role)
  kiosk.officers.signOut(role)
  kiosk.progress.emit({ type: 'station' })
  if (!officer || heldKey(kiosk, officer.officerId)) return
  kiosk.drafts.lock(officer.officerId)
  kiosk.journal.lock(officer.officerId)
}

/** The data key of an officer who sits here already, in either role. */
export function heldKey(kiosk: Kiosk, officerId: string): Uint8Array | null {
  const seats = [kiosk.officers.find('operator'), kiosk.officers.find('supervisor')]
  return seats.find((officer) => officer?.officerId === officerId)?.dataKey ?? null
}
