import { z } from 'zod'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })

const refusalSchema = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
  who: z.enum(['OFFICER', 'SUPERVISOR', 'TECHNICIAN', 'ADMINISTRATOR', 'NOBODY']).optional(),
  remedy: bilingual.optional(),
  missing: z
    .array(z.object({ code: z.string(), position: z.number().nullable(), text: bilingual }))
    .optional(),
})

/** No answer of the agent: it is not running, or is being started again. */
const agentGone: DeskRefusal = {
  code: 'AGENT_UNREACHABLE',
  vi: 'Chương trình của bàn thu nhận không trả lời.',
  en: 'The program of this desk does not answer.',
  who: 'TECHNICIAN',
  remedy: {
    vi: 'Nội dung đang nhập vẫn còn trên màn hình. Chờ vài giây; nếu không được, khởi động lại chương trình thu nhận.',
    en: 'What you typed is still on the screen. Wait a few seconds; if it stays, start the desk program again.',
  },
}

const agentFault: DeskRefusal = {
  code: 'AGENT_FAULT',
  vi: 'Chương trình của bàn thu nhận gặp lỗi.',
  en: 'The program of this desk failed.',
  who: 'TECHNICIAN',
}

/** The agent said no, or nothing; what a screen shows is in {@link refusal}. */
export class DeskRefused extends Error {
  readonly refusal: DeskRefusal
  constructor(refusal: DeskRefusal) {
    super(refusal.code)
    this.name = 'DeskRefused'
    this.refusal = refusal
  }
}

export const isAgentGone = (refusal: DeskRefusal | null): boolean => refusal?.code === agentGone.code

/** Reads an answer that is no success. */
export function refusalIn(body: unknown): DeskRefusal {
  const parsed = refusalSchema.safeParse(body)
  return parsed.success ? (parsed.data as DeskRefusal) : agentFault
}

/** What to show of anything that was thrown on the way to an answer. */
export function refusalOf(error: unknown): DeskRefusal {
  if (error instanceof DeskRefused) return error.refusal
  if (error instanceof TypeError || error instanceof DOMException) return agentGone
  return agentFault
}
