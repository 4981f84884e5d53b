import type { UnitOnDay } from '../../../core/citizen/administrative-units.ts'
import { DomainError } from '../../../core/errors.ts'
import { declarationLifecycle } from '../../../core/lifecycle/registry.ts'
import {
  type Declaration,
  type DeclarationDiff,
  declarationSchema,
  type ResidenceEvidence,
} from '../../../core/residence/declarations.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { planAddress, planAddressEnd } from './plan-address.ts'
import {
  planHouseholdCreate,
  planHouseholdHead,
  planHouseholdJoin,
  planHouseholdLeave,
  unitOfHouseholdWith,
} from './plan-household.ts'
import { planRelationship, planRelationshipEnd } from './plan-relationship.ts'
import { planStatus } from './plan-status.ts'
import type { Plan } from './plan.ts'
import { codeOf, growVersion, runningAddress, type Subject, unitOf } from './subject.ts'

/** Another declaration about this person waits for its decision. */
export class DeclarationUnderWay extends DomainError<'DECLARATION_UNDER_WAY'> {
  constructor() {
    super('DECLARATION_UNDER_WAY', {
      vi: 'Đang có một nội dung khác về cư trú của công dân này chờ duyệt.',
      en: 'Another declaration about this person waits for its decision.',
    })
  }
}

/** What was declared has not the form of its kind. */
export class IllegalDeclaration extends DomainError<'ILLEGAL_DECLARATION'> {
  constructor(field: string) {
    super(
      'ILLEGAL_DECLARATION',
      {
        vi: 'Nội dung khai không hợp lệ. Hãy kiểm tra ngày, mã đơn vị, họ tên và lý do.',
        en: 'The declaration is not of its form. Check day, unit, name and reason.',
      },
      { field },
    )
  }
}

/** Throws {@link IllegalDeclaration}, which names the field and not what stood there. */
export function readDeclaration(given: unknown): Declaration {
  const read = declarationSchema.safeParse(given)
  if (!read.success) throw new IllegalDeclaration(String(read.error.issues[0]?.path[0] ?? ''))
  return read.data
}

/** The unit whose officers take a declaration down: where the person comes to, else where they are registered. */
export async function unitFor(
  tx: Transaction,
  subject: Subject,
  declared: Declaration,
): Promise<UnitOnDay | string> {
  if (declared.kind === 'ADDRESS' || declared.kind === 'HOUSEHOLD_CREATE') return declared.unitCode
  if (declared.kind === 'ADDRESS_END')
    return runningAddress(subject, declared.addressKind)?.unit ?? unitOf(subject)
  if (declared.kind === 'HOUSEHOLD_JOIN') return unitOfHouseholdWith(tx, declared.householdId)
  return unitOf(subject)
}

/** What a declaration would do to a person's record as it stands. Throws the refusals of its kind. */
export function planFor(tx: Transaction, subject: Subject, declared: Declaration): Promise<Plan> {
  switch (declared.kind) {
    case 'ADDRESS':
      return planAddress(tx, subject, declared)
    case 'ADDRESS_END':
      return planAddressEnd(tx, subject, declared)
    case 'STATUS':
      return planStatus(tx, subject, declared)
    case 'RELATIONSHIP':
      return planRelationship(tx, subject, declared)
    case 'RELATIONSHIP_END':
      return planRelationshipEnd(tx, subject, declared)
    case 'HOUSEHOLD_CREATE':
      return planHouseholdCreate(tx, subject, declared)
    case 'HOUSEHOLD_JOIN':
      return planHouseholdJoin(tx, subject, declared)
    case 'HOUSEHOLD_LEAVE':
      return planHouseholdLeave(tx, subject, declared)
    case 'HOUSEHOLD_HEAD':
      return planHouseholdHead(tx, subject, declared)
  }
}

export interface Entry {
  readonly subject: Subject
  readonly declared: Declaration
  readonly origin: 'OFFICER' | 'VISIT' | 'MOVEMENT'
  readonly evidenceKind: ResidenceEvidence
  readonly evidenceNumber: string | null
  readonly makerId: string
  readonly unit: UnitOnDay | string
  readonly diff: DeclarationDiff
  readonly at: number
}

/** Writes a declaration down as submitted. */
export async function enterDeclaration(tx: Transaction, entry: Entry) {
  const { subject, declared, unit, at, ...rest } = entry
  return tx.residenceDeclaration.create({
    data: {
      ...rest,
      residentId: subject.id,
      baseVersion: subject.version,
      kind: declared.kind,
      payload: declared,
      unitCode: codeOf(unit),
      declaredAt: instantAt(at),
    },
  })
}

/** Applies a submitted declaration: its state, the person's next version, the periods, and the audit, in one transaction. */
export async function applyDeclaration(
  tx: Transaction,
  row: Awaited<ReturnType<typeof enterDeclaration>>,
  {
    subject,
    plan,
    actor,
    at,
    checkerId = null,
  }: {
    readonly subject: Subject
    readonly plan: Plan
    readonly actor: Actor
    readonly at: number
    /** Null where no second officer is needed. */
    readonly checkerId?: string | null
  },
): Promise<void> {
  await growVersion(tx, subject)
  const data = { checkerId, decidedAt: instantAt(at) }
  await move(tx, declarationLifecycle, { ...row, key: row.id }, { event: 'apply', actor, at, data })
  await plan.apply(tx)
  await audit(tx, {
    actor,
    at,
    action: 'residence.apply',
    subjectKind: 'resident',
    subjectId: subject.id,
    details: { declaration: row.id, kind: row.kind, evidence: row.evidenceKind, origin: row.origin },
  })
}
