import type { FingerPosition } from '../../core/biometrics/positions.ts'
import type { DeskRole } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'
import type { Kiosk } from './kiosk.ts'
import { takeImpression } from './take-impression.ts'

/** A scanner whose pictures give no minutiae cannot tell whose a finger is. */
export class FingerNotComparable extends DomainError<'FINGER_NOT_COMPARABLE'> {
  constructor() {
    super('FINGER_NOT_COMPARABLE', {
      vi: 'Máy quét này không cho đặc trưng vân tay để so sánh.',
      en: 'The pictures of this scanner give nothing to compare by.',
    })
  }
}

/**
 * Takes one finger of an officer who is signed in; answers the positions that are there now. Throws FingerRefused,
 * FingerNotComparable, OfficerNotSignedIn and the device's refusals.
 */
export async function giveOwnFinger(
  kiosk: Kiosk,
  capture: { readonly role: DeskRole; readonly position: FingerPosition; readonly cancel: AbortSignal },
): Promise<readonly FingerPosition[]> {
  const { role, position, cancel } = capture
  const officer = kiosk.officers.require(role)
  const take = { session: null, position, number: 1, cancel }
  const { judgement } = await kiosk.devices.fingerprint.use((scanner) => takeImpression(kiosk, scanner, take))
  if (judgement.verdict === 'UNMEASURED') throw new FingerNotComparable()
  const { template, quality } = judgement
  await kiosk.ownFingers.keep(officer, { position, template, quality })
  return (await kiosk.ownFingers.of(officer)).map((finger) => finger.position)
}
