import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import type { FormLoad } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { placesOf } from '../../kernel/http-refusals.ts'
import { enqueue, type Jobs } from '../../kernel/jobs.ts'
import { unitsNow } from '../../kernel/units.ts'
import { loadTransmitted } from './load-form.ts'

/** A bulk load of the same unit and kind is running. */
export class LoadUnderWay extends DomainError<'LOAD_UNDER_WAY'> {
  constructor() {
    super('LOAD_UNDER_WAY', {
      vi: 'Đơn vị này đang được nạp phiếu. Hãy chờ đợt nạp hiện tại kết thúc.',
      en: 'Forms of this unit are being loaded. Wait for that run to end.',
    })
  }
}

/** Starts to load all transmitted forms of a unit and the units below it. Answers the run's id. */
export async function loadForms(
  app: App,
  actor: Actor,
  { unitCode, kind }: { readonly unitCode: string; readonly kind: FormKind },
): Promise<string> {
  await authorise(app, actor, 'form.load', unitCode)
  const at = app.clock()
  const codes = [...(await unitsNow(app)).within([unitCode])]
  const started = app.db.$transaction(async (tx) => {
    const total = await tx.form.count({ where: { unitCode: { in: codes }, kind, status: 'TRANSMITTED' } })
    const { id } = await tx.formLoad.create({
      data: { unitCode, formKind: kind, startedById: actor.id ?? '', startedAt: instantAt(at), total },
    })
    await enqueue(tx, 'load-unit-forms', { loadId: id }, { key: `load-unit-forms:${id}` })
    const details = { kind, unitCode, total }
    await audit(tx, {
      actor,
      at,
      action: 'form.load-unit',
      subjectKind: 'form load',
      subjectId: id,
      details,
    })
    return id
  })
  return started.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new LoadUnderWay() : error
  })
}

/** One turn of the job; a long run is many turns, so that nothing is lost with a worker and other jobs get theirs. */
const formsPerTurn = 200

const countsSchema = z.record(z.string(), z.int())

/** The job `load-unit-forms`: each form is a transaction of its own; one that is refused is counted and passed over. */
export async function loadUnitForms(app: App, { loadId }: Jobs['load-unit-forms']): Promise<void> {
  const run = await app.db.formLoad.findUnique({ where: { id: loadId } })
  if (!run || run.finishedAt) return
  const serials = await nextSerials(app, run)
  // The officer was authorised for the unit when the run began, and is named in each form's history.
  const actor: Actor = { kind: 'officer', id: run.startedById, roles: [] }
  let state: FormLoad = run
  for (const serial of serials) state = await loadOne(app, actor, { run: state, serial })
  await app.db.$transaction(async (tx) => {
    if (serials.length === formsPerTurn) {
      await enqueue(tx, 'load-unit-forms', { loadId })
      return
    }
    await tx.formLoad.update({ where: { id: loadId }, data: { finishedAt: instantAt(app.clock()) } })
  })
}

async function nextSerials(app: App, run: FormLoad): Promise<readonly string[]> {
  const codes = [...(await unitsNow(app)).within([run.unitCode])]
  const forms = await app.db.form.findMany({
    where: {
      unitCode: { in: codes },
      kind: run.formKind,
      status: 'TRANSMITTED',
      serial: { gt: run.lastSerial },
    },
    orderBy: { serial: 'asc' },
    take: formsPerTurn,
    select: { serial: true },
  })
  return forms.map(({ serial }) => serial)
}

async function loadOne(
  app: App,
  actor: Actor,
  { run, serial }: { readonly run: FormLoad; readonly serial: string },
): Promise<FormLoad> {
  const outcome = await loadTransmitted(app, actor, serial).then(
    (answer) => answer.outcome,
    (error: unknown) => {
      if (error instanceof DomainError) return error.code
      // A fault of ours in one form must not hold up the thousands behind it; the form stays TRANSMITTED.
      app.log.error({ err: { type: 'form load', stack: placesOf(error) } }, 'form not loaded')
      return 'INTERNAL'
    },
  )
  return app.db.formLoad.update({
    where: { id: run.id },
    data: { lastSerial: serial, ...counted(run, outcome) },
  })
}

function counted(run: FormLoad, outcome: string) {
  if (outcome === 'LOADED') return { loaded: { increment: 1 } }
  if (outcome === 'WAITING') return { reconciling: { increment: 1 } }
  const refused = countsSchema.parse(run.refused)
  return { refused: { ...refused, [outcome]: (refused[outcome] ?? 0) + 1 } }
}

/** Refusals of a run by their code, the most frequent first. */
export function refusalsOf(
  run: Pick<FormLoad, 'refused'>,
): readonly { readonly code: string; readonly count: number }[] {
  return Object.entries(countsSchema.parse(run.refused))
    .map(([code, count]) => ({ code, count }))
    .toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}
