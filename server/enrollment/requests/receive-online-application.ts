import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'
import { type OpenedFile, openFile } from './open-file.ts'
import { lockResident } from './request-facts.ts'
import { readRequest, type UncheckedRequest } from './request-input.ts'
import { actsFor } from './standing.ts'

/**
 * A request that a citizen who signed in makes for themselves, or for somebody whom they represent by the register. A card only
 * below six, or from the captures of an earlier file. Twice the same is refused the second time. Throws what `openFile` throws;
 * NotFound for everybody whom the citizen does not act for.
 */
export async function receiveOnlineApplication(
  app: App,
  actor: Actor,
  input: UncheckedRequest,
): Promise<OpenedFile> {
  demand(actor, 'application.file-online')
  if (actor.kind !== 'citizen') throw new NotAllowed()
  const request = readRequest(input)
  const units = await unitsNow(app)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const resident = await lockResident(tx, request.residentId)
    const on = calendarDateAt(at)
    const acting = await actsFor(tx, { actorId: actor.id, residentId: resident.id, on })
    if (acting.standing === null) throw new NotFound('resident')
    const representativeNumber = acting.standing === 'SELF' ? null : await numberOf(tx, actor.id)
    const opened = await openFile(tx, app, {
      request,
      resident,
      acting,
      representativeNumber,
      channel: 'ONLINE',
      operatorId: null,
      units,
    })
    await audit(tx, {
      actor,
      at,
      action: 'application.file-online',
      subjectKind: 'application',
      subjectId: opened.id,
      details: { kind: request.kind, reason: request.reason, standing: acting.standing },
    })
    return opened
  })
}

async function numberOf(tx: Transaction, residentId: string): Promise<string | null> {
  const found = await tx.resident.findUnique({ where: { id: residentId }, select: { number: true } })
  return found?.number ?? null
}
