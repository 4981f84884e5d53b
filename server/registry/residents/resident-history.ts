import { correctableFields } from '../../../core/citizen/correction.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { residentItems } from '../../../core/forms/resident-items.ts'
import {
  declarationDiffSchema,
  type DeclarationKind,
  declarationRules,
} from '../../../core/residence/declarations.ts'
import type { AuditEntry, ResidenceDeclaration, ResidentChange } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'

export interface HistoryField {
  readonly field: string
  readonly label: Bilingual
  readonly from: string | null
  readonly to: string | null
}

/** One thing that happened to a record: who, when, on what evidence, from what to what. */
export interface HistoryEntry {
  readonly at: Date
  /** CORRECTION, DECLARATION, EVENT */
  readonly kind: string
  /** Of a correction or a declaration: its state. */
  readonly state: string | null
  /** Code of the act in the audit, or of the declaration. */
  readonly act: string
  readonly label: Bilingual
  readonly officer: string | null
  readonly checker: string | null
  readonly evidenceKind: string | null
  readonly evidenceNumber: string | null
  readonly fields: readonly HistoryField[]
}

/** What the audit also has, but tells nothing about the record: reading it, and steps that its own entries show. */
const leftOut = [
  'resident.read',
  'resident.search',
  'resident.propose-change',
  'resident.apply-change',
  'resident.reject-change',
  'resident.sendBack-change',
  'subject.look-up',
  'residence.declare',
  'residence.apply',
  'residence.reject',
]

const eventNames: Readonly<Record<string, Bilingual>> = {
  'resident.re-establish-number': {
    vi: 'Hủy, xác lập lại số định danh',
    en: 'Number cancelled and established again',
  },
  'resident.merge': {
    vi: 'Gộp hai hồ sơ của cùng một người, hủy một số định danh',
    en: 'Two records of one person made one, one number cancelled',
  },
  'resident.register-provisional': { vi: 'Lập hồ sơ tạm từ phiếu', en: 'Registered from a form' },
  'resident.declare-death': { vi: 'Ghi nhận chết', en: 'Death recorded' },
  'resident.retract-death': { vi: 'Hủy ghi nhận chết do nhầm', en: 'Record of a death taken back' },
  'visit.record': { vi: 'Đến tận nơi', en: 'Visited' },
}

/** Text of a field of a correction, or of one of the 26 items. */
export const labelOfField = (field: string): Bilingual => {
  const known: Readonly<Record<string, { readonly label: Bilingual }>> = correctableFields
  const items: Readonly<Record<string, { readonly text: Bilingual }>> = residentItems
  return known[field]?.label ?? items[field]?.text ?? { vi: field, en: field }
}

const fieldsOf = (diff: unknown): readonly HistoryField[] =>
  Object.entries(declarationDiffSchema.parse(diff)).map(([field, change]) => ({
    field,
    label: labelOfField(field),
    ...change,
  }))

const longest = 200

/** Everything that changed, or was to change, a person's record: the newest first, at most 200 of each source. */
export async function residentHistory(tx: Transaction, residentId: string): Promise<readonly HistoryEntry[]> {
  const newest = { where: { residentId }, take: longest }
  const changes = await tx.residentChange.findMany({ ...newest, orderBy: { createdAt: 'desc' } })
  const declarations = await tx.residenceDeclaration.findMany({ ...newest, orderBy: { declaredAt: 'desc' } })
  const events = await tx.auditEntry.findMany({
    where: { subjectKind: 'resident', subjectId: residentId, action: { notIn: leftOut } },
    orderBy: { at: 'desc' },
    take: longest,
  })
  const nameOf = await officerNames(tx, [
    ...[...changes, ...declarations].flatMap(({ makerId, checkerId }) => [makerId, checkerId]),
    ...events.map(({ actorId }) => actorId),
  ])
  const entries = [
    ...changes.map((change) => ofCorrection(change, nameOf)),
    ...declarations.map((declared) => ofDeclaration(declared, nameOf)),
    ...events.map((event) => ofEvent(event, nameOf)),
  ]
  return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

type NameOf = (officerId: string | null) => string | null

interface Decided {
  readonly makerId: string
  readonly checkerId: string | null
  readonly evidenceKind: string
  readonly evidenceNumber: string | null
}

const byWhom = ({ makerId, checkerId, evidenceKind, evidenceNumber }: Decided, nameOf: NameOf) => ({
  officer: nameOf(makerId),
  checker: nameOf(checkerId),
  evidenceKind,
  evidenceNumber,
})

function ofCorrection(change: ResidentChange, nameOf: NameOf): HistoryEntry {
  return {
    at: change.appliedAt ?? change.createdAt,
    kind: 'CORRECTION',
    act: 'CORRECTION',
    label: { vi: 'Điều chỉnh thông tin', en: 'Correction' },
    state: change.status,
    ...byWhom(change, nameOf),
    fields: fieldsOf(change.diff),
  }
}

function ofDeclaration(declared: ResidenceDeclaration, nameOf: NameOf): HistoryEntry {
  return {
    at: declared.decidedAt ?? declared.declaredAt,
    kind: 'DECLARATION',
    act: declared.kind,
    label: declarationRules[declared.kind as DeclarationKind].label,
    state: declared.status,
    ...byWhom(declared, nameOf),
    fields: fieldsOf(declared.diff),
  }
}

function ofEvent({ at, action, actorId }: AuditEntry, nameOf: NameOf): HistoryEntry {
  return {
    at,
    kind: 'EVENT',
    act: action,
    label: eventNames[action] ?? { vi: action, en: action },
    state: null,
    officer: nameOf(actorId),
    checker: null,
    evidenceKind: null,
    evidenceNumber: null,
    fields: [],
  }
}

async function officerNames(tx: Transaction, ids: readonly (string | null)[]): Promise<NameOf> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  const officers = await tx.officer.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? null : (names.get(id) ?? null))
}
