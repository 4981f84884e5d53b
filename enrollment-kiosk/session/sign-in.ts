import type { DeskRole, Seat } from '../../core/contracts/desk/station.ts'
import { importSigningKey } from '../sync/machine-identity.ts'
import { certifyOfficer } from '../sync/officers.ts'
import type { Kiosk } from './kiosk.ts'
import { heldKey, takeSeat } from './seats.ts'

/** Through the server: name and password. Throws the server's refusals, StoreNeedsPin. */
export async function signInOfficer(
  kiosk: Kiosk,
  credentials: { readonly username: string; readonly password: string; readonly role: DeskRole },
): Promise<Seat> {
  const { cookie, ...certified } = await certifyOfficer(kiosk.config.server, credentials)
  const { officerId, name, role, certificate, key } = certified
  const dataKey = await kiosk.vault.remember(certified, heldKey(kiosk, officerId))
  const { privateKey } = await importSigningKey(key)
  return takeSeat(kiosk, { officerId, name, role, by: 'SERVER', certificate, privateKey, dataKey, cookie })
}
