import { type PartialDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { askable, type CallerFacts, questionsOfCall } from '../../../core/hotline/questions.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'

const parts = {
  birthDate: true,
  birthRegistrationPlace: true,
  placeOfOrigin: true,
  phone: true,
  relationships: { where: { validTo: null }, select: { kind: true, name: true } },
  legacyDocuments: { where: { kind: 'CMND9' }, select: { number: true } },
  cards: { orderBy: { issuedOn: 'desc' }, take: 1, select: { issuedOn: true, statusIndex: true } },
  applications: {
    orderBy: { receivedAt: 'desc' },
    take: 1,
    select: { phone: true, centre: { select: { name: true } } },
  },
} as const

/** What the register and the last file can tell a caller by. Null for somebody of whom too little is known to ask. */
export async function callerFacts(app: App, residentId: string | null): Promise<CallerFacts | null> {
  const row = residentId && (await app.db.resident.findUnique({ where: { id: residentId }, select: parts }))
  if (!row) return null
  const [card] = row.cards
  const [file] = row.applications
  const nameOf = (kind: string) => row.relationships.find((one) => one.kind === kind)?.name ?? null
  const facts: CallerFacts = {
    birthDate: dateIn(row.birthDate),
    fatherName: nameOf('FATHER'),
    motherName: nameOf('MOTHER'),
    spouseName: nameOf('SPOUSE'),
    birthRegistrationPlace: row.birthRegistrationPlace,
    placeOfOrigin: row.placeOfOrigin,
    legacyNumber: row.legacyDocuments[0]?.number ?? null,
    phone: row.phone ?? file?.phone ?? null,
    issuedOn: card?.statusIndex == null ? null : calendarDateOf(card.issuedOn),
    filedAt: file?.centre.name ?? null,
  }
  return askable(facts).length < questionsOfCall ? null : facts
}

const dateIn = (text: string): PartialDate | null => (text === '' ? null : parsePartialDate(text))
