import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { renderFormBlanks } from '../../../core/documents/form-blank.ts'
import { type FormSerial, parseFormSerial } from '../../../core/forms/serial.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'

const pageSize = 500

/** GET /print-runs/{id}/blanks.pdf: the forms of a print run, one after the other, streamed. */
export function formBlankRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/print-runs/:id/blanks.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'form.print')
    const run = await app.db.printRun.findUnique({
      where: { id: recordId(request.params.id, 'print run') },
      include: { forms: { take: 1, select: { definition: true } } },
    })
    const version = run?.forms[0]?.definition
    if (!run || !version) throw new NotFound('print run')
    await authorise(app, actor, 'form.print', run.unitCode)
    const definition = formDefinitionOf(version)
    const blanks = renderFormBlanks({
      definition,
      serials: serialsOf(app, run.id),
      fonts: await documentFonts(),
    })
    response.type('application/pdf').set('cache-control', 'no-store')
    await pipeline(Readable.from(blanks), response)
  })
  return routes
}

async function* serialsOf(app: App, printRunId: string): AsyncGenerator<FormSerial, void, void> {
  for (let last = ''; ;) {
    const page = await app.db.form.findMany({
      where: { printRunId, serial: { gt: last } },
      orderBy: { serial: 'asc' },
      take: pageSize,
      select: { serial: true },
    })
    for (const { serial } of page) yield parseFormSerial(serial)
    last = page.at(-1)?.serial ?? ''
    if (page.length < pageSize) return
  }
}
