import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { mappingProfileSchema } from '../../../core/import/mapping-profile.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { faultText } from './fault-texts.ts'
import { findImport } from './find-import.ts'
import type { FaultPhase } from './record-faults.ts'

const pageSize = 1000

/** GET /imports/{id}/errors.csv: every bad row of the latest reading by line, field and reason, streamed; nothing of what stood there. */
export function importErrorRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/imports/:id/errors.csv', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'import.read')
    const job = await findImport(app, actor, 'import.read', request.params.id)
    await audit(app.db, {
      actor,
      at: app.clock(),
      action: 'import.read-errors',
      subjectKind: 'import',
      subjectId: job.id,
    })
    response.attachment(`loi-nap-du-lieu-${job.id}.csv`).type('text/csv').set('cache-control', 'no-store')
    await pipeline(Readable.from(errorFile(app, job)), response)
  })
  return routes
}

/** What a job has been read for last, by its state. */
const phaseOf = (status: string): FaultPhase => {
  if (['UPLOADED', 'SURVEYED'].includes(status)) return 'SURVEY'
  return status === 'TRIED' ? 'TRIAL' : 'LOAD'
}

/** With a byte-order mark, without which spreadsheets take UTF-8 for something else. */
async function* errorFile(
  app: App,
  job: { readonly id: string; readonly status: string; readonly profileId: string },
): AsyncGenerator<string, void, void> {
  const kept = await app.db.mappingProfile.findUniqueOrThrow({ where: { id: job.profileId } })
  const profile = mappingProfileSchema.parse(kept.definition)
  const texts = new Map<string, string>()
  const said = (field: string, reason: string) => {
    const key = `${field} ${reason}`
    const known = texts.get(key)
    if (known !== undefined) return known
    const { vi, en } = faultText(profile, { field, reason })
    const cells = [field, reason, quoted(vi), quoted(en)].join(',')
    texts.set(key, cells)
    return cells
  }
  yield '\uFEFFline,field,reason,noi_dung,text\r\n'
  let after = { line: 0n, field: '', reason: '' }
  for (;;) {
    const page = await app.db.$queryRaw<{ line: bigint; field: string; reason: string }[]>`
      SELECT "line", "field", "reason" FROM "ImportFault"
      WHERE "jobId" = ${job.id}::uuid AND "phase" = ${phaseOf(job.status)}
        AND ("line", "field", "reason") > (${after.line}, ${after.field}, ${after.reason})
      ORDER BY "line", "field", "reason" LIMIT ${pageSize}`
    yield page.map(({ line, field, reason }) => `${line},${said(field, reason)}\r\n`).join('')
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last
  }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
