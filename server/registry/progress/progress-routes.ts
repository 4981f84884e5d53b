import express, { type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import type { Action } from '../../../core/access/actions.ts'
import { calendarDateAt, calendarDateSchema } from '../../../core/dates/calendar-date.ts'
import { formKinds } from '../../../core/forms/definition.ts'
import { counters, type DeadlineStep, deadlineSteps } from '../../../core/progress/counters.ts'
import { type DataTable, writeCsv } from '../../../core/progress/data-table.ts'
import { nation } from '../../../core/progress/unit-places.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { importTargets } from './campaigns/import-targets.ts'
import { importHamlets } from './collectors/import-hamlets.ts'
import { leagueTable, overdueTable, reportTable } from './progress-tables.ts'
import { xlsxFile } from './xlsx-file.ts'

const steps = Object.keys(deadlineSteps) as [DeadlineStep, ...DeadlineStep[]]
const area = { unit: z.string().nullish(), on: calendarDateSchema.nullish() }
const leagueQuery = z.object({
  ...area,
  kind: z.enum(formKinds),
  campaign: z.uuid().nullish(),
  by: z.enum(counters).nullish(),
})
const overdueQuery = z.object({
  unit: area.unit,
  campaign: z.uuid(),
  level: z.coerce.number().int().min(1).max(3).nullish(),
  step: z.enum(steps).nullish(),
})
const reportQuery = z.object({ ...area, campaign: z.uuid() })

type TableReader = (app: App, actor: Actor, query: unknown) => Promise<DataTable>

/** What comes as a file, by the first part of its name. */
const tables = {
  league: (app, actor, query) => {
    const { unit, campaign, ...rest } = leagueQuery.parse(query)
    return leagueTable(app, actor, { ...rest, unitCode: unit, campaignId: campaign })
  },
  overdue: (app, actor, query) => {
    const { unit, campaign, ...rest } = overdueQuery.parse(query)
    return overdueTable(app, actor, { ...rest, unitCode: unit, campaignId: campaign })
  },
  report: (app, actor, query) => {
    const { unit, campaign, on } = reportQuery.parse(query)
    return reportTable(app, actor, { on, unitCode: unit, campaignId: campaign })
  },
} satisfies Readonly<Record<string, TableReader>>

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const formats = {
  csv: async (table, response) => void response.type('text/csv; charset=utf-8').send(writeCsv(table)),
  xlsx: async (table, response) => void response.type(xlsxType).send(await xlsxFile(table)),
} satisfies Readonly<Record<string, (table: DataTable, response: Response) => Promise<void>>>

const namesOf = <Name extends string>(of: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(of) as [Name, ...Name[]])
const fileName = z.tuple([namesOf(tables), namesOf(formats)])

const largestTable = '8mb'

/**
 * GET /progress/{league|overdue|report}.{csv|xlsx}: the tables as files, each kept in the audit.
 * POST /campaigns/{id}/targets and POST /hamlets?unit=: tables (text/csv) that are imported; the answer tells every bad row.
 */
export function progressRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/progress/:file', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'progress.read')
    const wanted = fileName.safeParse(request.params.file.split('.'))
    if (!wanted.success) throw new NotFound('table')
    const [name, format] = wanted.data
    const table = await tables[name](app, actor, request.query)
    const unit = z.string().catch(nation).parse(request.query['unit'])
    await keepTrace(app, actor, { unit, details: { table: name, format, rows: table.rows.length } })
    const day = calendarDateAt(app.clock())
    response.set('cache-control', 'no-store').attachment(`${name}-${day}.${format}`)
    await formats[format](table, response)
  })
  const signedIn = (action: Action): RequestHandler => {
    return async (request, response, next) => {
      response.locals['actor'] = await actorOf(request)
      demand(response.locals['actor'], action)
      next()
    }
  }
  const body = express.text({ type: 'text/csv', limit: largestTable })
  routes.post('/campaigns/:id/targets', signedIn('campaign.manage'), body, async (request, response) => {
    const [campaignId, csv] = z.tuple([z.string(), z.string()]).parse([request.params['id'], request.body])
    response.json(await importTargets(app, response.locals['actor'], { campaignId, csv }))
  })
  routes.post('/hamlets', signedIn('collector.assign'), body, async (request, response) => {
    const { unit, csv } = z
      .object({ unit: z.string(), csv: z.string() })
      .parse({ unit: request.query['unit'], csv: request.body })
    response.json(await importHamlets(app, response.locals['actor'], { unitCode: unit, csv }))
  })
  return routes
}

/** Who took which table, of which unit. */
async function keepTrace(
  app: App,
  actor: Actor,
  { unit, details }: { readonly unit: string; readonly details: Readonly<Record<string, string | number>> },
): Promise<void> {
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'progress.export',
    subjectKind: 'unit',
    subjectId: unit,
    details,
  })
}
