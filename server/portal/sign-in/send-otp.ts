import { signInMessage } from '../../../core/portal/sign-in-message.ts'
import { DomainError } from '../../../core/errors.ts'
import { openCarrier } from '../../issuance/notices/carriers.ts'
import type { App } from '../../kernel/app.ts'
import type { SignInChannel } from './contact-on-file.ts'

interface OneTimeCode {
  /** The same for every try, so that a carrier takes one message once. */
  readonly challengeId: string
  readonly channel: SignInChannel
  readonly to: string
  readonly code: string
  readonly minutes: number
}

/** The carrier is away: the job is tried again while the code is good. */
export class CodeNotSent extends DomainError<'CODE_NOT_SENT'> {
  constructor(errorCode: string) {
    super(
      'CODE_NOT_SENT',
      {
        vi: 'Chưa gửi được mã đăng nhập; hệ thống sẽ thử lại.',
        en: 'The code was not sent; it is tried again.',
      },
      { errorCode },
    )
  }
}

/**
 * Hands a code to the carrier of its channel at once: a code that waits for the morning is of no use, hence not by the outbox of
 * notices. Answers whether there is such a carrier, and it took the message. Throws {@link CodeNotSent} where it may yet.
 */
export async function sendOtp(
  app: App,
  { challengeId, channel, to, code, minutes }: OneTimeCode,
): Promise<boolean> {
  const carrier = openCarrier(channel, app)
  if (!carrier) return false
  try {
    const delivery = await carrier.deliver({ id: challengeId, to, ...signInMessage(code, minutes) })
    if (delivery.outcome === 'failed') throw new CodeNotSent(delivery.errorCode)
    return delivery.outcome === 'sent'
  } finally {
    carrier.close()
  }
}
