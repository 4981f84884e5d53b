import { z } from 'zod'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { grievanceTerm } from '../../../core/grievances/grievance-terms.ts'
import {
  type GrievanceKind,
  grievanceKinds,
  grievanceSubjects,
} from '../../../core/grievances/grievance-words.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { nextNumber } from '../../kernel/next-number.ts'
import { recordId } from '../../kernel/record-id.ts'
import { actingFor } from '../../registry/represented.ts'

/** Nothing was written, or more than can be read. */
export class IllegalGrievance extends DomainError<'ILLEGAL_GRIEVANCE'> {
  constructor() {
    super('ILLEGAL_GRIEVANCE', {
      vi: 'Hãy chọn loại, nội dung và viết ít nhất 10, nhiều nhất 4000 chữ cái.',
      en: 'Choose a kind and a subject, and write at least 10 and at most 4000 characters.',
    })
  }
}

/** More wait for an answer than one person can mean. */
export class TooManyGrievances extends DomainError<'TOO_MANY_GRIEVANCES'> {
  constructor() {
    super('TOO_MANY_GRIEVANCES', {
      vi: `Bạn đang có ${mostOpen} phản ánh chờ trả lời. Hãy chờ trả lời trước khi gửi thêm.`,
      en: `${mostOpen} of your tickets wait for an answer. Please wait for one before you send another.`,
    })
  }
}

const mostOpen = 10

/** What people write about something. */
export const grievanceText = z.string().trim().min(10).max(4000)

const newGrievance = z.object({
  kind: z.enum(Object.keys(grievanceKinds) as [GrievanceKind]),
  subject: z.string().refine((subject) => Object.hasOwn(grievanceSubjects, subject)),
  text: grievanceText,
})

export interface NewGrievance {
  /** Whom it is about: the citizen, or somebody they represent. */
  readonly residentId: string
  readonly applicationId: string | null
  readonly kind: string
  readonly subject: string
  readonly text: string
}

/**
 * A citizen files a ticket about a file, or about anything else: it belongs to the unit of the file, else to that of the
 * citizen's residence, and has its day by law at once. Throws {@link IllegalGrievance}, {@link TooManyGrievances}, NotFound.
 */
export async function fileGrievance(
  app: App,
  actor: Actor,
  grievance: NewGrievance,
): Promise<{ readonly id: string; readonly number: string }> {
  demand(actor, 'grievance.file')
  if (actor.kind !== 'citizen') throw new NotAllowed()
  const parsed = newGrievance.safeParse(grievance)
  if (!parsed.success) throw new IllegalGrievance()
  const { kind, subject, text } = parsed.data
  await actingFor(app, actor, grievance.residentId)
  const at = app.clock()
  const { dueOn } = grievanceTerm({ kind, instance: 1, on: calendarDateAt(at) })
  return app.db.$transaction(async (tx) => {
    await demandRoom(tx, actor.id)
    const unitCode = await ownerUnit(tx, grievance)
    const { year, number } = await nextNumber(tx, { kind: 'GRIEVANCE', at })
    const { residentId, applicationId } = grievance
    const filedAt = instantAt(at)
    const made = await tx.grievance.create({
      data: {
        number: `PA-${year}-${String(number).padStart(6, '0')}`,
        kind,
        subject,
        residentId,
        filedById: actor.id,
        applicationId,
        unitCode,
        filedAt,
        dueOn: dateOf(dueOn),
        entries: { create: { kind: 'COMPLAINT', text, at: filedAt } },
      },
      select: { id: true, number: true },
    })
    const details = { kind, subject, unit: unitCode }
    await audit(tx, {
      actor,
      at,
      action: 'grievance.file',
      subjectKind: 'grievance',
      subjectId: made.id,
      details,
    })
    return made
  })
}

/** Who files several at once waits here: then the count is true. */
async function demandRoom(tx: Transaction, filedById: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`grievances ${filedById}`}, 0))`
  const open = await tx.grievance.count({
    where: { filedById, status: { in: ['OPEN', 'ASSIGNED', 'ESCALATED'] } },
  })
  if (open >= mostOpen) throw new TooManyGrievances()
}

/** The unit of the file; without one, where the person is registered to live, else that of their last file. */
async function ownerUnit(
  tx: Transaction,
  { residentId, applicationId }: Pick<NewGrievance, 'residentId' | 'applicationId'>,
): Promise<string> {
  if (applicationId !== null) {
    const file = await tx.application.findUnique({
      where: { id: recordId(applicationId, 'application'), residentId },
      select: { unitCode: true },
    })
    if (!file) throw new NotFound('application')
    return file.unitCode
  }
  const addresses = await tx.address.findMany({
    where: { residentId, validTo: null },
    select: { kind: true, unit: { select: { code: true } } },
  })
  const address = addresses.find(({ kind }) => kind === 'PERMANENT') ?? addresses[0]
  if (address) return address.unit.code
  const last = await tx.application.findFirst({
    where: { residentId },
    select: { unitCode: true },
    orderBy: { id: 'desc' },
  })
  if (!last) throw new NotFound('unit')
  return last.unitCode
}
