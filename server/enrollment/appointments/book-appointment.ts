import { z } from 'zod'
import { citizenNumberSchema } from '../../../core/citizen/citizen-number.ts'
import { calendarDateAt, partialDateSchema } from '../../../core/dates/calendar-date.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { slotsOf } from '../../../core/enrollment/slots.ts'
import { DomainError } from '../../../core/errors.ts'
import { isVietnameseName, normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { centreCalendars } from './centre-calendars.ts'
import { takingStates } from './free-slots.ts'

/** The centre keeps no such slot, or it has begun. */
export class NoSuchSlot extends DomainError<'NO_SUCH_SLOT'> {
  constructor() {
    super('NO_SUCH_SLOT', {
      vi: 'Điểm thu nhận không có lượt hẹn vào giờ này, hoặc giờ hẹn đã qua. Hãy chọn giờ khác.',
      en: 'The centre has no appointments at this time, or it has passed. Choose another.',
    })
  }
}

/** Its last place has just been taken. */
export class SlotFull extends DomainError<'SLOT_FULL'> {
  constructor() {
    super('SLOT_FULL', {
      vi: 'Lượt hẹn này vừa đủ người. Hãy chọn giờ khác.',
      en: 'This slot has just filled up. Choose another.',
    })
  }
}

export class IllegalBooking extends DomainError<'ILLEGAL_BOOKING'> {
  constructor(fields: readonly string[]) {
    super(
      'ILLEGAL_BOOKING',
      {
        vi: 'Thông tin đặt hẹn chưa đúng: họ tên, số định danh (12 chữ số), ngày sinh hoặc số điện thoại.',
        en: 'The booking is not valid: name, personal number (12 digits), birth date or telephone number.',
      },
      { fields: fields.join(' ') },
    )
  }
}

const bookingSchema = z.object({
  name: z.string().max(120).transform(normaliseText).refine(isVietnameseName),
  number: citizenNumberSchema.nullable(),
  birthDate: partialDateSchema,
  phone: z
    .string()
    .regex(/^0\d{9}$/)
    .nullable(),
  kind: packetManifestSchema.shape.kind,
  groupName: z.string().trim().min(1).max(120).nullable(),
})

export interface NewBooking {
  readonly centreCode: string
  /** Start of a slot, ISO 8601. */
  readonly at: string
  readonly name: string
  readonly number: string | null
  readonly birthDate: string
  readonly phone: string | null
  readonly kind: string
  readonly groupName: string | null
}

/** Books a place in a slot; its capacity holds however many book at once. */
export async function bookAppointment(
  app: App,
  actor: Actor,
  booking: NewBooking,
): Promise<{ readonly id: string }> {
  const { centreCode } = booking
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.book', centre.unitCode)
  const parsed = bookingSchema.safeParse(booking)
  if (!parsed.success) throw new IllegalBooking(parsed.error.issues.map(({ path }) => String(path[0])))
  const at = Date.parse(booking.at)
  return app.db.$transaction(async (tx) => {
    await takePlace(tx, app, { centreCode, at })
    const made = await tx.appointment.create({
      data: { ...parsed.data, centreCode, at: instantAt(at), createdAt: instantAt(app.clock()) },
      select: { id: true },
    })
    const subject = { subjectKind: 'appointment', subjectId: made.id }
    await audit(tx, { actor, at: app.clock(), action: 'appointment.book', ...subject })
    return made
  })
}

/** Who books the same slot waits here: then the count is true. */
async function takePlace(
  tx: Transaction,
  app: App,
  { centreCode, at }: { readonly centreCode: string; readonly at: number },
): Promise<void> {
  if (!(at > app.clock())) throw new NoSuchSlot()
  const slots = slotsOf(await centreCalendars(tx, centreCode), calendarDateAt(at))
  const slot = slots.find((one) => one.at === at)
  if (!slot) throw new NoSuchSlot()
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slot ${centreCode} ${at}`}, 0))`
  const taken = await tx.appointment.count({
    where: { centreCode, at: instantAt(at), status: { in: takingStates } },
  })
  if (taken >= slot.capacity) throw new SlotFull()
}
