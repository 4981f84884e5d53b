import type { DeskRole, Seat } from '../../core/contracts/desk/station.ts'
import { importSigningKey } from '../sync/machine-identity.ts'
import type { Kiosk } from './kiosk.ts'
import { takeSeat } from './seats.ts'

/** Without the network: by the PIN. Throws OfficerUnknownHere, PinWrong, PinLocked. */
export async function unlockOfficer(
  kiosk: Kiosk,
  attempt: { readonly officerId: string; readonly role: DeskRole; readonly pin: string },
): Promise<Seat> {
  const { officerId, role } = attempt
  const { key, ...opened } = await kiosk.vault.unlock(attempt)
  const { privateKey } = await importSigningKey(key)
  return takeSeat(kiosk, { officerId, role, ...opened, by: 'LOCAL', privateKey, cookie: null })
}
