import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { enqueue } from '../../kernel/jobs.ts'
import {
  catalogueTimeout,
  readCatalogue,
  type ResolvedChange,
  resolveChanges,
  writeChanges,
} from './unit-changes.ts'

/** What a unit becomes. */
export interface UnitReorganised {
  readonly from: string
  /** One: its people go there whole. Several: the unit is split. */
  readonly to: readonly string[]
  /** Of a split: hamlets as addresses print them, each with the part it goes to. Whoever is in none of them is decided by hand. */
  readonly hamlets?: readonly { readonly hamlet: string; readonly to: string }[] | null | undefined
}

export interface Reorganisation {
  /** Number of the decree: one reorganisation each. */
  readonly decree: string
  /** The first day of the new units, which are in the catalogue already. */
  readonly on: CalendarDate
  readonly changes: readonly UnitReorganised[]
}

export class IllegalReorganisation extends DomainError<'ILLEGAL_REORGANISATION'> {
  constructor(fault: 'DECREE' | 'EMPTY' | 'FROM_UNKNOWN' | 'TO_UNKNOWN' | 'TWICE' | 'HAMLET', code = '') {
    super(
      'ILLEGAL_REORGANISATION',
      {
        vi: {
          DECREE: 'Hãy ghi số nghị quyết; mỗi nghị quyết chỉ thực hiện một lần.',
          EMPTY: 'Chưa có đơn vị nào được sắp xếp.',
          FROM_UNKNOWN: `Ngày trước đó không có đơn vị mang mã ${code}.`,
          TO_UNKNOWN: `Ngày đó không có đơn vị mang mã ${code}. Hãy nạp danh mục mới trước.`,
          TWICE: `Đơn vị ${code} được ghi hai lần.`,
          HAMLET: `Thôn, tổ dân phố phải đi về một trong các đơn vị mới của đơn vị ${code}.`,
        }[fault],
        en: {
          DECREE: 'Give the number of the decree; each is carried out once.',
          EMPTY: 'No unit is reorganised.',
          FROM_UNKNOWN: `No unit had the code ${code} the day before.`,
          TO_UNKNOWN: `No unit has the code ${code} on that day. Import the new catalogue first.`,
          TWICE: `Unit ${code} is named twice.`,
          HAMLET: `A hamlet must go to one of the units that ${code} becomes.`,
        }[fault],
      },
      { fault, code },
    )
  }
}

/**
 * Carries out a decree that merges and splits units on a day: writes the successions, ends the former units, and leaves the
 * people to the job `carry-units`, which begins when the day has come. Answers the reorganisation's id.
 */
export async function reorganiseUnits(app: App, actor: Actor, input: Reorganisation): Promise<string> {
  demand(actor, 'unit.reorganise')
  const decree = normaliseText(input.decree)
  if (decree === '' || decree.length > 100) throw new IllegalReorganisation('DECREE')
  if (input.changes.length === 0) throw new IllegalReorganisation('EMPTY')
  checkChanges(input.changes)
  const at = app.clock()
  const { on, changes } = input
  const done = app.db.$transaction(async (tx) => {
    const flat = changes.flatMap(({ from, to }) => to.map((code) => ({ from, to: code, on })))
    const resolved = resolveChanges(await readCatalogue(tx), flat)
    checkResolved(resolved)
    const { ended } = await writeChanges(tx, resolved)
    const { id } = await tx.unitReorganisation.create({
      data: { decree, on: dateOf(on), orderedById: actor.id, orderedAt: instantAt(at) },
    })
    await writeCarries(tx, { id, changes, resolved })
    const runAt = calendarDateAt(at) < on ? startOf(on) : undefined
    await enqueue(
      tx,
      'carry-units',
      { reorganisationId: id },
      { key: `carry-units:${id}`, ...(runAt !== undefined && { runAt }) },
    )
    const subject = { subjectKind: 'unit reorganisation', subjectId: id }
    const details = { on, units: changes.length, ended }
    await audit(tx, { actor, at, action: 'unit.reorganise', ...subject, details })
    return id
  }, catalogueTimeout)
  return done.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new IllegalReorganisation('DECREE') : error
  })
}

function checkResolved(resolved: readonly ResolvedChange[]): void {
  const goingOn = new Set(
    resolved.filter(({ source, target }) => source?.id === target?.id).map(({ from }) => from),
  )
  const ending = new Set(resolved.filter(({ from }) => !goingOn.has(from)).map(({ source }) => source?.id))
  for (const { from, to, source, target } of resolved) {
    if (!source) throw new IllegalReorganisation('FROM_UNKNOWN', from)
    // Nobody is sent to a unit that ends by the same decree.
    if (!target || ending.has(target.id)) throw new IllegalReorganisation('TO_UNKNOWN', to)
  }
}

/** Midnight in Việt Nam. */
const startOf = (day: CalendarDate) => Date.parse(`${day}T00:00:00+07:00`)

function checkChanges(changes: readonly UnitReorganised[]): void {
  const named = new Set<string>()
  for (const { from, to, hamlets } of changes) {
    if (named.has(from) || new Set(to).size !== to.length) throw new IllegalReorganisation('TWICE', from)
    if (to.length === 0) throw new IllegalReorganisation('TO_UNKNOWN', from)
    named.add(from)
    const astray = hamlets?.some(({ hamlet, to: part }) => hamlet.trim() === '' || !to.includes(part))
    if (astray) throw new IllegalReorganisation('HAMLET', from)
  }
}

async function writeCarries(
  tx: Transaction,
  {
    id,
    changes,
    resolved,
  }: {
    readonly id: string
    readonly changes: readonly UnitReorganised[]
    readonly resolved: readonly ResolvedChange[]
  },
): Promise<void> {
  const parts = Map.groupBy(resolved, ({ from }) => from)
  const carries = changes.flatMap(({ from, hamlets }) => {
    const targets = parts.get(from) ?? []
    const [first] = targets
    const fromUnitId = first?.source?.id ?? 0
    // A unit that goes on under the same record keeps its people where they are.
    if (targets.length === 1 && first?.target?.id === fromUnitId) return []
    const rules = Object.fromEntries(
      (hamlets ?? []).map(({ hamlet, to }) => [
        normaliseText(hamlet),
        targets.find((one) => one.to === to)?.target?.id ?? 0,
      ]),
    )
    const whole = targets.length === 1 ? (first?.target?.id ?? null) : null
    return [{ from: fromUnitId, to: whole, rules: whole === null ? JSON.stringify(rules) : null }]
  })
  await tx.$executeRaw`
    INSERT INTO "UnitCarry" ("reorganisationId", "fromUnitId", "toUnitId", "hamlets")
    SELECT ${id}::uuid, carry.* FROM unnest(${carries.map(({ from }) => from)}::int[],
      ${carries.map(({ to }) => to)}::int[], ${carries.map(({ rules }) => rules)}::jsonb[]) AS carry`
}
