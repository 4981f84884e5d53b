import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { producesCard } from '../../../core/enrollment/application-kinds.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'
import { type OpenedFile, openFile } from './open-file.ts'
import { lockResident } from './request-facts.ts'
import { type CheckedRequest, readRequest, type UncheckedRequest } from './request-input.ts'
import { type ActsFor, actsFor } from './standing.ts'

/** A card is asked for at a capture desk, whose kiosk makes the file. */
export class CaptureNeeded extends DomainError<'CAPTURE_NEEDED'> {
  constructor() {
    super('CAPTURE_NEEDED', {
      vi: 'Hồ sơ cấp thẻ được lập tại bàn thu nhận. Hãy chuyển công dân sang bàn thu nhận.',
      en: 'Files for a card are made at a capture desk. Send the applicant there.',
    })
  }
}

export type DeskRequest = UncheckedRequest & {
  /** Who acts for the applicant, where somebody does: in the register by a relation, or proven by a paper of the request. */
  readonly representativeId?: string | null
}

/**
 * A request of form DC02 that makes no card, taken by an officer who has seen the applicant and the papers. Anybody is received
 * at any centre (Luật Căn cước 26/2023/QH15, article 27). Throws {@link CaptureNeeded} and what `openFile` throws.
 */
export async function openRequest(app: App, actor: Actor, input: DeskRequest): Promise<OpenedFile> {
  demand(actor, 'application.open-request')
  if (actor.kind !== 'officer') throw new NotAllowed()
  const { representativeId = null, ...asked } = input
  const request = readRequest(asked)
  if (producesCard(request.kind)) throw new CaptureNeeded()
  const centre = await app.db.centre.findUnique({
    where: { code: request.centre },
    select: { unitCode: true },
  })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'application.open-request', centre.unitCode)
  const units = await unitsNow(app)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const resident = await lockResident(tx, request.residentId)
    const { acting, representativeNumber } = await whoActs(tx, request, {
      representativeId,
      on: calendarDateAt(at),
    })
    const opened = await openFile(tx, app, {
      request,
      resident,
      acting,
      representativeNumber,
      channel: 'DESK',
      operatorId: actor.id,
      units,
    })
    await audit(tx, {
      actor,
      at,
      action: 'application.open-request',
      subjectKind: 'application',
      subjectId: opened.id,
      details: { kind: request.kind, reason: request.reason },
    })
    return opened
  })
}

/** The applicant stands at the desk, or somebody whom the register or a paper shows to act for them. */
async function whoActs(
  tx: Transaction,
  { residentId, papers }: CheckedRequest,
  {
    representativeId,
    on,
  }: { readonly representativeId: string | null; readonly on: ReturnType<typeof calendarDateAt> },
): Promise<{ readonly acting: ActsFor; readonly representativeNumber: string | null }> {
  const acting = await actsFor(tx, { actorId: representativeId ?? residentId, residentId, on })
  if (representativeId === null) return { acting, representativeNumber: null }
  const proven = papers.some(({ type }) => type === 'REPRESENTATIVE_PROOF')
  const standing = acting.standing ?? (proven ? 'GUARDIAN' : null)
  if (standing === null) throw new NotFound('representative')
  const { number } = await tx.resident.findUniqueOrThrow({
    where: { id: representativeId },
    select: { number: true },
  })
  return { acting: { ...acting, standing }, representativeNumber: number }
}
