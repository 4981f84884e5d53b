import { fingerPositions } from '../../../core/biometrics/positions.ts'
import {
  type AbisAnswer,
  AbisAnswerUnreadable,
  type AbisCandidate,
  readAbisAnswer,
  scoreOf,
} from '../../../core/contracts/abis.ts'
import { abisFailure, abisFailures } from '../../../core/contracts/abis-failures.ts'
import type { AbisRequest } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { idOfKind } from './abis-message.ts'
import { lockRequest, moveRequest, type RequestMove } from './move-request.ts'
import type { KeptCandidates } from './search-result.ts'

/** How often a message is sent before it is given up. */
export const mostAttempts = 5

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Takes what an ABIS answered, once. Ignored are answers to what it was not asked, late and repeated ones, and texts that are
 * no answer: the message is then sent again when its time is over. Resolves after the commit.
 */
export async function takeAnswer(
  app: App,
  abis: string,
  message: string,
): Promise<'taken' | 'ignored' | 'unreadable'> {
  const answer = readOrWarn(app, abis, message)
  if (!answer) return 'unreadable'
  const { requestId } = answer
  if (!uuid.test(requestId)) return 'ignored'
  return app.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, requestId)
    const isOpen = request?.status === 'SENT' || request?.status === 'QUEUED'
    if (!isOpen || request.abis !== abis || idOfKind[request.kind] !== answer.id) {
      app.log.info(
        { abis, status: request?.status ?? 'UNKNOWN' },
        'an answer of an ABIS came late or to nothing',
      )
      return 'ignored'
    }
    const step = stepOf(request, answer)
    if (!step) return 'ignored'
    await moveRequest(tx, app, { request, ...step })
    return 'taken'
  })
}

function readOrWarn(app: App, abis: string, message: string): AbisAnswer | null {
  try {
    return readAbisAnswer(message)
  } catch (error) {
    if (!(error instanceof AbisAnswerUnreadable)) throw error
    app.log.warn({ abis, cause: error.facts['cause'] }, 'an ABIS sent what is no answer')
    return null
  }
}

function stepOf(request: AbisRequest, answer: AbisAnswer): RequestMove | null {
  const { kind, attempts, status } = request
  if (answer.failure === null) {
    const found = kind === 'IDENTIFY' && { answer: keptCandidates(answer.candidates) }
    return { event: 'answer', data: { failureReason: null, ...found } }
  }
  const { failure } = answer
  // The first time it was done and only the answer was lost, or there is nothing to delete.
  const done =
    (kind === 'INSERT' && failure === abisFailures.referenceKnown.code && attempts > 1) ||
    (kind === 'DELETE' && failure === abisFailures.referenceUnknown.code)
  if (done) return { event: 'answer', data: { failureReason: null } }
  const data = { failureReason: failure }
  if (!abisFailure(failure)?.mayPass || attempts >= mostAttempts) return { event: 'refuse', data }
  // A refusal of an earlier sending changes nothing for the one that is about to follow.
  return status === 'SENT' ? { event: 'repeat', data } : null
}

const fingerKeys = fingerPositions.map((position) => ({ position, key: `finger${position}` }))

/** The words of the ABIS stay out; one that names somebody twice is taken by the better score. */
function keptCandidates(candidates: readonly AbisCandidate[]): KeptCandidates {
  const best = new Map<string, KeptCandidates[number]>()
  for (const candidate of candidates) {
    const referenceId = candidate.referenceId.toLowerCase()
    if (!uuid.test(referenceId)) continue
    const score = scoreOf(candidate) ?? 0
    if ((best.get(referenceId)?.score ?? -1) >= score) continue
    const fingers = fingerKeys.flatMap(({ position, key }) => {
      const told = Number(candidate.analytics?.[key] || Number.NaN)
      return Number.isFinite(told) ? [{ position, score: told }] : []
    })
    best.set(referenceId, { referenceId, score, fingers })
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score)
}
