import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { authoriseCentre, residentOf, visitorSchema } from './book-appointment.ts'
import { IllegalBooking } from './booking-refusals.ts'
import { hasOpenBooking, refusingTwice } from './insert-booking.ts'
import { type OpenPlace, openPlaces } from './open-places.ts'
import { holdCentre } from './take-place.ts'
import type { Visitor } from './visit-file.ts'
import { wholeDay } from './whole-days.ts'

export const groupKinds = {
  HAMLET: { vi: 'Tổ dân phố, thôn', en: 'Neighbourhood' },
  SCHOOL: { vi: 'Trường học', en: 'School' },
  HOUSEHOLD: { vi: 'Hộ gia đình', en: 'Household' },
} as const
export type GroupKind = keyof typeof groupKinds

/** So many are booked at once: two classes, a tổ dân phố. */
const mostPeople = 200

export interface GroupMember {
  readonly name: string
  readonly number: string | null
  readonly birthDate: string
  readonly phone: string | null
  readonly kind: string
}

export interface NewGroup {
  readonly centreCode: string
  readonly name: string
  readonly kind: GroupKind
  /** Where the first one begins, ISO 8601; the others follow slot by slot, on that day alone. */
  readonly from: string
  readonly people: readonly GroupMember[]
  /** ALL: everybody or nobody. AS_MANY: who fits, and who does not is told. */
  readonly rule: 'ALL' | 'AS_MANY'
}

export type NotPlaced = 'ILLEGAL_BOOKING' | 'ALREADY_BOOKED' | 'TWICE_IN_LIST' | 'NO_ROOM'

/** By their place in the list, from 1. */
export interface LeftOut {
  readonly row: number
  readonly why: NotPlaced
}

export interface BookedGroup {
  readonly id: string
  readonly placed: readonly { readonly row: number; readonly id: string; readonly at: Date }[]
  readonly leftOut: readonly LeftOut[]
}

/** Not everybody fits, and half a group was not wanted. */
export class GroupDoesNotFit extends DomainError<'GROUP_DOES_NOT_FIT'> {
  constructor(leftOut: readonly LeftOut[], people: number) {
    const rows = (why: NotPlaced) => leftOut.filter((one) => one.why === why).map(({ row }) => row)
    const told = (Object.keys(causes) as NotPlaced[]).flatMap((why) => {
      const found = rows(why)
      return found.length > 0 ? [{ text: causes[why], rows: found.join(', ') }] : []
    })
    super(
      'GROUP_DOES_NOT_FIT',
      {
        vi: `Chưa đặt cho ai: ${leftOut.length} trong ${people} người không xếp được (${told.map(({ text, rows: of }) => `${text.vi}: dòng ${of}`).join('; ')}). Sửa các dòng đó, chọn giờ sớm hơn hay ngày khác, hoặc xếp được bao nhiêu đặt bấy nhiêu.`,
        en: `Nobody was booked: ${leftOut.length} of ${people} do not fit (${told.map(({ text, rows: of }) => `${text.en}: rows ${of}`).join('; ')}). Correct them, choose an earlier time or another day, or book as many as fit.`,
      },
      { leftOut: leftOut.length, people },
    )
  }
}

const causes: Readonly<Record<NotPlaced, { readonly vi: string; readonly en: string }>> = {
  ILLEGAL_BOOKING: { vi: 'thông tin chưa đúng', en: 'not valid' },
  ALREADY_BOOKED: { vi: 'đã có lịch hẹn', en: 'booked already' },
  TWICE_IN_LIST: { vi: 'trùng số trong danh sách', en: 'twice in the list' },
  NO_ROOM: { vi: 'hết chỗ trong ngày', en: 'no room left on the day' },
}

