import { DomainError } from '../../../core/errors.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { conflictLifecycle } from '../../../core/lifecycle/registry.ts'
import { differences, type Difference } from '../../../core/reconciliation/compare.ts'
import {
  type DecisionOutcome,
  decisionOutcomes,
  type Proposal,
  type RefusedProposal,
} from '../../../core/reconciliation/decision.ts'
import { fieldOf, type ReconciledFieldName } from '../../../core/reconciliation/fields.ts'
import {
  type ConflictKind,
  conflictKindNames,
  conflictKinds,
  conflictSourceNames,
  conflictSources,
  consultedSources,
  decisionDocuments,
  type DecisionDocument,
} from '../../../core/reconciliation/sources.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { unitsNow } from '../../kernel/units.ts'
import { unitName } from '../reviews/names.ts'
import {
  conflictCounts,
  type ConflictState,
  conflictStates,
  conflictsPage,
  type StateCount,
} from './conflict-worklist.ts'
import { type ConflictCell, type ConflictDetail, type ConflictRow, readConflict } from './read-conflict.ts'
import { inOrder, pageStart } from './unit-page.ts'

const State = builder.enumType('ConflictState', { values: conflictStates })
export const ConflictKindType = builder.enumType('ConflictKind', { values: conflictKindNames })
const Source = builder.enumType('ConflictSource', { values: conflictSourceNames })
export const ConsultedSourceType = builder.enumType('ConsultedSource', { values: consultedSources })
const differenceNames = Object.keys(differences) as Difference[]
const DifferenceType = builder.enumType('SourceDifference', { values: differenceNames })
const outcomes = Object.keys(decisionOutcomes) as DecisionOutcome[]
export const DecisionOutcomeType = builder.enumType('DecisionOutcome', { values: outcomes })
const documents = Object.keys(decisionDocuments) as DecisionDocument[]
export const DecisionDocumentType = builder.enumType('DecisionDocument', { values: documents })

const kindsOf = (kinds: readonly string[]) =>
  conflictKindNames.filter((kind): kind is ConflictKind => kinds.includes(kind))

builder.prismaObject('ConflictCase', {
  description: 'Sai lệch thông tin: papers that say different things of one person.',
  fields: (t) => ({
    id: t.exposeString('id'),
    origin: t.exposeString('origin', { description: 'FORM, IMPORT, LEGACY_CARD, INQUIRY or OFFICER' }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as ConflictState,
    }),
    kinds: t.field({
      type: [ConflictKindType],
      select: { kinds: true },
      resolve: ({ kinds }) => kindsOf(kinds),
    }),
    kindTexts: t.field({
      type: [BilingualText],
      select: { kinds: true },
      resolve: ({ kinds }) => kindsOf(kinds).map((kind) => conflictKinds[kind]),
    }),
    unitCode: t.exposeString('unitCode'),
    unitName: t.string({
      select: { unitCode: true },
      resolve: async ({ unitCode }, _args, { app }) => unitName(await unitsNow(app), unitCode),
    }),
    residentId: t.exposeString('residentId', { nullable: true }),
    subjectName: t.string({
      nullable: true,
      description: 'The person of the register whom the case is about; null while nobody is known.',
      select: { resident: { select: { name: true } } },
      resolve: ({ resident }) => resident?.name ?? null,
    }),
    formSerial: t.exposeString('formSerial', { nullable: true }),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    dueOn: t.string({
      nullable: true,
      description: 'yyyy-MM-dd: until then a document is waited for',
      select: { dueOn: true },
      resolve: ({ dueOn }) => dueOn && calendarDateOf(dueOn),
    }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true }),
    changeId: t.exposeString('changeId', { nullable: true }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(conflictLifecycle, status)],
    }),
  }),
})

builder.queryField('conflicts', (t) =>
  t.prismaConnection({
    type: 'ConflictCase',
    cursor: 'id',
    description: 'A worklist of conflict cases in the officer’s units, unit by unit, the oldest first.',
    authScopes: { may: 'conflict.read' },
    args: {
      unitCode: t.arg.string({ description: 'a unit and those below it' }),
      kind: t.arg({ type: ConflictKindType }),
      state: t.arg({ type: State, required: true }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async ({ cursor, take, skip: _cursorItself, ...selection }, _root, args, { app, actor }) => {
      const { unitCode, kind, state } = args
      const page = { unitCode: unitCode ?? null, kind: kind ?? null, state, take }
      const ids = await conflictsPage(app, actor, { ...page, after: pageStart(cursor?.id) })
      const cases = await app.db.conflictCase.findMany({ ...selection, where: { id: { in: ids } } })
      return inOrder(cases, ids)
    },
  }),
)

const Count = builder.objectRef<StateCount>('ConflictCount').implement({
  fields: (t) => ({ state: t.expose('state', { type: State }), count: t.exposeInt('count') }),
})

builder.queryField('conflictCounts', (t) =>
  t.field({
    type: [Count],
    description: 'How many cases stand in each state.',
    authScopes: { may: 'conflict.read' },
    args: { unitCode: t.arg.string(), kind: t.arg({ type: ConflictKindType }) },
    resolve: async (_root, { unitCode, kind }, { app, actor }) => [
      ...(await conflictCounts(app, actor, { unitCode: unitCode ?? null, kind: kind ?? null })),
    ],
  }),
)

const Cell = builder.objectRef<ConflictCell>('ConflictCell').implement({
  fields: (t) => ({
    source: t.expose('source', { type: Source }),
    sourceText: t.field({ type: BilingualText, resolve: ({ source }) => conflictSources[source] }),
    lookedUp: t.exposeBoolean('lookedUp'),
    value: t.exposeString('value', { nullable: true }),
    unknown: t.exposeBoolean('unknown', {
      description: 'The source says that it is not known; never the same as empty.',
    }),
    difference: t.expose('difference', { type: DifferenceType }),
    differenceText: t.field({
      type: BilingualText,
      resolve: ({ difference }) => differences[difference],
    }),
  }),
})

const Row = builder.objectRef<ConflictRow>('ConflictRow').implement({
  description: 'One item, as each source has it.',
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ field }) => fieldOf(field).label }),
    outcome: t.string({
      description: 'CORRECTION, RELATION, or PROCEDURE: it has a procedure of its own and is only noted',
      resolve: ({ field }) => fieldOf(field).outcome,
    }),
    cells: t.field({ type: [Cell], resolve: ({ cells }) => [...cells] }),
    against: t.expose('against', { type: Source, nullable: true }),
    contradictory: t.exposeBoolean('contradictory'),
    advice: t.expose('advice', {
      type: Source,
      nullable: true,
      description: 'The source that usually prevails; the officer decides.',
    }),
    because: t.field({ type: BilingualText, resolve: ({ field }) => fieldOf(field).because }),
  }),
})

