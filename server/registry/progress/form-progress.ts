import { fullUnitName } from '../../../core/citizen/administrative-units.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import type { Counter, Counts } from '../../../core/progress/counters.ts'
import { type Advance, advanceOf, leagueOf } from '../../../core/progress/league.ts'
import { allCounts, noTotals, type UnitTotals } from '../../../core/progress/roll-up.ts'
import { nation, type UnitPlaces } from '../../../core/progress/unit-places.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { authoriseArea, placesOn } from './places.ts'
import { readTotals } from './read-totals.ts'

/** A unit with all below it. */
export interface UnitProgress {
  /** Null for the nation. */
  readonly unitCode: string | null
  readonly name: string
  /** 0 the nation, 1 province, 2 district, 3 commune. */
  readonly level: number
  readonly hasParts: boolean
  /** Own forms and reported ones. */
  readonly counts: Counts
  readonly reported: Counts | null
  readonly advance: Advance
  /** Among the units beside it. */
  readonly rank: number | null
}

export interface FormRollUp {
  readonly on: CalendarDate
  /** From the nation down to the unit itself. */
  readonly path: readonly UnitLink[]
  readonly whole: UnitProgress
  /** The units right below, the best first: the league table. */
  readonly parts: readonly UnitProgress[]
  /** Parts that have returned a form. */
  readonly partsCollecting: number
  /** Forms issued that belong to the unit itself or to none of its parts alone, such as those of a divided commune. */
  readonly besideParts: number
}

export interface UnitLink {
  readonly unitCode: string | null
  readonly name: string
}

export interface ProgressQuestion {
  /** Null is the nation. */
  readonly unitCode?: string | null | undefined
  readonly kind: FormKind
  /** Whose targets count; without one there are no shares. */
  readonly campaignId?: string | null | undefined
  /** The day whose units are shown, yyyy-MM-dd; today where left out. */
  readonly on?: string | null | undefined
  /** The step that shares and ranks are about; returned where left out. */
  readonly by?: Counter | null | undefined
}

/** How far a unit and the units right below it are: counts, targets, shares and ranks. */
export async function formProgress(
  app: App,
  actor: Actor,
  { unitCode = null, kind, campaignId = null, on, by }: ProgressQuestion,
): Promise<FormRollUp> {
  const places = await placesOn(app, on)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  if (campaignId) await requireCampaign(app, campaignId)
  const totals = await readTotals(app, { root, places, kind, campaignId })
  const counter = by ?? 'returned'
  const of = (code: string) => totals.get(code) ?? noTotals
  const advances = places.childrenOf(root).map(({ code }) => [code, advanceOf(of(code), counter)] as const)
  const parts = leagueOf(new Map(advances)).map(({ code, rank, advance }) =>
    progressOf(places, code, { totals: of(code), rank, advance }),
  )
  const whole = progressOf(places, root, {
    totals: of(root),
    rank: null,
    advance: advanceOf(of(root), counter),
  })
  const issued = parts.reduce((sum, { counts }) => sum + counts.issued, 0)
  return {
    on: places.on,
    path: pathTo(places, root),
    whole,
    parts,
    partsCollecting: parts.filter(({ counts }) => counts.returned > 0).length,
    besideParts: parts.length === 0 ? 0 : Math.max(whole.counts.issued - issued, 0),
  }
}

export async function requireCampaign(app: App, id: string): Promise<void> {
  const found = await app.db.collectionCampaign.findUnique({
    where: { id: recordId(id, 'campaign') },
    select: { id: true },
  })
  if (!found) throw new NotFound('campaign')
}

function progressOf(
  places: UnitPlaces,
  code: string,
  { totals, rank, advance }: Pick<UnitProgress, 'rank' | 'advance'> & { readonly totals: UnitTotals },
): UnitProgress {
  return {
    unitCode: code === nation ? null : code,
    name: nameOf(places, code),
    level: places.units.get(code)?.level ?? 0,
    hasParts: places.childrenOf(code).length > 0,
    counts: allCounts(totals),
    reported: totals.reported,
    advance,
    rank,
  }
}

/** As printed; the code where no unit has it on the day. */
export function nameOf(places: UnitPlaces, code: string): string {
  const unit = places.units.get(code)
  if (unit) return fullUnitName(unit)
  return code === nation ? 'Toàn quốc' : code
}

function pathTo(places: UnitPlaces, code: string): UnitLink[] {
  const links: UnitLink[] = []
  for (let unit = places.units.get(code); unit && links.length < 8;) {
    links.unshift({ unitCode: unit.code, name: fullUnitName(unit) })
    unit = unit.parent === null ? undefined : places.units.get(places.placeOf(unit.parent))
  }
  return [{ unitCode: null, name: nameOf(places, nation) }, ...links]
}
