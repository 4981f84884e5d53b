import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds since 1970, when the notice was signed. */
export const timestampHeader = 'x-notice-timestamp'
/** Hexadecimal HMAC-SHA-256, by a secret of PAYMENT_NOTICE_SECRETS, of the timestamp, a full stop and the body's bytes. */
export const signatureHeader = 'x-notice-signature'

/** What was signed longer ago, or in the future, is not taken, so that an old notice cannot be played again. */
export const replayWindowSeconds = 300

export interface SignedNotice {
  readonly timestamp: string
  readonly signature: string
  readonly body: Uint8Array
}

export function signNotice(secret: string, { timestamp, body }: Omit<SignedNotice, 'signature'>): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
}

/** Whether a notice is signed by one of the secrets, now (milliseconds) or a moment ago. */
export function isSigned(notice: SignedNotice, secrets: readonly string[], now: number): boolean {
  const { timestamp, signature } = notice
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > replayWindowSeconds) return false
  const given = Buffer.from(signature, 'hex')
  return secrets.some((secret) => timingSafeEqual(given, Buffer.from(signNotice(secret, notice), 'hex')))
}
