import type { MinutesBody } from '../../../../core/documents/minutes.ts'
import { DomainError } from '../../../../core/errors.ts'
import { shiftLifecycle } from '../../../../core/lifecycle/operation.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { instantAt } from '../../../kernel/clock.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { move } from '../../../kernel/transition.ts'
import { detailOf } from '../record-detail.ts'
import { placeOf, type Store } from '../stores.ts'
import { AnotherOfficerNeeded, type NewMinutes, officerIdOf, writeMinutes } from '../write-minutes.ts'
import { lockedShift, reachShift } from './load-shift.ts'
import { differenceOf, type ShiftBalance, shiftBalance } from './shift-balance.ts'

/** Blanks are unaccounted for, or too many: somebody else than the one who counted has to explain that, and sign. */
export class ShiftNotBalanced extends DomainError<'SHIFT_NOT_BALANCED'> {
  constructor(difference: number) {
    super(
      'SHIFT_NOT_BALANCED',
      {
        vi: 'Số phôi không khớp, ca chưa chốt được. Hãy đếm lại; nếu vẫn lệch thì thủ kho hoặc cán bộ kiểm tra chất lượng, không phải người đã đếm, ghi và ký giải trình.',
        en: 'The blanks do not add up. Count again; if they still do not, a stock keeper or quality controller other than the one who counted writes and signs the explanation.',
      },
      { difference },
    )
  }
}

/** An explanation where nothing is to be explained would make the record say that something was wrong. */
export class NothingToExplain extends DomainError<'NOTHING_TO_EXPLAIN'> {
  constructor() {
    super('NOTHING_TO_EXPLAIN', {
      vi: 'Số phôi đã khớp, không có gì phải giải trình. Hãy chốt ca không kèm giải trình.',
      en: 'The blanks add up: there is nothing to explain. Close the shift without an explanation.',
    })
  }
}

const longestExplanation = 2000

/** Closes a counted shift: balanced, or with an explanation that an officer other than the one who counted signs. */
export async function closeShift(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly explanation?: string | null },
): Promise<{ readonly minutesId: string; readonly difference: number }> {
  const explanation = input.explanation?.trim()
    ? detailOf(input.explanation, 'explanation', longestExplanation)
    : null
  const { id, ...place } = await reachShift(app, actor, {
    id: input.id,
    action: explanation === null ? 'shift.run' : 'shift.explain',
  })
  const at = app.clock()
  const officerId = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    const shift = await lockedShift(tx, id)
    const countedLeft = shift.countedLeft ?? 0
    const balance = await shiftBalance(tx, id)
    const difference = differenceOf(balance, countedLeft)
    if (shift.status === 'COUNTED') judge({ actor, difference, explanation, countedBy: shift.countedBy })
    const minutes = minutesOf({ ...shift, ...place, balance, difference, explanation, officerId, at })
    const event = explanation === null ? 'balance' : 'explain'
    const { issued, good, spoiled, returned, lost } = balance
    const closing = { closedBy: officerId, closedAt: instantAt(at), explanation, difference }
    const moved = await move(tx, shiftLifecycle, shift, {
      event,
      actor,
      at,
      data: { issued, good, spoiled, returned, lost, ...closing },
    })
    await audit(tx, {
      actor,
      at,
      action: 'shift.close',
      subjectKind: 'shift',
      subjectId: id,
      details: { state: moved.status, difference },
    })
    return { minutesId: await keepMinutes(tx, app, { shiftId: id, minutes }), difference }
  })
}

interface Judged {
  readonly actor: Actor
  readonly difference: number
  readonly explanation: string | null
  readonly countedBy: string | null
}

function judge({ actor, difference, explanation, countedBy }: Judged): void {
  if (explanation === null) {
    if (difference !== 0) throw new ShiftNotBalanced(difference)
    return
  }
  if (difference === 0) throw new NothingToExplain()
  if (actor.id === countedBy) throw new AnotherOfficerNeeded('shift.explain')
}

interface Closing {
  readonly store: Store
  readonly stationName: string
  readonly openedBy: string
  readonly openedAt: Date
  readonly countedBy: string | null
  readonly countedAt: Date | null
  readonly countedLeft: number | null
  readonly balance: ShiftBalance
  readonly difference: number
  readonly explanation: string | null
  readonly officerId: string
  readonly at: number
}

function minutesOf(closing: Closing): NewMinutes {
  const { store, balance, difference, explanation, officerId, openedBy, openedAt, countedBy, countedAt } =
    closing
  const { expectedLeft: _, ...counted } = balance
  const closedAt = instantAt(closing.at)
  const body: MinutesBody = {
    kind: 'SHIFT',
    centre: placeOf(store),
    station: closing.stationName,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt.toISOString(),
    ...counted,
    left: closing.countedLeft ?? 0,
    difference,
    explanation,
  }
  return {
    centre: store.code,
    body,
    signatures: [
      { officerId: openedBy, part: 'OPENER', at: openedAt },
      ...(countedBy && countedAt ? [{ officerId: countedBy, part: 'COUNTER' as const, at: countedAt }] : []),
      { officerId, part: explanation === null ? 'CLOSER' : 'EXPLAINER', at: closedAt },
    ],
  }
}

async function keepMinutes(
  tx: Transaction,
  app: App,
  { shiftId, minutes }: { readonly shiftId: string; readonly minutes: NewMinutes },
): Promise<string> {
  const { id: minutesId } = await writeMinutes(tx, app, minutes)
  await tx.shift.update({ where: { id: shiftId }, data: { minutesId } })
  return minutesId
}
