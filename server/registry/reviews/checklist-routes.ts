import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { type ChecklistForm, renderReviewChecklist } from '../../../core/documents/review-checklist.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { reviewedFields } from '../../../core/review/findings.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { type UnitsNow, unitsNow } from '../../kernel/units.ts'
import { type LoadedReview, loadReview, roundOf } from './load-review.ts'
import { unitName } from './names.ts'
import { RoundNotOpen } from './record-findings.ts'
import { showsRechecks } from './read-review.ts'
import { sampleRows } from './review-samples.ts'

const pageSize = 500

/** GET /reviews/{id}/checklist.pdf: the actor's round on paper, in visiting order; the first round for who is on no team. */
export function checklistRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/reviews/:id/checklist.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'review.read')
    const plan = await loadReview(app.db, request.params.id)
    await authorise(app, actor, 'review.read', plan.unitCode)
    const round = roundOf(plan, actor) ?? 1
    const chosen = round === 2 ? Prisma.sql`s."recheck"` : Prisma.sql`true`
    const forms = await countForms(app, plan, round)
    if (forms === 0) throw new RoundNotOpen(round)
    await recordPrinting(app, actor, { plan, round, forms })
    const units = await unitsNow(app)
    const checklist = renderReviewChecklist({
      heading: {
        locality: unitName(units, plan.unitCode),
        formKind: plan.formKind,
        team: plan.teamName,
        round,
        days: [plan.scheduledFrom, plan.scheduledTo]
          .map((day) => formatVietnamese(calendarDateOf(day)))
          .join(' – '),
        forms,
      },
      forms: formsOf(app, { plan, chosen, units }),
      fieldsOf: (version) => reviewedFields(formDefinitionOf(version)),
      fonts: await documentFonts(),
    })
    response.type('application/pdf').set('cache-control', 'no-store')
    await pipeline(Readable.from(checklist), response)
  })
  return routes
}

async function countForms(app: App, plan: LoadedReview, round: 1 | 2): Promise<number> {
  if (round === 2 && !showsRechecks(plan)) return 0
  const where = { planId: plan.id, attempt: plan.attempt, ...(round === 2 && { recheck: true }) }
  return app.db.reviewSample.count({ where })
}

function recordPrinting(
  app: App,
  actor: Actor,
  { plan, ...details }: { readonly plan: LoadedReview; readonly round: number; readonly forms: number },
): Promise<void> {
  return app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'review.print',
      subjectKind: 'review',
      subjectId: plan.id,
      details,
    }),
  )
}

interface Listed {
  readonly plan: LoadedReview
  readonly chosen: Prisma.Sql
  readonly units: UnitsNow
}

async function* formsOf(
  app: App,
  { plan, chosen, units }: Listed,
): AsyncGenerator<ChecklistForm, void, void> {
  for (let after = 0; ;) {
    const rows = await sampleRows(app.db, plan, { after, size: pageSize, chosen })
    for (const { place, formSerial, unitCode, hamlet, definition } of rows) {
      const whereabouts = [hamlet, unitName(units, unitCode)].filter((part) => part).join(', ')
      yield { place, serial: parseFormSerial(formSerial), whereabouts, definition }
    }
    after = rows.at(-1)?.place ?? 0
    if (rows.length < pageSize) return
  }
}
