import { createHash, randomInt } from 'node:crypto'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { DomainError } from '../../../core/errors.ts'
import { askable, type QuestionCode, questionsOfCall } from '../../../core/hotline/questions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { callerFacts } from './caller-facts.ts'

/** Somebody calls about this number again and again without knowing the answers. */
export class TooManyCalls extends DomainError<'TOO_MANY_CALLS'> {
  constructor() {
    super('TOO_MANY_CALLS', {
      vi: 'Số này đã trả lời sai quá nhiều lần hôm nay. Mời người gọi mang giấy tờ đến cơ quan công an gần nhất.',
      en: 'Too many wrong calls about this number today. Ask the caller to come to the nearest police office with papers.',
    })
  }
}

const mostWrong = 3
const dayMs = 86_400_000

/** Tries are counted by this: the number itself is kept in the register only. */
const subjectOf = (number: string) => createHash('sha256').update(`hotline ${number}`).digest('hex')

/** Three of them, in any order. */
function drawn(codes: readonly QuestionCode[]): QuestionCode[] {
  const left = [...codes]
  return Array.from({ length: questionsOfCall }, () => left.splice(randomInt(left.length), 1)[0]).filter(
    (code) => code !== undefined,
  )
}

export interface BegunCall {
  readonly callId: string
  readonly questions: readonly QuestionCode[]
}

/**
 * A caller gives the number of a card. Three questions are drawn among those that register and file can answer; somebody whom nobody knows
 * is asked three too. Nothing is told before they are answered. Throws IllegalCitizenNumber, {@link TooManyCalls}.
 */
export async function beginCall(
  app: App,
  actor: Actor,
  input: { readonly number: string },
): Promise<BegunCall> {
  demand(actor, 'hotline.answer')
  const number = parseCitizenNumber(input.number.replaceAll(/[\s.]/g, ''))
  const subject = subjectOf(number)
  const at = app.clock()
  const holder = await app.db.resident.findUnique({ where: { number }, select: { id: true } })
  const facts = await callerFacts(app, holder?.id ?? null)
  const questions = drawn(askable(facts))
  return app.db.$transaction(async (tx) => {
    // Calls about one number take turns: none is begun before the others are counted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 896019))`
    // One that was left unanswered may have been guessed at over the telephone: it counts as wrong.
    const wrong = await tx.hotlineCall.count({
      where: { subject, at: { gt: instantAt(at - dayMs) }, OR: [{ outcome: null }, { outcome: 'FAILED' }] },
    })
    if (wrong >= mostWrong) throw new TooManyCalls()
    const residentId = facts && (holder?.id ?? null)
    const { id: callId } = await tx.hotlineCall.create({
      data: { officerId: actor.id ?? '', residentId, subject, questions, at: instantAt(at) },
      select: { id: true },
    })
    await audit(tx, {
      actor,
      at,
      action: 'hotline.begin',
      subjectKind: 'hotline call',
      subjectId: callId,
      details: { questions: questions.join(' ') },
    })
    return { callId, questions }
  })
}
