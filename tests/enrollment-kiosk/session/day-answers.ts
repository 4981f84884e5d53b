/** What the contract server says of the day at a desk: core/contracts/kiosk-day.ts. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type DayReport,
  dayReportSchema,
  type KioskDay,
  type KioskReference,
  type ReturnedContent,
  type SubjectSnapshot,
  subjectsRequestSchema,
} from '../../../core/contracts/kiosk-day.ts'

export interface DayAnswers {
  day: KioskDay
  reference: KioskReference
  /** By appointment. */
  readonly subjects: Map<string, SubjectSnapshot>
  readonly returned: Map<string, ReturnedContent>
  /** Every report that came, in order. */
  readonly reports: DayReport[]
  /** How many answers carried content, by path. */
  readonly sent: Record<string, number>
  /** The next questions after subjects are cut off, so many. */
  cuts: number
}

export function emptyDay(): DayAnswers {
  return {
    day: { on: '2026-01-01', phone: null, desk: null, bookings: [], tickets: [], returned: [] },
    reference: { on: '2026-01-01', units: [], centres: [], forecastDays: null },
    subjects: new Map(),
    returned: new Map(),
    reports: [],
    sent: {},
    cuts: 0,
  }
}

/** Answers a question about the day; false where it is none. */
export function answerDay(
  answers: DayAnswers,
  { request, body }: { readonly request: IncomingMessage; readonly body: Buffer | null },
  response: ServerResponse,
): boolean {
  const path = request.url ?? ''
  const content = contentOf(answers, path, body)
  if (content === undefined) return false
  if (path === '/kiosk/subjects' && answers.cuts > 0) {
    answers.cuts -= 1
    request.socket.destroy()
    return true
  }
  const text = JSON.stringify(content)
  const tag = `"${createHash('sha256').update(text).digest('hex')}"`
  if (content === null) response.writeHead(404, { 'content-type': 'application/json' }).end(notFound)
  else if (request.headers['if-none-match'] === tag) response.writeHead(304, { etag: tag }).end()
  else {
    answers.sent[path] = (answers.sent[path] ?? 0) + 1
    response.writeHead(200, { 'content-type': 'application/json', etag: tag }).end(text)
  }
  return true
}

const notFound = JSON.stringify({ code: 'NOT_FOUND', vi: 'Không tìm thấy.', en: 'Not found.' })

/** Undefined: no such question; null: nothing there. */
function contentOf(answers: DayAnswers, path: string, body: Buffer | null): unknown {
  if (path === '/kiosk/day') return answers.day
  if (path === '/kiosk/reference') return answers.reference
  if (path.startsWith('/kiosk/returned/')) return answers.returned.get(path.slice(16)) ?? null
  if (path === '/kiosk/subjects') {
    const { appointments } = subjectsRequestSchema.parse(JSON.parse(String(body)))
    return { subjects: appointments.flatMap((id) => answers.subjects.get(id) ?? []), later: false }
  }
  if (path !== '/kiosk/day-report') return undefined
  const report = dayReportSchema.parse(JSON.parse(String(body)))
  answers.reports.push(report)
  const { tickets, checkIns, closings } = report
  return { tickets: tickets.length, checkIns: checkIns.length, closings: closings.length }
}