/** Many people into slots one after the other, each with a booking of their own. Throws IllegalBooking, {@link GroupDoesNotFit}. */
export async function bookGroup(app: App, actor: Actor, group: NewGroup): Promise<BookedGroup> {
  const { centreCode, people, rule } = group
  await authoriseCentre(app, actor, centreCode)
  if (actor.kind !== 'officer') throw new NotAllowed()
  const name = normaliseText(group.name)
  const from = Date.parse(group.from)
  const faults = [
    ...(name === '' || name.length > 120 ? ['groupName'] : []),
    ...(people.length === 0 || people.length > mostPeople ? ['people'] : []),
    ...(Number.isFinite(from) ? [] : ['from']),
  ]
  if (faults.length > 0) throw new IllegalBooking(faults)
  return app.db
    .$transaction(async (tx) => {
      await holdCentre(tx, centreCode, 'ALONE')
      const until = wholeDay(calendarDateAt(from)).lt.getTime()
      const places = await openPlaces(tx, app, { centreCode, from, until })
      const plan = arrange(await assess(tx, people), places)
      if (plan.leftOut.length > 0 && (rule === 'ALL' || plan.seated.length === 0))
        throw new GroupDoesNotFit(plan.leftOut, people.length)
      return keepGroup(tx, app, { actor, group: { ...group, name }, plan })
    })
    .catch(refusingTwice)
}

type Assessed =
  | { readonly row: number; readonly visitor: Visitor }
  | { readonly row: number; readonly why: NotPlaced }

/** Who of the list can be booked at all. */
async function assess(tx: Transaction, people: readonly GroupMember[]): Promise<readonly Assessed[]> {
  const seen = new Set<string>()
  const assessed: Assessed[] = []
  for (const [i, person] of people.entries()) {
    const row = i + 1
    const parsed = visitorSchema.safeParse(person)
    if (!parsed.success) {
      assessed.push({ row, why: 'ILLEGAL_BOOKING' })
      continue
    }
    const { number } = parsed.data
    const residentId = await residentOf(tx, number)
    const visitor = { ...parsed.data, residentId, fileId: null }
    const key = residentId ?? number
    const isRepeated = key !== null && seen.has(key)
    if (key !== null) seen.add(key)
    if (isRepeated) assessed.push({ row, why: 'TWICE_IN_LIST' })
    else if (await hasOpenBooking(tx, visitor, 'APPLICATION')) assessed.push({ row, why: 'ALREADY_BOOKED' })
    else assessed.push({ row, visitor })
  }
  return assessed
}

interface Seat extends OpenPlace {
  readonly row: number
  readonly visitor: Visitor
}

interface Arrangement {
  readonly seated: readonly Seat[]
  readonly leftOut: readonly LeftOut[]
}

/** In the order of the list, without a hole. */
function arrange(assessed: readonly Assessed[], places: readonly OpenPlace[]): Arrangement {
  const able = assessed.flatMap((one) => ('visitor' in one ? [one] : []))
  const seated = able.flatMap((one, i) => {
    const place = places[i]
    return place ? [{ ...one, ...place }] : []
  })
  const leftOut = [
    ...assessed.flatMap((one) => ('why' in one ? [one] : [])),
    ...able.slice(seated.length).map(({ row }) => ({ row, why: 'NO_ROOM' as const })),
  ]
  return { seated, leftOut: leftOut.sort((a, b) => a.row - b.row) }
}

async function keepGroup(
  tx: Transaction,
  app: App,
  made: {
    readonly actor: Extract<Actor, { kind: 'officer' }>
    readonly group: NewGroup
    readonly plan: Arrangement
  },
): Promise<BookedGroup> {
  const { actor, group, plan } = made
  const { centreCode, name, kind } = group
  const now = app.clock()
  const about = { centreCode, name, kind, purpose: 'APPLICATION', madeBy: actor.id }
  const { id: groupId } = await tx.bookingGroup.create({
    data: { ...about, madeAt: instantAt(now) },
    select: { id: true },
  })
  const rows = await tx.appointment.createManyAndReturn({
    data: plan.seated.map(({ visitor, at, place }) => ({
      ...visitor,
      centreCode,
      at: instantAt(at),
      place,
      groupId,
      groupName: name,
      createdAt: instantAt(now),
    })),
    select: { id: true, at: true, place: true },
  })
  const ids = new Map(rows.map((row) => [`${row.at.getTime()} ${row.place}`, row.id]))
  const details = { booked: rows.length, leftOut: plan.leftOut.length }
  const subject = { subjectKind: 'booking group', subjectId: groupId, details }
  await audit(tx, { actor, at: now, action: 'appointment.book-group', ...subject })
  return {
    id: groupId,
    placed: plan.seated.map(({ row, at, place }) => ({
      row,
      id: ids.get(`${at} ${place}`) ?? '',
      at: instantAt(at),
    })),
    leftOut: plan.leftOut,
  }
}
