import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { reachOf } from '../kernel/authorise.ts'
import { unitsNow } from '../kernel/units.ts'
import { readCriteria, type ResidentCriteria, type ResidentQuery } from './resident-criteria.ts'
import {
  type Match,
  matches,
  type PageOfTier,
  type Position,
  readTier,
  type ResidentRow,
  type Tier,
  tiersOf,
} from './resident-tiers.ts'

export class IllegalCursor extends DomainError<'ILLEGAL_CURSOR'> {
  constructor() {
    super('ILLEGAL_CURSOR', {
      vi: 'Không mở được trang này. Hãy tìm lại từ đầu.',
      en: 'This page cannot be opened. Search again from the beginning.',
    })
  }
}

export interface FoundResident extends ResidentRow {
  readonly match: Match
}

export interface ResidentPage {
  /** The nearest first. */
  readonly residents: readonly FoundResident[]
  /** Cursor of the next page, null after the last. */
  readonly next: string | null
}

export interface ResidentSearch extends ResidentQuery {
  /** At most 50, which is also the default. */
  readonly first?: number | null | undefined
  /** `next` of the page before. */
  readonly after?: string | null | undefined
}

const longestPage = 50

/**
 * Residents within the officer's reach who answer to what was typed, the nearest first. Every page is one audit entry
 * that tells what kind of question it was and how many answered, not what was typed. Refuses questions that are illegal or
 * too wide (resident-criteria.ts) and cursors of other origin ({@link IllegalCursor}).
 */
export async function searchResidents(app: App, actor: Actor, search: ResidentSearch): Promise<ResidentPage> {
  const reach = await reachOf(app, actor, 'resident.search')
  const units = await unitsNow(app)
  const criteria = readCriteria(search, units)
  const start = search.after ? await placeOf(app, search.after) : null
  const size = Math.min(Math.max(search.first ?? longestPage, 1), longestPage)
  const found = await readTiers(app, start, { criteria, reach, today: units.today, limit: size + 1 })
  const residents = found.slice(0, size)
  const last = residents.at(-1)
  const next = last && found.length > size ? cursorOf(last) : null
  await keepTrace(app, actor, { criteria, residents, first: start === null, last: next === null })
  return { residents, next }
}

interface Place {
  readonly match: Match
  readonly position: Position
}

/** Tier after tier until the page is full: most questions are answered by the first ones. */
async function readTiers(
  app: App,
  start: Place | null,
  page: Omit<PageOfTier, 'after'>,
): Promise<readonly FoundResident[]> {
  const tiers = tiersOf(page.criteria)
  const first = start ? tiers.findIndex(({ match }) => match === start.match) : 0
  if (first < 0) throw new IllegalCursor()
  const found: FoundResident[] = []
  for (const [i, tier] of tiers.slice(first).entries()) {
    const after = i === 0 ? (start?.position ?? null) : null
    const rows = await readTier(app.db, tier, { ...page, after, limit: page.limit - found.length })
    found.push(...rows.map((row) => ({ ...row, match: tier.match })))
    if (found.length === page.limit || settles(tier, rows)) break
  }
  return found
}

/** A number in force is one person's, and was nobody else's before. */
const settles = ({ match }: Tier, rows: readonly ResidentRow[]) => match === 'NUMBER' && rows.length > 0

/** The tier and the last row by its id: nothing of what was typed, and nothing about the person. */
function cursorOf({ match, id }: FoundResident): string {
  return Buffer.from(`${matches.indexOf(match)}.${id}`).toString('base64url')
}

const cursorShape = /^(\d)\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

async function placeOf({ db }: App, cursor: string): Promise<Place> {
  const [, tier, id] = cursorShape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  const match = matches[Number(tier)]
  if (!match || !id) throw new IllegalCursor()
  const select = { id: true, birthYear: true, nameTokenSetKey: true } as const
  const position = await db.resident.findUnique({ where: { id }, select })
  if (!position) throw new IllegalCursor()
  return { match, position }
}

/** One person found by number is the entry's subject, as with a look-up at the desk; a list is the officer's question. */
async function keepTrace(
  app: App,
  actor: Actor,
  search: {
    readonly criteria: ResidentCriteria
    readonly residents: readonly FoundResident[]
    readonly first: boolean
    readonly last: boolean
  },
): Promise<void> {
  const { criteria, residents, first, last } = search
  const { number, name, birth, unit, fatherName, motherName } = criteria
  const [only] = number !== null && residents.length === 1 ? residents : []
  const subject = only
    ? { subjectKind: 'resident', subjectId: only.id }
    : { subjectKind: 'resident-search', subjectId: actor.id ?? 'system' }
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'resident.search',
    ...subject,
    details: {
      number: number !== null,
      name: name !== null,
      birth: birth !== null,
      unit: unit !== null,
      parents: fatherName !== null || motherName !== null,
      found: residents.length,
      firstPage: first,
      lastPage: last,
    },
  })
}
