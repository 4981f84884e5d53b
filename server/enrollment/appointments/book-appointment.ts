import { z } from 'zod'
import { citizenNumberSchema } from '../../../core/citizen/citizen-number.ts'
import { partialDateSchema } from '../../../core/dates/calendar-date.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { type VisitPurpose, visitPurposeNames } from '../../../core/enrollment/visits.ts'
import { isVietnameseName, normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, reachOf } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { IllegalBooking } from './booking-refusals.ts'
import { insertBooking, refusingTwice } from './insert-booking.ts'
import { type Visitor, visitorOfFile } from './visit-file.ts'

export const visitorSchema = z.object({
  name: z.string().max(120).transform(normaliseText).refine(isVietnameseName),
  number: citizenNumberSchema.nullable(),
  birthDate: partialDateSchema,
  phone: z
    .string()
    .regex(/^0\d{9}$/)
    .nullable(),
  kind: packetManifestSchema.shape.kind,
})

const bookingSchema = visitorSchema.extend({ groupName: z.string().trim().min(1).max(120).nullable() })

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

/** Books a place in a slot for a new application; its capacity holds however many book at once. */
export async function bookAppointment(
  app: App,
  actor: Actor,
  booking: NewBooking,
): Promise<{ readonly id: string }> {
  const { centreCode } = booking
  await authoriseCentre(app, actor, centreCode)
  const parsed = bookingSchema.safeParse(booking)
  if (!parsed.success) throw new IllegalBooking(parsed.error.issues.map(({ path }) => String(path[0])))
  const { groupName, ...person } = parsed.data
  const at = Date.parse(booking.at)
  return inBooking(app, actor, async (tx) => {
    const residentId = await residentOf(tx, person.number)
    const visitor = { ...person, residentId, fileId: null }
    return insertBooking(tx, app, { visitor, purpose: 'APPLICATION', groupName, centreCode, at })
  })
}

/** Books a visit for a file that the officer may see: to complete it, or to collect its card. */
export async function bookForFile(
  app: App,
  actor: Actor,
  input: {
    readonly code: string
    readonly purpose: string
    readonly centreCode: string
    readonly at: string
  },
): Promise<{ readonly id: string }> {
  const { code, centreCode } = input
  await authoriseCentre(app, actor, centreCode)
  const purpose = visitPurposeNames.find((known) => known === input.purpose)
  if (!purpose || purpose === 'APPLICATION') throw new IllegalBooking(['purpose'])
  const units = await reachOf(app, actor, 'appointment.book')
  return inBooking(app, actor, async (tx) => {
    const visitor = await visitorOfCode(tx, { code, units, purpose, centreCode })
    return insertBooking(tx, app, { visitor, purpose, centreCode, at: Date.parse(input.at) })
  })
}

interface FileOfCode {
  readonly code: string
  /** Null: every unit. */
  readonly units: readonly string[] | null
  readonly purpose: VisitPurpose
  readonly centreCode: string
}

/** The card of a file that was made elsewhere may wait here. */
async function visitorOfCode(
  tx: Transaction,
  { code, units, purpose, centreCode }: FileOfCode,
): Promise<Visitor> {
  const within = units && { in: [...units] }
  const file = await tx.application.findFirst({
    where: {
      code,
      ...(within && { OR: [{ unitCode: within }, { cards: { some: { unitCode: within } } }] }),
    },
  })
  if (!file) throw new NotFound('application')
  return visitorOfFile(tx, file, { purpose, centreCode })
}

/** The registered person of a number; a number that nobody knows yet is booked under as it is. */
export async function residentOf(tx: Transaction, number: string | null): Promise<string | null> {
  if (number === null) return null
  const known = await tx.identityNumber.findUnique({ where: { number }, select: { residentId: true } })
  return known?.residentId ?? null
}

export async function authoriseCentre(app: App, actor: Actor, centreCode: string): Promise<void> {
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.book', centre.unitCode)
}

/** One transaction with the audit of the booking that it makes. */
export function inBooking(
  app: App,
  actor: Actor,
  make: (tx: Transaction) => Promise<{ readonly id: string }>,
): Promise<{ readonly id: string }> {
  return app.db
    .$transaction(async (tx) => {
      const made = await make(tx)
      const subject = { subjectKind: 'appointment', subjectId: made.id }
      await audit(tx, { actor, at: app.clock(), action: 'appointment.book', ...subject })
      return made
    })
    .catch(refusingTwice)
}
