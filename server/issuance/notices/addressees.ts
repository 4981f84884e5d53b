import { z } from 'zod'
import { calendarDateAt, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import type { NoticeFacts } from '../../../core/notices/notice-texts.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { NoticeChannel } from './carriers.ts'

/** Whom a message is for and what it may say: read when it is sent, so that a corrected number is used, and kept nowhere. */
export interface Addressee {
  readonly phone: string | null
  readonly email: string | null
  readonly language: string
  readonly facts: NoticeFacts
}

export const addressOf = ({ phone, email }: Addressee, channel: NoticeChannel): string | null =>
  channel === 'EMAIL' ? email : phone

interface Subject {
  readonly applicationId: string | null
  readonly appointmentId: string | null
  readonly kind: string
}

/** Null where the record is gone or says of nobody whom to write to. */
export async function addresseeOf(app: App, subject: Subject): Promise<Addressee | null> {
  const link = new URL(app.publicUrl).host
  if (subject.appointmentId !== null) return bookedBy(app.db, subject.appointmentId, link)
  return subject.applicationId === null
    ? null
    : applicantOf(app.db, { id: subject.applicationId, kind: subject.kind, link })
}

async function bookedBy(db: Transaction, id: string, link: string): Promise<Addressee | null> {
  const booking = await db.appointment.findUnique({
    where: { id },
    select: {
      at: true,
      phone: true,
      centre: { select: { name: true } },
      file: { select: { code: true, email: true, phone: true, language: true } },
    },
  })
  if (!booking) return null
  const { at, centre, file } = booking
  return {
    phone: booking.phone ?? file?.phone ?? null,
    email: file?.email ?? null,
    language: file?.language ?? 'vi',
    facts: { code: file?.code ?? '', place: centre.name, on: timeOf(at), link },
  }
}

/** HH:mm dd/MM/yyyy in Việt Nam. */
function timeOf(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return `${local.slice(11, 16)} ${formatVietnamese(calendarDateAt(at.getTime()))}`
}

const pickupSchema = z.object({ kind: z.literal('PICKUP'), centre: z.string() })

async function applicantOf(
  db: Transaction,
  { id, kind, link }: { readonly id: string; readonly kind: string; readonly link: string },
): Promise<Addressee | null> {
  const file = await db.application.findUnique({
    where: { id },
    select: {
      code: true,
      phone: true,
      email: true,
      language: true,
      promisedOn: true,
      deadlineOn: true,
      delivery: true,
      centre: { select: { name: true } },
      cards: { select: { expiresOn: true }, orderBy: { id: 'desc' }, take: 1 },
    },
  })
  if (!file) return null
  const pickup = pickupSchema.safeParse(file.delivery).data?.centre
  const place = pickup === undefined ? null : await db.centre.findUnique({ where: { code: pickup } })
  const day =
    kind === 'CARD_EXPIRES' ? (file.cards[0]?.expiresOn ?? null) : (file.promisedOn ?? file.deadlineOn)
  const on = day === null ? '' : formatVietnamese(calendarDateAt(day.getTime()))
  const { phone, email, language, code, centre } = file
  return { phone, email, language, facts: { code, place: place?.name ?? centre.name, on, link } }
}
