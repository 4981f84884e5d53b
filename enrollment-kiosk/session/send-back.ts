import { z } from 'zod'
import { sendBackCodes } from '../../core/enrollment/send-back-reasons.ts'
import { instantOf } from '../clock.ts'
import { move, type CaptureSession } from './capture-session.ts'
import { keep, type Kiosk } from './kiosk.ts'

export const sendBackSchema = z
  .strictObject({
    reasons: z.array(z.enum(sendBackCodes)).min(1).max(sendBackCodes.length),
    note: z.string().trim().min(1).max(300).nullable().default(null),
  })
  .refine(({ reasons, note }) => !reasons.includes('OTHER') || note !== null, { path: ['note'] })
type SendBack = z.infer<typeof sendBackSchema>

/** The supervisor gives a signed file back to its operator and says why. Nothing of it is lost; it is signed anew. */
export async function sendBackSession(kiosk: Kiosk, id: string, why: SendBack): Promise<CaptureSession> {
  kiosk.officers.require('supervisor')
  return kiosk.drafts.exclusively(id, async (session) =>
    keep(kiosk, {
      ...move(session, 'sendBack'),
      signedContent: null,
      sentBack: { ...why, at: instantOf(kiosk.clock()) },
    }),
  )
}
