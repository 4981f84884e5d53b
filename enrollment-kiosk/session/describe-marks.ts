import { requireUnsigned, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** Writes down identification marks. */
export async function describeMarks(kiosk: Kiosk, id: string, marks: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'marks')
    return keep(kiosk, { ...session, marks })
  })
}
