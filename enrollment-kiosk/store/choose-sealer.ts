import type { KioskConfig } from '../env.ts'
import { openHostSecretSealer } from './host-secret-sealer.ts'
import { SealedElsewhere, SealUnavailable } from './refusals.ts'
import type { SealedBy, Sealer } from './sealer.ts'
import { openSystemdSealer } from './systemd-sealer.ts'

/**
 * The best sealer this computer has, or the one that sealed this folder before: a TPM added later is used by the next
 * installation. Throws SealUnavailable, and SealedElsewhere where the one before is not to be found here.
 */
export async function chooseSealer(config: KioskConfig['seal'], before: SealedBy | null): Promise<Sealer> {
  const systemd = before === null ? config.by !== 'file' : before !== 'HOST_SECRET'
  const sealer = systemd ? await openSystemdSealer() : null
  if (sealer) return sealer
  if (systemd && before !== null) throw new SealedElsewhere(before)
  if (systemd && config.by === 'systemd') throw new SealUnavailable(config.by)
  return openHostSecretSealer(config.secretFile)
}
