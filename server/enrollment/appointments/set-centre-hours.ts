import { z } from 'zod'
import { addDays, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { weekHoursSchema } from '../../../core/enrollment/slots.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'

export class IllegalHours extends DomainError<'ILLEGAL_HOURS'> {
  constructor() {
    super('ILLEGAL_HOURS', {
      vi: 'Giờ làm việc, độ dài lượt hẹn (5 đến 240 phút) hoặc số người mỗi lượt (1 đến 100) không hợp lệ.',
      en: 'Opening hours, length of a slot (5 to 240 minutes) or people in a slot (1 to 100) are not valid.',
    })
  }
}

const hoursSchema = z.object({
  hours: weekHoursSchema,
  slotMinutes: z.int().min(5).max(240),
  capacity: z.int().min(1).max(100),
})

/** Opening hours of a centre from a day on; those before end the day before. Appointments that were made stay as they are. */
export async function setCentreHours(
  app: App,
  actor: Actor,
  input: {
    readonly centreCode: string
    /** yyyy-MM-dd */
    readonly from: string
    readonly hours: unknown
    readonly slotMinutes: number
    readonly capacity: number
  },
): Promise<void> {
  const centre = await app.db.centre.findUnique({ where: { code: input.centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'centre.arrange', centre.unitCode)
  const { centreCode } = input
  const from = parseCalendarDate(input.from)
  const parsed = hoursSchema.safeParse(input)
  if (!parsed.success) throw new IllegalHours()
  const validFrom = dateOf(from)
  await app.db.$transaction(async (tx) => {
    await tx.centreCalendar.updateMany({
      where: {
        centreCode,
        validFrom: { lt: validFrom },
        OR: [{ validTo: null }, { validTo: { gte: validFrom } }],
      },
      data: { validTo: dateOf(addDays(from, -1)) },
    })
    await tx.centreCalendar.upsert({
      where: { centreCode_validFrom: { centreCode, validFrom } },
      create: { centreCode, validFrom, ...parsed.data },
      update: parsed.data,
    })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'centre.arrange',
      subjectKind: 'centre',
      subjectId: centreCode,
      details: { hoursFrom: from, slotMinutes: parsed.data.slotMinutes, capacity: parsed.data.capacity },
    })
  })
}
