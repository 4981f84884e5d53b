import { randomUUID } from 'node:crypto'
import { pathOf } from '../../../core/citizen/administrative-units.ts'
import { calendarDateAt, yearOf } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import { composeFormSerial, explainFormSerial, parseFormSerial } from '../../../core/forms/serial.ts'
import { formDefinition } from '../../../core/forms/versions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { unitsNow } from '../../kernel/units.ts'

const mostForms = 10_000

export class IllegalPrintRun extends DomainError<'ILLEGAL_PRINT_RUN'> {
  constructor() {
    super('ILLEGAL_PRINT_RUN', {
      vi: `Mỗi đợt in từ 1 đến ${mostForms} phiếu, cho một đơn vị đang hoạt động.`,
      en: `A print run has 1 to ${mostForms} forms, for a unit that exists today.`,
    })
  }
}

export interface PrintRunOrder {
  readonly kind: FormKind
  readonly unitCode: string
  readonly count: number
}

/** Allots the next serials of the unit's province and makes their forms, ISSUED to the unit. Answers the run's id. */
export async function orderPrintRun(
  app: App,
  actor: Actor,
  { kind, unitCode, count }: PrintRunOrder,
): Promise<string> {
  await authorise(app, actor, 'form.print', unitCode)
  const at = app.clock()
  const on = calendarDateAt(at)
  const { version } = formDefinition(kind, on)
  const { tree, today } = await unitsNow(app)
  const province = pathOf(tree, { code: unitCode, on: today }).at(-1)?.code
  if (!province || !Number.isInteger(count) || count < 1 || count > mostForms) throw new IllegalPrintRun()
  const id = randomUUID()
  await app.db.$transaction(async (tx) => {
    const first = await nextSequence(tx, { kind, year: yearOf(on), province })
    const serials = Array.from({ length: count }, (_, i) =>
      composeFormSerial({ kind, year: yearOf(on), province, sequence: first + i }),
    )
    const range = { firstSerial: serials[0] ?? '', lastSerial: serials.at(-1) ?? '' }
    await tx.printRun.create({
      data: { id, kind, unitCode, ...range, count, orderedById: actor.id ?? '', orderedAt: instantAt(at) },
    })
    await tx.form.createMany({
      data: serials.map((serial) => ({ serial, kind, definition: version, printRunId: id, unitCode })),
    })
    await audit(tx, {
      actor,
      at,
      action: 'form.print',
      subjectKind: 'print run',
      subjectId: id,
      details: { kind, unitCode, count },
    })
  })
  return id
}

/** Serials of one kind, year and province are given out without gaps, one run after the other. */
async function nextSequence(
  tx: Transaction,
  { kind, year, province }: { readonly kind: FormKind; readonly year: number; readonly province: string },
): Promise<number> {
  const prefix = `${kind}-${String(year).slice(2)}-${province}-`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${prefix}))`
  const last = await tx.printRun.findFirst({
    where: { lastSerial: { startsWith: prefix } },
    orderBy: { lastSerial: 'desc' },
  })
  return last ? explainFormSerial(parseFormSerial(last.lastSerial)).sequence + 1 : 1
}
