import { fullUnitName, unitAt } from '../../../core/citizen/administrative-units.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitsNow } from '../../kernel/units.ts'

export interface UndecidedResident {
  /** Of the address period. */
  readonly addressId: string
  readonly residentId: string
  readonly name: string
  readonly birthDate: string
  readonly addressKind: string
  readonly address: string
  readonly reorganisationId: string
  readonly fromCode: string
}

export interface UndecidedPage {
  readonly residents: readonly (UndecidedResident & {
    /** The parts that the former unit was split into. */
    readonly parts: readonly { readonly code: string; readonly name: string }[]
  })[]
  readonly total: number
  readonly next: string | null
}

const longestPage = 50
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * People whose address lies in a unit that was split and names no hamlet that the decree assigns: somebody has to say in
 * which part they live. Shown to the officers of every part.
 */
export async function undecidedResidents(
  app: App,
  actor: Actor,
  query: { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
): Promise<UndecidedPage> {
  const reach = await reachOf(app, actor, 'unit.split')
  const { tree, today } = await unitsNow(app)
  const size = Math.min(Math.max(query.first ?? longestPage, 1), longestPage)
  const after = query.after ? recordId(query.after, 'address') : firstId
  const splits = await app.db.$queryRaw<{ unitId: number; fromCode: string; id: string; parts: string[] }[]>`
    SELECT c."fromUnitId" AS "unitId", u."code" AS "fromCode", c."reorganisationId" AS id,
           array_agg(s."toCode" ORDER BY s."toCode") AS parts
    FROM "UnitCarry" c JOIN "UnitReorganisation" r ON r."id" = c."reorganisationId" AND r."finishedAt" IS NULL
    JOIN "AdministrativeUnit" u ON u."id" = c."fromUnitId"
    JOIN "UnitSuccession" s ON s."fromCode" = u."code" AND s."on" = r."on"
    WHERE c."toUnitId" IS NULL AND c."carriedAt" IS NOT NULL
    GROUP BY 1, 2, 3`
  const allowed = reach && new Set(reach)
  const mine = splits.filter(({ parts }) => !allowed || parts.some((code) => allowed.has(code)))
  const unitIds = mine.map(({ unitId }) => unitId)
  const rows = await app.db.$queryRaw<
    (Omit<UndecidedResident, 'reorganisationId' | 'fromCode'> & { unitId: number })[]
  >`
    SELECT a."id" AS "addressId", a."residentId", r."name", r."birthDate", a."kind" AS "addressKind",
           a."text" AS address, a."unitId"
    FROM "Address" a JOIN "Resident" r ON r."id" = a."residentId"
    WHERE a."unitId" = ANY(${unitIds}) AND a."validTo" IS NULL AND a."id" > ${after}::uuid
    ORDER BY a."id" LIMIT ${size + 1}`
  const total = await app.db.address.count({ where: { unitId: { in: unitIds }, validTo: null } })
  const splitOf = new Map(mine.map((split) => [split.unitId, split]))
  const nameOf = (code: string) => {
    const unit = unitAt(tree, { code, on: today })
    return unit ? fullUnitName(unit) : code
  }
  const residents = rows.slice(0, size).map(({ unitId, ...row }) => {
    const split = splitOf.get(unitId)
    return {
      ...row,
      reorganisationId: split?.id ?? '',
      fromCode: split?.fromCode ?? '',
      parts: (split?.parts ?? []).map((code) => ({ code, name: nameOf(code) })),
    }
  })
  return { residents, total, next: rows.length > size ? (residents.at(-1)?.addressId ?? null) : null }
}
