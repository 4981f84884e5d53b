import { formKinds, type FormKind } from '../../../core/forms/definition.ts'
import type { DeadlineStep } from '../../../core/progress/counters.ts'
import { type Deadline, type Overdue, overdueUnits } from '../../../core/progress/overdue.ts'
import { nation, type UnitPlaces } from '../../../core/progress/unit-places.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { nameOf } from './form-progress.ts'
import { authoriseArea, placesOn } from './places.ts'
import { readTotals } from './read-totals.ts'

export interface OverdueUnit extends Overdue {
  readonly kind: FormKind
  readonly name: string
}

/** A place in the list that is none. */
export class IllegalPlace extends DomainError<'ILLEGAL_CURSOR'> {
  constructor() {
    super('ILLEGAL_CURSOR', {
      vi: 'Danh sách đã thay đổi. Hãy mở lại từ đầu.',
      en: 'The list has changed. Open it again from the beginning.',
    })
  }
}

export interface OverdueQuestion {
  readonly campaignId: string
  /** Null is the nation. */
  readonly unitCode?: string | null | undefined
  readonly level?: number | null | undefined
  readonly step?: DeadlineStep | null | undefined
  /** At most 50. */
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

export interface OverduePage {
  readonly total: number
  readonly units: readonly OverdueUnit[]
  readonly next: string | null
}

const longestPage = 50

/** Units behind the deadlines of a campaign today, the longest late first. */
export async function listOverdueUnits(
  app: App,
  actor: Actor,
  question: OverdueQuestion,
): Promise<OverduePage> {
  const all = await allOverdueUnits(app, actor, question)
  const start = question.after ? all.findIndex((unit) => cursorOf(unit) === question.after) : -1
  if (question.after && start < 0) throw new IllegalPlace()
  const size = Math.min(Math.max(question.first ?? longestPage, 1), longestPage)
  const units = all.slice(start + 1, start + 1 + size)
  const last = units.at(-1)
  return { total: all.length, units, next: last && start + 1 + size < all.length ? cursorOf(last) : null }
}

/** All of them, for a file. */
export async function allOverdueUnits(
  app: App,
  actor: Actor,
  { campaignId, unitCode = null, level, step }: OverdueQuestion,
): Promise<readonly OverdueUnit[]> {
  const places = await placesOn(app)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  const deadlines = (await deadlinesOf(app, campaignId)).filter(
    (deadline) => (!level || deadline.level === level) && (!step || deadline.step === step),
  )
  return overdueBelow(app, { campaignId, root, places, deadlines })
}

/** Of both kinds of form, within the campaign's scope. */
export async function overdueBelow(
  app: App,
  behind: {
    readonly campaignId: string
    readonly root: string
    readonly places: UnitPlaces
    readonly deadlines: readonly Deadline[]
  },
): Promise<readonly OverdueUnit[]> {
  const { campaignId, root, places, deadlines } = behind
  const { unitCode: scope } = await app.db.collectionCampaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { unitCode: true },
  })
  const inScope = scopeOf(places, scope)
  const ofKind = async (kind: FormKind): Promise<readonly OverdueUnit[]> => {
    const totals = await readTotals(app, { root, places, kind, campaignId })
    const counted = new Map([...totals].filter(([code]) => inScope(code)))
    return overdueUnits(counted, places, { deadlines, on: places.on }).map((unit) => ({
      ...unit,
      kind,
      name: nameOf(places, unit.code),
    }))
  }
  return (await Promise.all(formKinds.map(ofKind))).flat().toSorted((a, b) => b.daysLate - a.daysLate)
}

/** Whether a unit of the day is within the campaign's. */
function scopeOf(places: UnitPlaces, scope: string | null): (code: string) => boolean {
  const top = scope === null ? nation : places.placeOf(scope)
  if (top === nation) return () => true
  const isBelow = (code: string): boolean => {
    if (code === top) return true
    const parent = places.units.get(code)?.parent ?? null
    return parent !== null && isBelow(places.placeOf(parent))
  }
  return isBelow
}

async function deadlinesOf({ db }: App, campaignId: string): Promise<readonly Deadline[]> {
  const campaign = await db.collectionCampaign.findUnique({
    where: { id: recordId(campaignId, 'campaign') },
    include: { deadlines: true },
  })
  if (!campaign) throw new NotFound('campaign')
  return campaign.deadlines.map(readDeadline)
}

export function readDeadline(row: {
  readonly level: number
  readonly step: string
  readonly dueOn: Date
}): Deadline {
  return { level: row.level, step: row.step as DeadlineStep, dueOn: calendarDateOf(row.dueOn) }
}

const cursorOf = ({ code, step, kind }: OverdueUnit) =>
  Buffer.from(`${code} ${step} ${kind}`).toString('base64url')
