import { cashDayLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { expectedCash, lockedCashDay, officerOf, reachCashDay } from './cash-day.ts'
import { AnotherOfficerNeeded, CashNotBalanced, IllegalExplanation, NothingToExplain } from './refusals.ts'

export interface Closing {
  readonly id: string
  /** Of a difference, signed by another officer than the keeper. */
  readonly explanation?: string | null
}

/**
 * Chốt quỹ: what was counted is what was expected, or an officer other than the keeper explains why not and signs by doing so. Throws
 * {@link CashNotBalanced}, {@link NothingToExplain}, {@link IllegalExplanation}, {@link AnotherOfficerNeeded}.
 */
export async function closeCash(
  app: App,
  actor: Actor,
  input: Closing,
): Promise<{ readonly difference: number }> {
  const explanation = input.explanation?.trim() || null
  if (explanation !== null && (explanation.length < 10 || explanation.length > 1000))
    throw new IllegalExplanation()
  const action = explanation === null ? 'fee.take' : 'fee.explain'
  await reachCashDay(app, actor, { id: input.id, action })
  const closedBy = officerOf(actor).id
  return app.db.$transaction(async (tx) => {
    const drawer = await lockedCashDay(tx, input.id)
    const expected = await expectedCash(tx, drawer.id)
    const difference = (drawer.counted ?? 0) - expected
    if (drawer.status === 'COUNTED') judge({ actor, keeper: drawer.officerId, difference, explanation })
    const at = app.clock()
    await move(tx, cashDayLifecycle, drawer, {
      event: explanation === null ? 'balance' : 'explain',
      actor,
      at,
      data: { expected, difference, explanation, closedBy, closedAt: instantAt(at) },
    })
    await audit(tx, {
      actor,
      at,
      action: 'cash-day.close',
      subjectKind: 'cash day',
      subjectId: drawer.id,
      details: { expected, difference },
    })
    return { difference }
  })
}

function judge({
  actor,
  keeper,
  difference,
  explanation,
}: {
  readonly actor: Actor
  readonly keeper: string
  readonly difference: number
  readonly explanation: string | null
}): void {
  if (explanation === null) {
    if (difference !== 0) throw new CashNotBalanced(difference)
    if (actor.id !== keeper) throw new NotAllowed()
    return
  }
  if (difference === 0) throw new NothingToExplain()
  if (actor.id === keeper) throw new AnotherOfficerNeeded('fee.explain')
}
