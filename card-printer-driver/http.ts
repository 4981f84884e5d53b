import type { z } from 'zod'
import { refusalSchema } from '../core/contracts/kiosk-sync.ts'
import { DomainError } from '../core/errors.ts'

const patience = 10_000

/** No answer, or one that says the server is in trouble: asking again may help, and what was asked may have been done. */
export class ServerUnreachable extends DomainError<'SERVER_UNREACHABLE'> {
  constructor() {
    super('SERVER_UNREACHABLE', {
      vi: 'Không liên lạc được với máy chủ sản xuất. Trạm sẽ tự thử lại.',
      en: 'The production server cannot be reached. The station tries again by itself.',
    })
  }
}

/** The server said no, in its own words. */
export class ServerRefusal extends DomainError<string> {
  readonly status: number

  constructor(status: number, refusal: z.infer<typeof refusalSchema>) {
    super(refusal.code, { vi: refusal.vi, en: refusal.en }, { status })
    this.status = status
  }
}

/** The server's answer is not what the contract says. */
export class AnswerNotUnderstood extends DomainError<'ANSWER_NOT_UNDERSTOOD'> {
  constructor() {
    super('ANSWER_NOT_UNDERSTOOD', {
      vi: 'Máy chủ trả lời không đúng định dạng. Hãy kiểm tra phiên bản phần mềm của trạm.',
      en: "The server's answer does not keep the contract. Check the station's version.",
    })
  }
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** One request; resolves on success, with the body read whole. Throws {@link ServerUnreachable}, {@link ServerRefusal}. */
export async function call({
  method,
  url,
  headers = {},
  body,
}: Call): Promise<{ status: number; body: Uint8Array }> {
  const answer = await exchange(url, { method, headers, ...(body === undefined ? {} : { body }) })
  if (answer.status >= 500 || answer.status === 429) throw new ServerUnreachable()
  if (answer.status >= 400) throw new ServerRefusal(answer.status, refusalOf(answer))
  return answer
}

async function exchange(url: string, init: RequestInit): Promise<{ status: number; body: Uint8Array }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patience) })
    return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) }
  } catch {
    throw new ServerUnreachable()
  }
}

function refusalOf({ status, body }: { status: number; body: Uint8Array }): z.infer<typeof refusalSchema> {
  const known = refusalSchema.safeParse(parsed(body))
  if (known.success) return known.data
  return { code: `HTTP_${status}`, vi: `Máy chủ từ chối (${status}).`, en: `The server refused (${status}).` }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return null
  }
}

/** The body as the contract's shape. Throws {@link AnswerNotUnderstood}. */
export function readAnswer<Shape extends z.ZodType>(shape: Shape, body: Uint8Array): z.infer<Shape> {
  const read = shape.safeParse(parsed(body))
  if (!read.success) throw new AnswerNotUnderstood()
  return read.data
}
