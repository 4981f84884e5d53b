import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import {
  casesFor,
  preRegistrationDays,
  type PreRegistrationContent,
  preRegistrationSchema,
} from '../../../core/enrollment/pre-registration.ts'
import { DomainError } from '../../../core/errors.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { actingFor } from '../../registry/represented.ts'

/** What was filled in cannot be kept so. */
export class IllegalPreRegistration extends DomainError<'ILLEGAL_PRE_REGISTRATION'> {
  constructor(fields: readonly string[]) {
    super(
      'ILLEGAL_PRE_REGISTRATION',
      {
        vi: 'Thông tin chưa đúng: xem lại trường hợp đề nghị, số điện thoại (10 chữ số, bắt đầu bằng 0), thư điện tử và nơi nhận thẻ.',
        en: 'Something is not valid: check the case, the telephone number (10 digits, beginning with 0), the e-mail address and where the card goes.',
      },
      { fields: fields.join(' ') },
    )
  }
}

/** This case cannot be asked for in this way. */
export class CaseNotHere extends DomainError<'CASE_NOT_HERE'> {
  constructor() {
    super('CASE_NOT_HERE', {
      vi: 'Trường hợp này không làm được theo cách đã chọn. Trực tuyến chỉ cấp thẻ cho trẻ dưới 6 tuổi (do người đại diện nộp) và cấp lại thẻ bị mất, bị hỏng.',
      en: 'This case cannot be handled in this way. Online there are cards for children under 6, asked for by their representative, and re-issues of lost or damaged cards.',
    })
  }
}

/** One was handed in already, and waits for the visit. */
export class AlreadySubmitted extends DomainError<'ALREADY_SUBMITTED'> {
  constructor() {
    super('ALREADY_SUBMITTED', {
      vi: 'Đã gửi bản khai trước cho người này. Hãy thu hồi bản đã gửi nếu muốn khai lại.',
      en: 'Details were handed in for this person already. Take them back to fill in others.',
    })
  }
}

export interface SavedPreRegistration extends PreRegistrationContent {
  /** Whose card: the citizen, or somebody they represent. */
  readonly residentId: string
}

/** Keeps what a citizen has filled in so far, once for each person; answers its id. */
export async function savePreRegistration(
  app: App,
  actor: Actor,
  input: SavedPreRegistration,
): Promise<{ readonly id: string }> {
  demand(actor, 'citizen.apply')
  const { residentId, ...given } = input
  const person = await actingFor(app, actor, residentId)
  const parsed = preRegistrationSchema.safeParse(given)
  if (!parsed.success)
    throw new IllegalPreRegistration(parsed.error.issues.map(({ path }) => String(path[0])))
  const at = app.clock()
  const on = calendarDateAt(at)
  const asking = { birthDate: person.birthDate, represented: person.as !== 'SELF', on }
  const content = parsed.data
  const known = casesFor(asking).find(({ kind, code }) => kind === content.kind && code === content.reason)
  if (!known?.channels.includes(content.channel)) throw new CaseNotHere()
  await demandPlace(app, content)
  const { delivery, ...rest } = content
  // Where the card goes may be open again.
  const kept = { ...rest, delivery: delivery ?? Prisma.DbNull, filedById: actor.id ?? '' }
  try {
    return await app.db.$transaction(async (tx) => {
      const id = await keep(tx, {
        residentId: person.residentId,
        kept,
        createdAt: instantAt(at),
        expiresOn: dateOf(addDays(on, preRegistrationDays)),
      })
      const details = { channel: content.channel, reason: content.reason }
      const subject = { subjectKind: 'pre-registration', subjectId: id, details }
      await audit(tx, { actor, at, action: 'pre-registration.save', ...subject })
      return { id }
    })
  } catch (error) {
    // Two pages of the same person at once: the other one made it.
    throw isUniqueViolation(error) ? new AlreadySubmitted() : error
  }
}

/** A place of collection that there is. */
async function demandPlace(app: App, { delivery }: PreRegistrationContent): Promise<void> {
  if (delivery?.kind !== 'PICKUP') return
  const centre = await app.db.centre.findUnique({ where: { code: delivery.centre, pickup: true } })
  if (!centre) throw new IllegalPreRegistration(['delivery'])
}

interface Keeping {
  readonly residentId: string
  readonly kept: Omit<
    Prisma.PreRegistrationUncheckedCreateInput,
    'residentId' | 'createdAt' | 'expiresOn' | 'papers'
  >
  readonly createdAt: Date
  readonly expiresOn: Date
}

/** Into the draft that there is, or a new one. */
async function keep(tx: Transaction, { residentId, kept, createdAt, expiresOn }: Keeping): Promise<string> {
  const open = await tx.preRegistration.findFirst({
    where: { residentId, status: { in: ['DRAFT', 'SUBMITTED'] } },
    select: { id: true, status: true },
  })
  if (open?.status === 'SUBMITTED') throw new AlreadySubmitted()
  if (!open) {
    const made = await tx.preRegistration.create({
      data: { residentId, ...kept, createdAt, expiresOn },
      select: { id: true },
    })
    return made.id
  }
  const changed = await tx.preRegistration.updateMany({
    where: { id: open.id, status: 'DRAFT' },
    data: { ...kept, expiresOn },
  })
  if (changed.count !== 1) throw new AlreadySubmitted()
  return open.id
}
