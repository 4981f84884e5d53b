import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { renderRequestPaper } from '../../../core/documents/request-paper.ts'
import { requestReasonsOn } from '../../../core/enrollment/request-reasons.ts'
import { DomainError } from '../../../core/errors.ts'
import { signAndKeep } from '../../documents/sign-and-keep.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import type { StageRun } from '../../kernel/stages.ts'
import { unitsNow } from '../../kernel/units.ts'
import { moveApplication } from '../move-application.ts'
import { loadSource } from './load-source.ts'
import { paperContent } from './paper-content.ts'
import { changeRegister } from './register-change.ts'

type CompletingApp = Parameters<typeof signAndKeep>[0]

const load = (app: CompletingApp, id: string) =>
  app.db.application.findUniqueOrThrow({
    where: { id },
    include: { centre: { select: { name: true } } },
  })
type File = Awaited<ReturnType<typeof load>>

/** What may have changed since the approval: then the approver looks again. */
const backToApproval: ReadonlySet<string> = new Set([
  'CHANGE_UNDER_WAY',
  'NOTHING_TO_CORRECT',
  'ILLEGAL_CORRECTION',
  'NO_NUMBER_TO_REPLACE',
  'NOTHING_TO_CONFIRM',
  'REGISTER_ELSEWHERE',
])

/**
 * The stage after the approval of what makes no card: the register is changed by maker and checker, or the paper is drawn and
 * signed; then the file is COMPLETED with its result. Run twice it finds it done.
 */
export async function completeRequest(app: CompletingApp, run: StageRun): Promise<void> {
  const file = await load(app, run.applicationId)
  if (file.status !== 'APPROVED' || file.producesCard) return app.db.$transaction((tx) => run.finish(tx))
  try {
    if (file.kind === 'NUMBER_CHANGE' || file.kind === 'DATA_CHANGE') await enterChange(app, run, file)
    else await issuePaper(app, run, file)
  } catch (error) {
    if (!(error instanceof DomainError) || !backToApproval.has(error.code)) throw error
    await app.db.$transaction(async (tx) => {
      const reasons = ['REGISTRY_CHANGED'] as const
      await moveApplication(tx, app, file, { event: 'unapprove', actor: run.actor, reasons })
      await run.finish(tx)
    })
  }
}

async function enterChange(app: CompletingApp, run: StageRun, file: File): Promise<void> {
  const { code, kind, reason, residentId, request, operatorId, approverId } = file
  if (!kind || !reason || !residentId || !operatorId || !approverId)
    throw new TypeError('a request without officers')
  await app.db.$transaction(async (tx) => {
    const change = await changeRegister(tx, app, {
      code,
      kind,
      reason,
      residentId,
      request,
      operatorId,
      approverId,
    })
    await moveApplication(tx, app, file, {
      event: 'complete',
      actor: run.actor,
      data: { result: { change } },
    })
    await run.finish(tx)
  })
}

async function issuePaper(app: CompletingApp, run: StageRun, file: File): Promise<void> {
  const { code, reason, residentId, request, receivedAt } = file
  if (!reason || !residentId) throw new TypeError('a request without a person')
  const receivedOn = calendarDateAt(receivedAt.getTime())
  const source = await loadSource(app.db, await unitsNow(app), { residentId, request })
  const content = paperContent(reason, source)
  const pdf = await renderRequestPaper(
    {
      ...content,
      office: file.centre.name,
      applicationCode: code,
      issuedOn: calendarDateAt(app.clock()),
      article: requestReasonsOn(receivedOn).find((one) => one.code === reason)?.article ?? '',
    },
    await documentFonts(),
  )
  const sha256 = await signAndKeep(app, pdf, { reason: content.title.vi })
  await app.db.$transaction(async (tx) => {
    const data = { result: { kind: reason, sha256 } }
    await moveApplication(tx, app, file, { event: 'complete', actor: run.actor, data })
    await run.finish(tx)
  })
}
