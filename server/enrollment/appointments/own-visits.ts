import { ageOn, calendarDateAt, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { isVisitPurpose, type VisitPurpose } from '../../../core/enrollment/visits.ts'
import { openApplicationStates } from '../../../core/lifecycle/application.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { inBooking } from './book-appointment.ts'
import { IllegalBooking, NothingToVisitFor } from './booking-refusals.ts'
import { insertBooking } from './insert-booking.ts'
import { moveOwn } from './move-appointment.ts'
import { moveInTime } from './rebook-appointment.ts'
import { placeOf, type Visitor, visitorOfFile } from './visit-file.ts'

/**
 * Whose visits: a resident's, asked for by a citizen who signed in, or those of one file, whose code and birth date the caller of
 * these operations has compared.
 */
export type Holder =
  | { readonly kind: 'RESIDENT'; readonly residentId: string }
  | { readonly kind: 'FILE'; readonly fileId: string }

export interface NewVisit {
  readonly purpose: string
  /** FIRST_ISSUE, EXCHANGE, REISSUE for a new application. */
  readonly requestKind: string | null
  readonly centreCode: string
  /** Start of a slot, ISO 8601. */
  readonly at: string
}

/** Books a visit for oneself, or for somebody whom one represents. */
export async function bookOwnVisit(
  app: App,
  actor: Actor,
  { holder, ...visit }: NewVisit & { readonly holder: Holder },
): Promise<{ readonly id: string }> {
  const { purpose, centreCode } = visit
  if (!isVisitPurpose(purpose)) throw new IllegalBooking(['purpose'])
  await assertOwn(app, actor, holder)
  return inBooking(app, actor, async (tx) => {
    const visitor =
      holder.kind === 'FILE'
        ? await visitorOfKnownFile(tx, holder.fileId, { purpose, centreCode })
        : await visitorOfResident(tx, holder.residentId, { ...visit, purpose })
    return insertBooking(tx, app, { visitor, purpose, centreCode, at: Date.parse(visit.at) })
  })
}

/** Another time for one's own visit. */
export async function rebookOwnVisit(
  app: App,
  actor: Actor,
  input: { readonly holder: Holder; readonly id: string; readonly centreCode: string; readonly at: string },
): Promise<{ readonly id: string }> {
  const { holder, centreCode, at } = input
  const id = await ownBooking(app, actor, { holder, id: input.id })
  await moveInTime(app, actor, { id, centreCode, at })
  return { id }
}

/** One does not come; the place is free again. */
export async function cancelOwnVisit(
  app: App,
  actor: Actor,
  input: { readonly holder: Holder; readonly id: string },
): Promise<{ readonly id: string }> {
  const id = await ownBooking(app, actor, input)
  await moveOwn(app, actor, { id, event: 'cancel', data: { place: null } })
  return { id }
}

export interface OwnVisit {
  readonly id: string
  readonly at: Date
  /** BOOKED, or DISPLACED: the centre closed and a new time is to be chosen. */
  readonly status: string
  readonly purpose: VisitPurpose
  readonly name: string
  readonly birthDate: string
  readonly centre: { readonly code: string; readonly name: string; readonly phone: string | null }
}

/** What is still to come, and what is to be moved, the earliest first. */
export async function ownVisits(app: App, actor: Actor, holder: Holder): Promise<readonly OwnVisit[]> {
  await assertOwn(app, actor, holder)
  const rows = await app.db.appointment.findMany({
    where: { ...whereOf(holder), status: { in: ['BOOKED', 'DISPLACED'] } },
    include: { centre: { select: { code: true, name: true, phone: true } } },
    orderBy: { at: 'asc' },
    take: 20,
  })
  return rows.flatMap(({ purpose, ...row }) => (isVisitPurpose(purpose) ? [{ ...row, purpose }] : []))
}

/** What somebody may come for now. */
export interface VisitOffer {
  readonly purpose: VisitPurpose
  /** Where it has to be; null: anywhere. */
  readonly centre: OwnVisit['centre'] | null
}

/** What may be booked: a returned file is completed, a waiting card collected, and who has no file in progress makes one. */
export async function visitOffers(app: App, actor: Actor, holder: Holder): Promise<readonly VisitOffer[]> {
  await assertOwn(app, actor, holder)
  const where =
    holder.kind === 'FILE'
      ? { id: holder.fileId }
      : { residentId: holder.residentId, producesCard: true, status: { in: [...openApplicationStates] } }
  const file = await app.db.application.findFirst({ where })
  if (!file) return holder.kind === 'FILE' ? [] : [{ purpose: 'APPLICATION', centre: null }]
  for (const purpose of ['RECAPTURE', 'COLLECTION'] as const) {
    const place = await placeOf(app.db, file, purpose)
    const centre =
      place &&
      (await app.db.centre.findFirst({
        where: { ...place.where, calendar: { some: {} } },
        orderBy: { code: 'asc' },
      }))
    if (centre) return [{ purpose, centre }]
  }
  return []
}

const whereOf = (holder: Holder) =>
  holder.kind === 'FILE' ? { fileId: holder.fileId } : { residentId: holder.residentId }

/** The id of a booking of this holder; anybody else's looks like none. */
async function ownBooking(
  app: App,
  actor: Actor,
  { holder, id }: { readonly holder: Holder; readonly id: string },
): Promise<string> {
  await assertOwn(app, actor, holder)
  const where = { id: recordId(id, 'appointment'), ...whereOf(holder) }
  if ((await app.db.appointment.count({ where })) === 0) throw new NotFound('appointment')
  return id
}

/** A citizen acts for themselves, for their children and for whom they represent (Luật Căn cước 2023, 23.2). */
async function assertOwn(app: App, actor: Actor, holder: Holder): Promise<void> {
  if (holder.kind === 'FILE') return
  if (actor.kind !== 'citizen') throw new NotAllowed()
  const { residentId } = holder
  if (residentId === actor.id || (await represents(app, actor.id, residentId))) return
  throw new NotAllowed()
}

/** Of somebody who is of age a parent is a relative and no more. */
const ofAge = 14

async function represents(app: App, representativeId: string, residentId: string): Promise<boolean> {
  const today = calendarDateAt(app.clock())
  const since = { OR: [{ validTo: null }, { validTo: { gt: dateOf(today) } }] }
  const relations = await app.db.relationship.findMany({
    where: {
      AND: [
        since,
        {
          OR: [
            {
              residentId,
              relatedId: representativeId,
              kind: { in: ['FATHER', 'MOTHER', 'REPRESENTATIVE'] },
            },
            { residentId: representativeId, relatedId: residentId, kind: 'CHILD' },
          ],
        },
      ],
    },
    select: {
      kind: true,
      resident: { select: { birthDate: true } },
      related: { select: { birthDate: true } },
    },
  })
  return relations.some(({ kind, resident, related }) => {
    if (kind === 'REPRESENTATIVE') return true
    const child = kind === 'CHILD' ? related : resident
    return child !== null && ageOn(parsePartialDate(child.birthDate), today) < ofAge
  })
}

async function visitorOfKnownFile(
  tx: Transaction,
  fileId: string,
  visit: { readonly purpose: VisitPurpose; readonly centreCode: string },
): Promise<Visitor> {
  const file = await tx.application.findUnique({ where: { id: fileId } })
  if (!file) throw new NotFound('application')
  return visitorOfFile(tx, file, visit)
}

const { kind: requestKindSchema } = packetManifestSchema.shape

async function visitorOfResident(
  tx: Transaction,
  residentId: string,
  visit: NewVisit & { readonly purpose: VisitPurpose },
): Promise<Visitor> {
  const { purpose, centreCode } = visit
  const open = await tx.application.findFirst({
    where: { residentId, producesCard: true, status: { in: [...openApplicationStates] } },
  })
  if (purpose !== 'APPLICATION') {
    if (!open) throw new NothingToVisitFor(purpose)
    return visitorOfFile(tx, open, { purpose, centreCode })
  }
  if (open) throw new NothingToVisitFor('APPLICATION')
  const kind = requestKindSchema.safeParse(visit.requestKind)
  if (!kind.success) throw new IllegalBooking(['kind'])
  const person = await tx.resident.findUniqueOrThrow({ where: { id: residentId } })
  const { name, number, birthDate, phone } = person
  return { name, number, birthDate, phone, kind: kind.data, residentId, fileId: null }
}
