import type {
  DayClosingReport,
  DayReport,
  DayReportAnswer,
  DayTicket,
} from '../../../core/contracts/kiosk-day.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { seriesOf } from '../../../core/enrollment/ticket-series.ts'
import { DomainError } from '../../../core/errors.ts'
import { appointmentLifecycle, ticketLifecycle } from '../../../core/lifecycle/appointment.ts'
import { nextState, pathBetween } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { askingKiosk, type Machine } from './own-centre.ts'

/** A kiosk tells of numbers that it did not give, or of a day that does not add up. */
export class DayReportForeign extends DomainError<'DAY_REPORT_FOREIGN'> {
  constructor(part: 'SERIES' | 'CLOSING') {
    super(
      'DAY_REPORT_FOREIGN',
      {
        vi: 'Báo cáo ngày của máy không khớp: số thứ tự không do máy này cấp, hoặc đối soát cuối ngày bị lệch.',
        en: 'The day’s report does not fit: numbers that this kiosk did not give, or a reconciliation that does not add up.',
      },
      { part },
    )
  }
}

/** Takes over what a desk did, perhaps days ago and without the network. The same report again changes nothing. */
export async function takeDayReport(app: App, actor: Actor, report: DayReport): Promise<DayReportAnswer> {
  const kiosk = askingKiosk(actor)
  const machine = await app.db.machine.findUnique({ where: { id: kiosk.id } })
  if (!machine) throw new NotFound('machine')
  const series = seriesOf(machine.number ?? 1)
  if (report.tickets.some((ticket) => ticket.series !== series)) throw new DayReportForeign('SERIES')
  if (report.closings.some((one) => one.captured !== one.sent + one.waiting + one.cancelled))
    throw new DayReportForeign('CLOSING')
  const desk = await app.db.desk.findFirst({ where: { machineId: kiosk.id }, select: { id: true } })
  for (const ticket of report.tickets)
    await app.db.$transaction((tx) => takeOver(tx, app, { kiosk, ticket, deskId: desk?.id ?? null }))
  for (const checkIn of report.checkIns)
    await app.db.$transaction((tx) => noteCheckIn(tx, app, { kiosk, ...checkIn }))
  for (const closing of report.closings) await app.db.$transaction((tx) => keepClosing(tx, kiosk, closing))
  const { tickets, checkIns, closings } = report
  const counts = { tickets: tickets.length, checkIns: checkIns.length, closings: closings.length }
  const subject = { subjectKind: 'machine', subjectId: kiosk.id, details: counts }
  await audit(app.db, { actor, at: app.clock(), action: 'kiosk.day-report', ...subject })
  return counts
}

interface GivenTicket {
  readonly kiosk: Machine
  readonly ticket: DayTicket
  readonly deskId: string | null
}

/** The number as the kiosk knows it: moved through every state between ours and theirs, at the kiosk's times. */
async function takeOver(tx: Transaction, app: App, { kiosk, ticket, deskId }: GivenTicket): Promise<void> {
  const { id, day, series, number, kind, status } = ticket
  const row = { day: dateOf(parseCalendarDate(day)), series, number, kind, deskId }
  await tx.ticket.createMany({
    data: [{ id, ...row, centreCode: kiosk.centreCode, takenAt: instantOf(ticket.takenAt) }],
    skipDuplicates: true,
  })
  const known = await tx.ticket.findUnique({ where: { id }, select: { status: true, version: true } })
  const events = known ? pathBetween(ticketLifecycle, known.status, status) : null
  if (!known || !events) return
  let record = { key: id, ...known }
  for (const event of events) {
    const at = Date.parse(timeOf(ticket, event))
    record = await move(tx, ticketLifecycle, record, { event, actor: kiosk, at, data: timesOf(ticket) })
  }
}

const instantOf = (text: string) => instantAt(Date.parse(text))
const ifKnown = (text: string | null) => (text === null ? null : instantOf(text))

function timesOf({ calledAt, servedAt, finishedAt }: DayTicket) {
  return { calledAt: ifKnown(calledAt), servedAt: ifKnown(servedAt), finishedAt: ifKnown(finishedAt) }
}

function timeOf(ticket: DayTicket, event: string): string {
  const { takenAt, calledAt, servedAt, finishedAt } = ticket
  const known = { call: calledAt, serve: servedAt, finish: finishedAt }[event]
  return known ?? calledAt ?? takenAt
}

/** A booking that was cancelled or used up meanwhile stays so. */
async function noteCheckIn(
  tx: Transaction,
  app: App,
  { kiosk, appointment, at }: DayReport['checkIns'][number] & { readonly kiosk: Machine },
): Promise<void> {
  const found = await tx.appointment.findUnique({
    where: { id: appointment, centreCode: kiosk.centreCode },
    select: { status: true, version: true },
  })
  if (!found || !nextState(appointmentLifecycle, found.status, 'checkIn')) return
  await move(
    tx,
    appointmentLifecycle,
    { key: appointment, ...found },
    { event: 'checkIn', actor: kiosk, at: app.clock(), data: { checkedInAt: instantOf(at) } },
  )
}

/** A day that was closed again, after one more file, stands as it was closed last. */
async function keepClosing(
  tx: Transaction,
  { id: machineId }: Machine,
  closing: DayClosingReport,
): Promise<void> {
  const { closedBy, captured, sent, waiting, cancelled } = closing
  const day = dateOf(parseCalendarDate(closing.day))
  const closedAt = instantOf(closing.closedAt)
  const counts = { captured, sent, waiting, cancelled, closedBy, closedAt }
  const made = await tx.dayClosing.createMany({ data: [{ machineId, day, ...counts }], skipDuplicates: true })
  if (made.count > 0) return
  await tx.dayClosing.updateMany({ where: { machineId, day, closedAt: { lt: closedAt } }, data: counts })
}
