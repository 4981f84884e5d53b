import type { DeskRole, Seat } from '../../core/contracts/desk/station.ts'
import type { Kiosk } from './kiosk.ts'
import { seatOf } from './seats.ts'

/** The officer in this seat may unlock here without the network from now on. Throws PinUnacceptable, OfficerNotSignedIn. */
export async function choosePin(
  kiosk: Kiosk,
  { role, pin }: { readonly role: DeskRole; readonly pin: string },
): Promise<Seat> {
  const officer = kiosk.officers.require(role)
  await kiosk.vault.setPin(officer.officerId, officer.dataKey, pin)
  return seatOf(kiosk, officer)
}
