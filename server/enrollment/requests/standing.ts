import { ageOn, type CalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { Transaction } from '../../kernel/db.ts'
import { dateOf } from '../../kernel/clock.ts'

/** As whom somebody acts for a person: themselves, or by a relation that the register knows. */
export type Standing = 'SELF' | 'FATHER' | 'MOTHER' | 'GUARDIAN'

export interface ActsFor {
  /** Null where the register knows of none: to this person the other does not exist. */
  readonly standing: Standing | null
  /** An adult for whom somebody else must act, by the register. */
  readonly withoutCapacity: boolean
}

/** A parent acts below fourteen; whom the register calls REPRESENTATIVE at any age (Luật Căn cước 26/2023/QH15, article 23.2, 23.3). */
const relations = { FATHER: 'FATHER', MOTHER: 'MOTHER', REPRESENTATIVE: 'GUARDIAN' } as const

export async function actsFor(
  tx: Transaction,
  {
    actorId,
    residentId,
    on,
  }: { readonly actorId: string | null; readonly residentId: string; readonly on: CalendarDate },
): Promise<ActsFor> {
  const today = dateOf(on)
  const held = await tx.relationship.findMany({
    where: {
      residentId,
      kind: { in: Object.keys(relations) },
      AND: [
        { OR: [{ validTo: null }, { validTo: { gt: today } }] },
        { OR: [{ validFrom: null }, { validFrom: { lte: today } }] },
      ],
    },
    select: { kind: true, relatedId: true, resident: { select: { birthDate: true } } },
  })
  const [first] = held
  const age = first ? ageOn(parsePartialDate(first.resident.birthDate), on) : 0
  const withoutCapacity = age >= 18 && held.some(({ kind }) => kind === 'REPRESENTATIVE')
  if (actorId === residentId) return { standing: 'SELF', withoutCapacity }
  const acting = held.find(
    ({ kind, relatedId }) =>
      actorId !== null && relatedId === actorId && (kind === 'REPRESENTATIVE' || age < 14),
  )
  return {
    standing: acting ? relations[acting.kind as keyof typeof relations] : null,
    withoutCapacity,
  }
}
