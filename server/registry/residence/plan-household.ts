import type { UnitOnDay } from '../../../core/citizen/administrative-units.ts'
import { DomainError } from '../../../core/errors.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Declaration } from '../../../core/residence/declarations.ts'
import { householdRelationNames } from '../../../core/residence/words.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { checkDay, DayNotPossible, NothingToDeclare, type Plan } from './plan.ts'
import type { Subject } from './subject.ts'
import { unitHolding } from './unit-holding.ts'

type Declared<Kind extends Declaration['kind']> = Extract<Declaration, { kind: Kind }>

/** A household with members is left by its head only after another one is named. */
export class HeadIsNeeded extends DomainError<'HEAD_IS_NEEDED'> {
  constructor() {
    super('HEAD_IS_NEEDED', {
      vi: 'Công dân này đang là chủ hộ có thành viên khác. Hãy thay đổi chủ hộ trước.',
      en: 'This person heads a household with other members. Name another head first.',
    })
  }
}

const household = {
  include: { unit: { select: { code: true, validFrom: true } }, head: { select: { name: true } } },
} as const

async function membershipOf(tx: Transaction, residentId: string) {
  return tx.householdMember.findFirst({ where: { residentId, validTo: null }, include: { household } })
}
type Membership = NonNullable<Awaited<ReturnType<typeof membershipOf>>>

const unitOfHousehold = ({ unit }: Membership['household']) => ({
  code: unit.code,
  on: calendarDateOf(unit.validFrom),
})

/** The unit of a household. Throws NotFound. */
export async function unitOfHouseholdWith(tx: Transaction, id: string): Promise<UnitOnDay> {
  const found = await tx.household.findUnique({ where: { id }, ...household })
  if (!found) throw new NotFound('household')
  return unitOfHousehold(found)
}

const inWords = (relation: string, head: string) => {
  const names: Readonly<Record<string, { readonly vi: string }>> = householdRelationNames
  return `${names[relation]?.vi ?? relation}; chủ hộ: ${head}`
}

const wordsOf = (member: Membership | null) => member && inWords(member.relation, member.household.head.name)

/** The membership that ends on a day. Throws {@link HeadIsNeeded}, {@link DayNotPossible}. */
async function endingOn(tx: Transaction, subject: Subject, from: CalendarDate): Promise<Membership | null> {
  const member = await membershipOf(tx, subject.id)
  if (!member) return null
  if (calendarDateOf(member.validFrom) >= from) throw new DayNotPossible('OVERLAP')
  if (member.household.headId === subject.id) {
    const others = { householdId: member.householdId, validTo: null, residentId: { not: subject.id } }
    if ((await tx.householdMember.count({ where: others })) > 0) throw new HeadIsNeeded()
  }
  return member
}

async function close(
  tx: Transaction,
  member: Pick<Membership, 'householdId' | 'residentId' | 'validFrom'>,
  on: CalendarDate,
) {
  const { householdId, residentId, validFrom } = member
  await tx.householdMember.update({
    where: { householdId_residentId_validFrom: { householdId, residentId, validFrom } },
    data: { validTo: dateOf(on) },
  })
}

/** A new household, headed by the person (lập hộ, tách hộ). */
export async function planHouseholdCreate(
  tx: Transaction,
  subject: Subject,
  { unitCode, text, from }: Declared<'HOUSEHOLD_CREATE'>,
): Promise<Plan> {
  checkDay(subject, from)
  const unit = await unitHolding(tx, unitCode, from)
  const ending = await endingOn(tx, subject, from)
  return {
    diff: { household: { from: wordsOf(ending), to: inWords('HEAD', subject.name) } },
    apply: async (db) => {
      if (ending) await close(db, ending, from)
      await db.household.create({
        data: {
          headId: subject.id,
          unitId: unit.id,
          addressText: text,
          members: { create: { residentId: subject.id, relation: 'HEAD', validFrom: dateOf(from) } },
        },
      })
    },
  }
}

export async function planHouseholdJoin(
  tx: Transaction,
  subject: Subject,
  { householdId, relation, from }: Declared<'HOUSEHOLD_JOIN'>,
): Promise<Plan> {
  checkDay(subject, from)
  const joined = await tx.household.findUnique({ where: { id: householdId }, ...household })
  if (!joined) throw new NotFound('household')
  const ending = await endingOn(tx, subject, from)
  if (ending?.householdId === householdId) throw new NothingToDeclare()
  return {
    diff: { household: { from: wordsOf(ending), to: inWords(relation, joined.head.name) } },
    apply: async (db) => {
      if (ending) await close(db, ending, from)
      const data = { householdId, residentId: subject.id, relation, validFrom: dateOf(from) }
      await db.householdMember.create({ data })
    },
  }
}

export async function planHouseholdLeave(
  tx: Transaction,
  subject: Subject,
  { from }: Declared<'HOUSEHOLD_LEAVE'>,
): Promise<Plan> {
  checkDay(subject, from)
  const ending = await endingOn(tx, subject, from)
  if (!ending) throw new NothingToDeclare()
  return {
    diff: { household: { from: wordsOf(ending), to: null } },
    apply: (db) => close(db, ending, from),
  }
}

/** Another head for the household that the person is in; the former one stays, in the relation that was declared. */
export async function planHouseholdHead(
  tx: Transaction,
  subject: Subject,
  { formerHead, from }: Declared<'HOUSEHOLD_HEAD'>,
): Promise<Plan> {
  checkDay(subject, from)
  const member = await membershipOf(tx, subject.id)
  if (!member || member.household.headId === subject.id) throw new NothingToDeclare()
  const { householdId } = member
  const where = { householdId, residentId: member.household.headId, validTo: null }
  const former = await tx.householdMember.findFirst({ where })
  for (const one of former ? [member, former] : [member]) {
    if (calendarDateOf(one.validFrom) >= from) throw new DayNotPossible('OVERLAP')
  }
  const open = (residentId: string, relation: string) => ({
    data: { householdId, residentId, relation, validFrom: dateOf(from) },
  })
  return {
    diff: { relationToHead: { from: wordsOf(member), to: inWords('HEAD', subject.name) } },
    apply: async (db) => {
      await close(db, member, from)
      await db.householdMember.create(open(subject.id, 'HEAD'))
      await db.household.update({ where: { id: householdId }, data: { headId: subject.id } })
      if (!former) return
      await close(db, former, from)
      await db.householdMember.create(open(former.residentId, formerHead))
      await db.resident.update({ where: { id: former.residentId }, data: { version: { increment: 1 } } })
    },
  }
}
