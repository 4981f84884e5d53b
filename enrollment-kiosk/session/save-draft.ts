import { z } from 'zod'
import { TransitionRefused } from '../../core/lifecycle/machine.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import type { CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

export const draftSchema = z.strictObject({ pane: z.string().min(1).max(40), input: z.unknown() })

/** Keeps what was typed into a pane, word for word and whatever it is; it is shown again after anything. */
export async function saveDraft(
  kiosk: Kiosk,
  id: string,
  { pane, input }: z.infer<typeof draftSchema>,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    if (session.signedContent !== null || session.packet !== null) {
      throw new TransitionRefused(captureLifecycle.name, session.state, 'draft')
    }
    return keep(kiosk, { ...session, drafts: { ...session.drafts, [pane]: input ?? null } })
  })
}
