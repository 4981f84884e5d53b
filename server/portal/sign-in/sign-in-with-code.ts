import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { recordId } from '../../kernel/record-id.ts'
import { openCitizenSession } from './citizen-session.ts'
import { codeFits, keptCode } from './one-time-code.ts'
import type { WithPortalKey } from './portal-key.ts'

const mostTries = 5

/** Not the code, or one that is used up, too old, or of nobody: all look the same. */
export class WrongCode extends DomainError<'WRONG_CODE'> {
  constructor() {
    super('WRONG_CODE', {
      vi: 'Mã không đúng hoặc đã hết hạn. Hãy xem lại tin nhắn mới nhất; sau 5 lần sai, hãy yêu cầu mã khác.',
      en: 'The code is wrong or has expired. Look at the newest message; after 5 wrong tries ask for another code.',
    })
  }
}

/** Signs in whoever knows the code of a challenge; answers the session's token. Throws {@link WrongCode}. */
export async function signInWithCode(
  app: WithPortalKey,
  actor: Actor,
  input: { readonly challenge: string; readonly code: string },
): Promise<string> {
  demand(actor, 'citizen.sign-in')
  const id = recordId(input.challenge, 'sign-in')
  const given = keptCode(app, id, input.code.replaceAll(/\D/g, ''))
  const now = instantAt(app.clock())
  // Counted before the code is looked at, in a statement of its own: a thousand tries at once are still five.
  const [challenge] = await app.db.$queryRaw<{ residentId: string | null; codeSha256: string | null }[]>`
    UPDATE "OtpChallenge" SET "tries" = "tries" + 1
    WHERE "id" = ${id}::uuid AND "tries" < ${mostTries} AND "usedAt" IS NULL AND "expiresAt" > ${now}
    RETURNING "residentId", "codeSha256"`
  const fits = codeFits(challenge?.codeSha256 ?? null, given)
  const residentId = challenge?.residentId ?? null
  if (!fits || residentId === null) throw new WrongCode()
  return app.db.$transaction(async (tx) => {
    const used = await tx.otpChallenge.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } })
    if (used.count !== 1) throw new WrongCode()
    return openCitizenSession(tx, app, { residentId, by: 'OTP' })
  })
}
