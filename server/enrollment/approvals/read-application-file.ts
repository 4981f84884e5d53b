import { ageOn, calendarDateAt, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { CardNotIssuable, cardExpiry } from '../../../core/dates/card-expiry.ts'
import type { ActionRecord } from '../../../core/enrollment/evidence.ts'
import { type DeclaredPerson, declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { unitsNow } from '../../kernel/units.ts'
import { unitName } from '../../registry/reviews/names.ts'
import { readDeskActions } from './read-desk-actions.ts'
import { reviewable } from './reviewable.ts'

const shown = {
  // Templates are for matchers: nobody looks at them.
  samples: {
    omit: { template: true },
    orderBy: [{ kind: 'asc' }, { position: 'asc' }, { impression: 'asc' }],
  },
  evidence: { orderBy: [{ kind: 'asc' }, { reference: 'asc' }, { page: 'asc' }] },
  centre: { select: { name: true, phone: true } },
  duplicateCases: { select: { status: true, verdict: true, closedAt: true }, orderBy: { id: 'asc' } },
  archiveRequests: { orderBy: { id: 'asc' } },
  appeals: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.ApplicationInclude

export type FileRow = Prisma.ApplicationGetPayload<{ include: typeof shown }>

/** What the card would show if it were made today. */
export interface CardToMake {
  readonly age: number
  readonly issuedOn: CalendarDate
  /** Null where the law gives no card. */
  readonly expiresOn: CalendarDate | null
  readonly portrait: boolean
}

export interface Correction {
  readonly id: string
  readonly status: string
  readonly reason: string | null
}

export interface ApplicationFile {
  readonly row: FileRow
  readonly person: DeclaredPerson | null
  readonly card: CardToMake | null
  readonly unitName: string
  /** The actor captured or countersigned it, and may not approve it. */
  readonly ownHand: boolean
  readonly overdue: boolean
  /** By officer's id. */
  readonly names: ReadonlyMap<string, string>
  readonly actions: readonly ActionRecord[]
  /** What became of the claims that were lodged. */
  readonly correction: Correction | null
}

/** All that an approver decides upon, in one reading; the view goes into the audit. Throws NotFound. */
export async function readApplicationFile(
  app: App,
  actor: Actor,
  { code }: { readonly code: string },
): Promise<ApplicationFile> {
  // What cannot be a code names no file; the database would report a fault of some characters.
  const found = /^[\w-]+$/.test(code)
    ? await app.db.application.findUnique({ where: { code }, include: shown })
    : null
  const row = await reviewable(app, actor, found)
  const today = calendarDateAt(app.clock())
  const chain = row.evidence.findLast(({ kind }) => kind === 'ACTIONS')
  const [actions, correction, units] = await Promise.all([
    readDeskActions(app, chain?.sha256 ?? null),
    correctionOf(app, row),
    unitsNow(app),
  ])
  const names = await namesOf(app, [row.operatorId, row.supervisorId, ...actions.map((one) => one.officer)])
  const subject = { subjectKind: 'application', subjectId: row.id }
  await audit(app.db, { actor, at: app.clock(), action: 'application.review', ...subject })
  const person = declaredPersonSchema.safeParse(row.person).data ?? null
  return {
    row,
    person,
    card: person && row.producesCard ? cardToMake(person, today) : null,
    unitName: unitName(units, row.unitCode),
    ownHand: actor.id !== null && (actor.id === row.operatorId || actor.id === row.supervisorId),
    overdue: row.deadlineOn !== null && row.deadlineOn.toISOString().slice(0, 10) < today,
    names,
    actions,
    correction,
  }
}

/** TT 16/2024/TT-BCA: no portrait on cards for children under six. */
function cardToMake({ birthDate }: DeclaredPerson, issuedOn: CalendarDate): CardToMake {
  const age = ageOn(birthDate, issuedOn)
  try {
    return { age, issuedOn, portrait: age >= 6, expiresOn: cardExpiry({ birthDate, issuedOn }) }
  } catch (error) {
    if (error instanceof CardNotIssuable) return { age, issuedOn, portrait: age >= 6, expiresOn: null }
    throw error
  }
}

/** The correction that the file's claims became: its evidence names the file. */
async function correctionOf(app: App, { residentId, code, flags }: FileRow): Promise<Correction | null> {
  if (residentId === null || !flags.includes('CLAIM_PENDING')) return null
  return app.db.residentChange.findFirst({
    where: { residentId, evidenceNumber: code },
    orderBy: { createdAt: 'desc' },
    select: { id: true, status: true, reason: true },
  })
}

async function namesOf(app: App, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids.flatMap((id) => id ?? []))]
  const officers = await app.db.officer.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  })
  return new Map(officers.map(({ id, name }) => [id, name]))
}
