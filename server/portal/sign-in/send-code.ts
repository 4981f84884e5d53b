import { codeMinutes } from './ask-code.ts'
import { contactOnFile, type SignInChannel } from './contact-on-file.ts'
import { codeOf } from './one-time-code.ts'
import type { WithPortalKey } from './portal-key.ts'
import { sendOtp } from './send-otp.ts'

const waysFrom = { SMS: ['SMS', 'EMAIL'], EMAIL: ['EMAIL', 'SMS'] } as const satisfies Record<
  SignInChannel,
  readonly SignInChannel[]
>

/**
 * Sends the code of a challenge the way that was asked for, or the other one where that leads nowhere; of nobody's challenge, or
 * a late one, it sends nothing. Throws CodeNotSent where another try may succeed.
 */
export async function sendSignInCode(
  app: WithPortalKey,
  { challengeId }: { readonly challengeId: string },
): Promise<void> {
  const challenge = await app.db.otpChallenge.findUnique({ where: { id: challengeId } })
  if (!challenge?.residentId || challenge.usedAt || challenge.expiresAt.getTime() <= app.clock()) return
  const { residentId } = challenge
  for (const channel of waysFrom[challenge.channel === 'EMAIL' ? 'EMAIL' : 'SMS']) {
    const to = await contactOnFile(app.db, { residentId, channel })
    if (to === null) continue
    const message = { challengeId, channel, to, code: codeOf(app, challengeId), minutes: codeMinutes }
    if (await sendOtp(app, message)) return
  }
}
