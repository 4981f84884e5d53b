/** Cards in their holders' hands, without the pipeline and the factory that brought them there. */
import { randomUUID } from 'node:crypto'
import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import { type CalendarDate, parseCalendarDate } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { calendarDateOf, dateOf } from '../../server/kernel/clock.ts'
import { composeFace } from '../../server/production/compose-face.ts'
import { centres } from './app.ts'
import { applicationIn } from './files.ts'
import { makePerson, registerResident } from './people.ts'

let made = 0

interface CardChanges {
  /** Another card of somebody who has one. */
  readonly residentId?: string
  readonly number?: string
  readonly person?: DeclaredPerson
  readonly status?: string
  readonly issuedOn?: CalendarDate
  readonly expiresOn?: CalendarDate | null
  readonly unitCode?: string
}

/** A card that was handed over: ACTIVE unless another state is asked for, made a month ago. */
export async function cardInHand(app: ServerApp, changes: CardChanges = {}) {
  const { person = makePerson(), status = 'ACTIVE', unitCode = centres.here.unitCode } = changes
  const applicant =
    changes.residentId && changes.number
      ? { residentId: changes.residentId, number: changes.number as CitizenNumber, person }
      : await registerResident(app, person)
  const issuedOn = changes.issuedOn ?? parseCalendarDate('2026-02-02')
  const composed = composeFace({ document: 'CARD', person, number: applicant.number, issuedOn })
  if (composed instanceof DomainError) throw composed
  const { face, template } = composed
  const { expiresOn = face.expiresOn } = changes
  const file = await applicationIn(app, 'ISSUED', { applicant, unitCode })
  const serial = `TAY${String(++made).padStart(9, '0')}`
  await app.db.stockLot.create({
    data: {
      firstSerial: serial,
      lastSerial: serial,
      count: 1,
      receivedAt: new Date(app.clock()),
      storeCode: centres.factory.code,
      blanks: { create: { serial, status: 'BOUND', storeCode: centres.factory.code } },
    },
  })
  const job = { id: randomUUID(), applicationId: file.id, status: 'PASSED', template, unitCode }
  await app.db.printJob.create({
    data: {
      ...job,
      face: { ...face, mrz: [...face.mrz] },
      plannedAt: new Date(app.clock()),
      blankSerial: serial,
    },
  })
  const card = await app.db.card.create({
    data: {
      serial,
      status,
      applicationId: file.id,
      residentId: applicant.residentId,
      printJobId: job.id,
      number: applicant.number,
      template,
      issuedOn: dateOf(issuedOn),
      expiresOn: expiresOn && dateOf(expiresOn),
      unitCode,
    },
  })
  return {
    ...applicant,
    id: card.id,
    serial,
    code: file.code,
    applicationId: file.id,
    statusIndex: card.statusIndex ?? -1,
    issuedOn: calendarDateOf(card.issuedOn),
    expiresOn: card.expiresOn && calendarDateOf(card.expiresOn),
    qr: face.qr,
  }
}

/** The card as it is now. */
export const cardNow = (app: ServerApp, id: string) => app.db.card.findUniqueOrThrow({ where: { id } })
