import { DomainError } from '../../../core/errors.ts'
import type { Declaration } from '../../../core/residence/declarations.ts'
import { relationNames } from '../../../core/residence/words.ts'
import { matchingKey } from '../../../core/text/vietnamese.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { checkDay, DayNotPossible, NothingToDeclare, type Plan } from './plan.ts'
import type { Subject } from './subject.ts'

type Declared<Kind extends Declaration['kind']> = Extract<Declaration, { kind: Kind }>

/** The relative cannot be this person, or the place is taken. */
export class RelativeNotPossible extends DomainError<'RELATIVE_NOT_POSSIBLE'> {
  constructor(fault: 'SELF' | 'NAME_DIFFERS' | 'NUMBER_UNKNOWN' | 'TAKEN') {
    super(
      'RELATIVE_NOT_POSSIBLE',
      {
        vi: {
          SELF: 'Một người không thể là thân nhân của chính mình.',
          NAME_DIFFERS: 'Họ tên đã khai khác với người mang số định danh này.',
          NUMBER_UNKNOWN: 'Không có công dân mang số định danh này. Hãy kiểm tra số, hoặc chỉ khai họ tên.',
          TAKEN: 'Công dân này đang có người trong quan hệ đó. Hãy chấm dứt quan hệ cũ trước.',
        }[fault],
        en: {
          SELF: 'Nobody is a relative of themselves.',
          NAME_DIFFERS: 'The declared name is not that of the person with this number.',
          NUMBER_UNKNOWN: 'Nobody has this number. Check it, or declare the name alone.',
          TAKEN: 'The person has somebody in this relation. End that one first.',
        }[fault],
      },
      { fault },
    )
  }
}

const onlyOne: readonly string[] = ['FATHER', 'MOTHER', 'SPOUSE']

/** Adds a relative: a person of the register, or a name alone. */
export async function planRelationship(
  tx: Transaction,
  subject: Subject,
  { relation, relatedNumber, name, from }: Declared<'RELATIONSHIP'>,
): Promise<Plan> {
  checkDay(subject, from)
  const related = relatedNumber === null ? null : await personWith(tx, relatedNumber)
  if (related?.id === subject.id) throw new RelativeNotPossible('SELF')
  if (related && matchingKey(related.name) !== matchingKey(name)) {
    throw new RelativeNotPossible('NAME_DIFFERS')
  }
  const kept = await tx.relationship.findMany({ where: { residentId: subject.id, kind: relation } })
  const running = kept.filter(({ validTo }) => validTo === null)
  if (running.some((one) => one.name === name && one.relatedId === (related?.id ?? null))) {
    throw new NothingToDeclare()
  }
  if (onlyOne.includes(relation) && running.length > 0) throw new RelativeNotPossible('TAKEN')
  const words = `${relationNames[relation].vi}: ${name}`
  const row = {
    relatedId: related?.id ?? null,
    number: relatedNumber,
    validFrom: dateOf(from),
    validTo: null,
  }
  return {
    diff: { relatives: { from: null, to: words } },
    apply: async (db) => {
      // Of the same name and running already: what is new is who that is in the register.
      const same = running.find((one) => one.name === name)
      if (same) await db.relationship.update({ where: { id: same.id }, data: row })
      else await db.relationship.create({ data: { ...row, residentId: subject.id, kind: relation, name } })
    },
  }
}

async function personWith(tx: Transaction, number: string) {
  const entry = await tx.identityNumber.findUnique({
    where: { number },
    select: { resident: { select: { id: true, name: true } } },
  })
  if (!entry) throw new RelativeNotPossible('NUMBER_UNKNOWN')
  return entry.resident
}

/** A divorce, another representative: the relation stays on record with its last day. */
export async function planRelationshipEnd(
  tx: Transaction,
  subject: Subject,
  { relationshipId, from }: Declared<'RELATIONSHIP_END'>,
): Promise<Plan> {
  checkDay(subject, from)
  const running = await tx.relationship.findUnique({ where: { id: relationshipId } })
  if (running?.residentId !== subject.id) throw new NotFound('relationship')
  if (running.validTo !== null) throw new NothingToDeclare()
  if (running.validFrom && calendarDateOf(running.validFrom) > from) throw new DayNotPossible('OVERLAP')
  const names: Readonly<Record<string, { readonly vi: string }>> = relationNames
  const words = `${names[running.kind]?.vi ?? running.kind}: ${running.name}`
  return {
    diff: { relatives: { from: words, to: null } },
    apply: async (db) => {
      await db.relationship.update({ where: { id: running.id }, data: { validTo: dateOf(from) } })
    },
  }
}
