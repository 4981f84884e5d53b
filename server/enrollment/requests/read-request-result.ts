import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { actsFor } from './standing.ts'

const signedPaper = z.object({ kind: z.string(), sha256: z.string() })

/** The signed paper that a request ended in: for its applicant, whoever acts for them, and officers of its unit. Throws NotFound. */
export async function readRequestResult(
  app: App,
  actor: Actor,
  input: { readonly code: string },
): Promise<Uint8Array> {
  demand(actor, 'application.read-result')
  // What cannot be a code names no file; the database would report a fault of some characters.
  if (!/^[\w-]+$/.test(input.code)) throw new NotFound('application')
  const file = await app.db.application.findUnique({
    where: { code: input.code },
    select: { id: true, unitCode: true, residentId: true, result: true },
  })
  const paper = signedPaper.safeParse(file?.result)
  if (!file || !paper.success) throw new NotFound('application')
  if (actor.kind === 'citizen') {
    const on = calendarDateAt(app.clock())
    const acting = await actsFor(app.db, { actorId: actor.id, residentId: file.residentId ?? '', on })
    if (acting.standing === null) throw new NotFound('application')
  } else {
    await authorise(app, actor, 'application.read-result', file.unitCode)
  }
  const pdf = await app.blobs.get(paper.data.sha256)
  if (!pdf) throw new NotFound('application')
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'application.read-result',
    subjectKind: 'application',
    subjectId: file.id,
  })
  return pdf
}
