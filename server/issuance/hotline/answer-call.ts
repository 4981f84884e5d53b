import { type CitizenState, citizenView } from '../../../core/enrollment/citizen-steps.ts'
import { applicationReasons, isApplicationReason } from '../../../core/enrollment/reasons.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { areRight, type QuestionCode, questionCodes } from '../../../core/hotline/questions.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { lockCardOf } from '../card-life/lock-card.ts'
import { callerFacts } from './caller-facts.ts'

/** Which of the answers was wrong is not told, nor whether there is such a person. */
export class CallerNotKnown extends DomainError<'CALLER_NOT_KNOWN'> {
  constructor() {
    super('CALLER_NOT_KNOWN', {
      vi: 'Các câu trả lời không khớp. Không cung cấp thông tin; mời người gọi tra cứu bằng mã hồ sơ hoặc đến cơ quan công an gần nhất.',
      en: 'The answers do not match. Tell nothing; ask the caller to look up the application code, or to come to the nearest police office.',
    })
  }
}

/** The call was answered already, or its time is over. */
export class CallOver extends DomainError<'CALL_OVER'> {
  constructor() {
    super('CALL_OVER', {
      vi: 'Cuộc gọi này đã kết thúc hoặc quá 15 phút. Hãy bắt đầu lại.',
      en: 'This call has ended, or took more than 15 minutes. Begin anew.',
    })
  }
}

const callMs = 15 * 60_000

/** What a caller is told: where the file stands and why, and whether the card may be used. No name, no number, no address. */
export interface CallerStatus {
  readonly callId: string
  readonly file: {
    readonly state: CitizenState
    readonly advice: Bilingual
    readonly reasons: readonly Bilingual[]
    readonly promisedOn: Date | null
  } | null
  /** State of the last card that was handed over; null where there is none. */
  readonly card: { readonly state: string; readonly lockable: boolean } | null
}

/** The officer's own call, while it lasts. Throws NotFound, {@link CallOver}. */
async function ownCall(
  tx: Transaction,
  app: App,
  {
    actor,
    callId,
    outcome,
  }: { readonly actor: Actor; readonly callId: string; readonly outcome: string | null },
) {
  const id = recordId(callId, 'hotline call')
  await tx.$queryRaw`SELECT 1 FROM "HotlineCall" WHERE "id" = ${id}::uuid FOR UPDATE`
  const call = await tx.hotlineCall.findUnique({ where: { id } })
  if (!call || call.officerId !== actor.id) throw new NotFound('hotline call')
  if (call.outcome !== outcome || call.at.getTime() + callMs < app.clock()) throw new CallOver()
  return call
}

/**
 * Compares the answers, all at once and once only. Only then, and only if each is right, is anything told. Throws NotFound, {@link CallOver},
 * {@link CallerNotKnown}.
 */
export async function answerCall(
  app: App,
  actor: Actor,
  input: { readonly callId: string; readonly answers: readonly string[] },
): Promise<CallerStatus> {
  demand(actor, 'hotline.answer')
  const at = app.clock()
  const residentId = await app.db.$transaction(async (tx) => {
    const call = await ownCall(tx, app, { actor, callId: input.callId, outcome: null })
    const facts = await callerFacts(app, call.residentId)
    const asked = call.questions.filter((code): code is QuestionCode =>
      questionCodes.some((one) => one === code),
    )
    const known = areRight(facts, asked, input.answers)
    const outcome = known ? 'PASSED' : 'FAILED'
    await tx.hotlineCall.update({ where: { id: call.id }, data: { outcome, answeredAt: instantAt(at) } })
    await audit(tx, {
      actor,
      at,
      action: 'hotline.answer',
      subjectKind: call.residentId ? 'resident' : 'hotline call',
      subjectId: call.residentId ?? call.id,
      details: { outcome, call: call.id },
    })
    return known ? call.residentId : null
  })
  if (residentId === null) throw new CallerNotKnown()
  return statusOf(app, { callId: input.callId, residentId })
}

/** A known caller has the card locked. Throws NotFound, {@link CallOver}, NoCardInUse. */
export async function lockForCaller(
  app: App,
  actor: Actor,
  input: { readonly callId: string; readonly ground: 'LOST' | 'STOLEN' },
): Promise<CallerStatus> {
  demand(actor, 'hotline.answer')
  const { residentId } = await app.db.$transaction((tx) =>
    ownCall(tx, app, { actor, callId: input.callId, outcome: 'PASSED' }),
  )
  if (residentId === null) throw new NotFound('hotline call')
  await lockCardOf(app, residentId, {
    ground: input.ground,
    channel: 'HOTLINE',
    identifiedBy: 'QUESTIONS',
    actor,
  })
  return statusOf(app, { callId: input.callId, residentId })
}

async function statusOf(
  app: App,
  { callId, residentId }: { readonly callId: string; readonly residentId: string },
): Promise<CallerStatus> {
  const [file, card] = await Promise.all([
    app.db.application.findFirst({
      where: { residentId },
      orderBy: { receivedAt: 'desc' },
      select: { status: true, reasonCodes: true, promisedOn: true },
    }),
    app.db.card.findFirst({
      where: { residentId, statusIndex: { not: null } },
      orderBy: { issuedOn: 'desc' },
      select: { status: true },
    }),
  ])
  const view = file && citizenView[file.status as ApplicationState]
  return {
    callId,
    file: view && {
      state: view.state,
      advice: view.advice,
      promisedOn: file.promisedOn,
      reasons: file.reasonCodes.filter(isApplicationReason).map((reason) => {
        const { why, todo } = applicationReasons[reason]
        return { vi: `${why.vi} ${todo.vi}`, en: `${why.en} ${todo.en}` }
      }),
    },
    card: card && { state: card.status, lockable: card.status === 'ACTIVE' },
  }
}
