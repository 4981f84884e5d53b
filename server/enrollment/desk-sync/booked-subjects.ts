import type { Booking, SubjectsAnswer, SubjectSnapshot } from '../../../core/contracts/kiosk-day.ts'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import {
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../../registry/resident-registry.ts'
import { wholeDay } from '../appointments/whole-days.ts'
import { askingKiosk } from './own-centre.ts'
import { preRegistered } from './pre-registered.ts'

type WithRegistry = App & { readonly registry: ResidentRegistry }

/** So many are asked about at once, so that a slow registry does not hold up the others' requests. */
const atOnce = 8

/**
 * The registry's data of people who booked at the kiosk's centre for the coming days, for work without the network. Whoever
 * books under a number that is not theirs learns nothing: the birth date must agree. One audit entry a request, with counts.
 */
export async function bookedSubjects(
  app: WithRegistry,
  actor: Actor,
  appointments: readonly Booking['id'][],
): Promise<SubjectsAnswer> {
  const { centreCode } = askingKiosk(actor)
  const at = app.clock()
  const booked = await app.db.appointment.findMany({
    where: {
      id: { in: [...appointments] },
      centreCode,
      at: { gte: wholeDay(calendarDateAt(at)).gte },
      number: { not: null },
      status: { in: ['BOOKED', 'CHECKED_IN'] },
    },
    select: { number: true, birthDate: true },
  })
  const subjects: SubjectSnapshot[] = []
  let later = false
  for (let i = 0; i < booked.length; i += atOnce) {
    const found = await Promise.all(booked.slice(i, i + atOnce).map((one) => snapshotOf(app, actor, one)))
    later ||= found.includes('UNREACHABLE')
    subjects.push(...found.filter((one) => one !== null && one !== 'UNREACHABLE'))
  }
  const filledIn = await preRegistered(
    app,
    subjects.map(({ number }) => number),
  )
  const details = { asked: appointments.length, given: subjects.length }
  const subject = { subjectKind: 'centre', subjectId: centreCode, details }
  await audit(app.db, { actor, at, action: 'kiosk.subjects', ...subject })
  return {
    subjects: subjects.map((one) => {
      const fromHome = filledIn.get(one.number)
      return fromHome ? { ...one, preRegistered: fromHome } : one
    }),
    later,
  }
}

async function snapshotOf(
  app: WithRegistry,
  actor: Actor,
  booked: { readonly number: string | null; readonly birthDate: string },
): Promise<SubjectSnapshot | 'UNREACHABLE' | null> {
  try {
    const number = parseCitizenNumber(booked.number ?? '')
    const record = await app.registry.find(number, { actor, purpose: 'ENROLLMENT_DESK' })
    if (!record?.inForce || !sameBirth(record.person.birthDate, booked.birthDate)) return null
    return subjectOf(record, app.clock())
  } catch (error) {
    if (error instanceof RegistryUnreachable) return 'UNREACHABLE'
    throw error
  }
}

export function subjectOf({ number, version, person }: RegistryRecord, at: number): SubjectSnapshot {
  return { number, version, pulledAt: instantAt(at).toISOString(), person }
}

/** The year alone is enough where only the year is on file. */
const sameBirth = (onFile: string, given: string) =>
  onFile === given || (onFile.length < given.length && given.startsWith(onFile))