const Chosen = builder
  .objectRef<{ field: ReconciledFieldName; value: string | null }>('ChosenValue')
  .implement({
    fields: (t) => ({
      field: t.exposeString('field'),
      label: t.field({ type: BilingualText, resolve: ({ field }) => fieldOf(field).label }),
      value: t.exposeString('value', { nullable: true }),
    }),
  })

const chosenOf = ({ fields }: Proposal) =>
  Object.entries(fields).map(([field, value]) => ({ field: field as ReconciledFieldName, value }))

const ProposalType = builder.objectRef<Proposal>('ConflictProposal').implement({
  fields: (t) => ({
    outcome: t.expose('outcome', { type: DecisionOutcomeType }),
    outcomeText: t.field({ type: BilingualText, resolve: ({ outcome }) => decisionOutcomes[outcome] }),
    residentId: t.exposeString('residentId', { nullable: true }),
    values: t.field({ type: [Chosen], resolve: chosenOf }),
    confirmsRecord: t.exposeBoolean('confirmsRecord'),
  }),
})

const Refused = builder.objectRef<RefusedProposal>('RefusedProposal').implement({
  description: 'A decision that a checker did not agree with; it never fills in the next one.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: DecisionOutcomeType }),
    values: t.field({ type: [Chosen], resolve: chosenOf }),
    documentKind: t.exposeString('documentKind'),
    documentNumber: t.exposeString('documentNumber', { nullable: true }),
    reason: t.exposeString('reason'),
    refusedAt: t.exposeString('refusedAt', { description: 'ISO 8601' }),
  }),
})

export const ConflictDetailType = builder.objectRef<ConflictDetail>('ConflictDetail').implement({
  description: 'The three-way screen in one answer: every source, the advice, and what was proposed.',
  fields: (t) => ({
    case: t.prismaField({
      type: 'ConflictCase',
      resolve: (query, detail, _args, { app }) =>
        app.db.conflictCase.findUniqueOrThrow({ ...query, where: { id: detail.case.id } }),
    }),
    number: t.string({ nullable: true, resolve: ({ person }) => person?.number ?? null }),
    recordVersion: t.int({
      nullable: true,
      description: 'Give it as `baseVersion` with a decision.',
      resolve: ({ person }) => person?.version ?? null,
    }),
    provisional: t.boolean({ resolve: ({ person }) => person?.provisional ?? false }),
    rows: t.field({ type: [Row], resolve: ({ rows }) => [...rows] }),
    proposal: t.expose('proposal', { type: ProposalType, nullable: true }),
    documentKind: t.string({ nullable: true, resolve: (detail) => detail.case.documentKind }),
    documentNumber: t.string({ nullable: true, resolve: (detail) => detail.case.documentNumber }),
    documentSha256: t.string({ nullable: true, resolve: (detail) => detail.case.documentSha256 }),
    mine: t.boolean({
      description: 'The signed-in officer proposed the decision, and may not confirm it.',
      resolve: (detail, _args, { actor }) => detail.case.makerId !== null && detail.case.makerId === actor.id,
    }),
    maker: t.string({
      nullable: true,
      description: 'Who proposed the decision.',
      resolve: async (detail, _args, { app }) => {
        const { makerId } = detail.case
        const officer = makerId && (await app.db.officer.findUnique({ where: { id: makerId } }))
        return officer ? officer.name : null
      },
    }),
    refusals: t.field({ type: [Refused], resolve: ({ refusals }) => [...refusals] }),
  }),
})

builder.queryField('conflict', (t) =>
  t.field({
    type: ConflictDetailType,
    description: 'One case with everything that its screen shows. Looking at it is kept in the audit.',
    authScopes: { may: 'conflict.read' },
    errors: { types: [DomainError], union: { name: 'ConflictResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => readConflict(app, actor, args),
  }),
)
