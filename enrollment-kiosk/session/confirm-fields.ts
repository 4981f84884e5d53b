import { requireUnsigned, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** The applicant confirmed these fields on the second screen, in place of what was confirmed before. */
export async function confirmFields(
  kiosk: Kiosk,
  id: string,
  fields: readonly string[],
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'confirm')
    return keep(kiosk, { ...session, citizenConfirmed: [...new Set(fields)] })
  })
}
