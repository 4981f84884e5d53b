/** What takes a message to a citizen: a mail server, or the gateway of text messages or of Zalo. */
import { createHmac } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Env } from '../../kernel/env.ts'

export type NoticeChannel = 'EMAIL' | 'SMS' | 'ZALO'

export interface Message {
  /** The same for every try of one message: whoever gets it twice can see that. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What became of a try: `refused` is for good, as for an address that does not exist. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly carrierId: string }
  | { readonly outcome: 'refused' | 'failed'; readonly errorCode: string }

export interface Carrier {
  deliver(message: Message): Promise<Delivery>
  close(): void
}

type Settings = Env['notices']

const timeoutMs = 15_000

/** The channels that this server can use. */
export function configuredChannels({ smtpUrl, smsUrl, zaloUrl }: Settings): ReadonlySet<NoticeChannel> {
  const channels: readonly (readonly [NoticeChannel, string | null])[] = [
    ['EMAIL', smtpUrl],
    ['SMS', smsUrl],
    ['ZALO', zaloUrl],
  ]
  return new Set(channels.flatMap(([channel, url]) => (url === null ? [] : [channel])))
}

/** Opens the way to a channel; null where none is configured. */
export function openCarrier(
  channel: NoticeChannel,
  { env, clock }: Pick<App, 'env' | 'clock'>,
): Carrier | null {
  const { smtpUrl, mailFrom, smsUrl, zaloUrl, secret } = env.notices
  if (channel === 'EMAIL') return smtpUrl === null ? null : mailCarrier(smtpUrl, mailFrom)
  const url = channel === 'SMS' ? smsUrl : zaloUrl
  return url === null || secret === null ? null : gatewayCarrier(url, secret, clock)
}

function mailCarrier(smtpUrl: string, from: string): Carrier {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  return {
    async deliver({ id, to, subject, text }) {
      const messageId = `<${id}@${from.split('@')[1] ?? 'localhost'}>`
      try {
        await transport.sendMail({ from, to, subject, text, messageId })
        return { outcome: 'sent', carrierId: messageId }
      } catch (error) {
        return failureOfMail(error)
      }
    },
    close: () => transport.close(),
  }
}

const mailFault = z.object({ responseCode: z.int().optional(), code: z.string().optional() })

/** RFC 5321, section 4.2.1: 5yz is for good, 4yz may pass. Its text may repeat the address and is not kept. */
function failureOfMail(error: unknown): Delivery {
  const { responseCode, code } = mailFault.safeParse(error).data ?? {}
  const isForGood = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH'
  const errorCode = `SMTP_${responseCode ?? code ?? 'FAILED'}`
  return { outcome: isForGood ? 'refused' : 'failed', errorCode }
}

/** Signs what goes to a gateway and comes from it: HMAC-SHA-256 over the time in seconds, a point, and the body. */
export function gatewaySignature(secret: string, { time, body }: { time: string; body: string }): string {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
}

const gatewayAnswer = z.object({ id: z.string().min(1).max(200) })

function gatewayCarrier(url: string, secret: string, clock: Clock): Carrier {
  return {
    async deliver({ id, to, text }) {
      const body = JSON.stringify({ id, to, text })
      const time = String(Math.floor(clock() / 1000))
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': id,
        'x-time': time,
        'x-signature': gatewaySignature(secret, { time, body }),
      }
      try {
        const signal = AbortSignal.timeout(timeoutMs)
        const answer = await fetch(url, { method: 'POST', headers, body, signal })
        return await readAnswer(answer)
      } catch {
        return { outcome: 'failed', errorCode: 'GATEWAY_UNREACHABLE' }
      }
    },
    close: () => undefined,
  }
}

async function readAnswer(answer: Response): Promise<Delivery> {
  const errorCode = `GATEWAY_${answer.status}`
  if (!answer.ok) {
    await answer.body?.cancel()
    const mayPass = answer.status >= 500 || answer.status === 408 || answer.status === 429
    return { outcome: mayPass ? 'failed' : 'refused', errorCode }
  }
  const told = gatewayAnswer.safeParse(await answer.json())
  return told.success
    ? { outcome: 'sent', carrierId: told.data.id }
    : { outcome: 'failed', errorCode: 'GATEWAY_ANSWER' }
}
