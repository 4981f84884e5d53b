import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import { verdictNames, verdictText } from '../../../core/review/acceptance.ts'
import type { Agreement } from '../../../core/review/agreement.ts'
import { findingKinds, reviewedFields } from '../../../core/review/findings.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { RoleHolder } from '../../kernel/role-holders.ts'
import { listReviewers } from './list-reviewers.ts'
import { listReviews, type ReviewPage as ReviewPageShape } from './list-reviews.ts'
import { type Named, officerNames, unitNames } from './names.ts'
import {
  readReview,
  type ReviewOverview,
  type ReviewProgress,
  showsRechecks,
  visibleResult,
} from './read-review.ts'
import { type ErrorGroup, type ReviewResult, reviewResultSchema } from './review-result.ts'
import { type CheckedSample, type FoundInRound, reviewSamples, sampleLists } from './review-samples.ts'

const states = Object.keys(reviewLifecycle.table) as (keyof typeof reviewLifecycle.table)[]
const State = builder.enumType('ReviewState', { values: states })
const ListKind = builder.enumType('ReviewSampleList', { values: sampleLists })
export const ReviewFindingKind = builder.enumType('ReviewFindingKind', { values: findingKinds })
const VerdictName = builder.enumType('ReviewVerdictName', { values: verdictNames })

const Progress = builder.objectRef<ReviewProgress>('ReviewProgress').implement({
  fields: (t) => ({
    drawn: t.exposeInt('drawn'),
    checked: t.exposeInt('checked'),
    toRecheck: t.exposeInt('toRecheck'),
    rechecked: t.exposeInt('rechecked'),
  }),
})

const Member = builder.objectRef<Named<{ round: number }>>('ReviewMember').implement({
  fields: (t) => ({
    officerId: t.string({ resolve: ({ key }) => key ?? '' }),
    name: t.exposeString('name', { nullable: true }),
    round: t.exposeInt('round'),
  }),
})

const Quality = builder.objectRef<NonNullable<ReviewResult['quality']>>('ReviewQuality').implement({
  description: 'Share of error-free forms, by strata, with its interval at the confidence of the plan.',
  fields: (t) => ({
    rate: t.exposeFloat('rate'),
    low: t.exposeFloat('low'),
    high: t.exposeFloat('high'),
    verdict: t.expose('verdict', { type: VerdictName }),
    text: t.field({ type: BilingualText, resolve: ({ verdict }) => verdictText(verdict) }),
  }),
})

const AgreementType = builder.objectRef<Agreement>('ReviewAgreement').implement({
  fields: (t) => ({
    compared: t.exposeInt('compared'),
    agreed: t.exposeInt('agreed'),
    rate: t.exposeFloat('rate'),
    kappa: t.exposeFloat('kappa', { nullable: true, description: 'Cohen’s kappa' }),
  }),
})

type NamedStratum = Named<ReviewResult['strata'][number]> & { readonly collector: string | null }

const Stratum = builder.objectRef<NamedStratum>('ReviewStratum').implement({
  fields: (t) => ({
    unitCode: t.exposeString('unitCode'),
    unitName: t.exposeString('name', { nullable: true }),
    collectorId: t.exposeString('collectorId', { nullable: true }),
    collector: t.exposeString('collector', { nullable: true }),
    population: t.exposeInt('population'),
    sampleSize: t.exposeInt('sampleSize'),
    checked: t.exposeInt('checked'),
    clean: t.exposeInt('clean'),
  }),
})

async function namedStrata(app: App, strata: ReviewResult['strata']): Promise<NamedStratum[]> {
  const [named, collectors] = await Promise.all([
    unitNames(
      app,
      strata.map((one) => ({ ...one, key: one.unitCode })),
    ),
    officerNames(
      app.db,
      strata.map(({ collectorId }) => ({ key: collectorId })),
    ),
  ])
  return named.map((one, i) => ({ ...one, collector: collectors[i]?.name ?? null }))
}

const FieldErrors = builder.objectRef<ReviewResult['fields'][number]>('ReviewFieldErrors').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    missing: t.exposeInt('missing'),
    wrong: t.exposeInt('wrong'),
    rate: t.exposeFloat('rate', { description: 'Per checked form.' }),
  }),
})

const Group = builder.objectRef<Named<ErrorGroup>>('ReviewErrorGroup').implement({
  description: 'Errors of one collector’s or one unit’s checked forms.',
  fields: (t) => ({
    key: t.exposeString('key', { nullable: true, description: 'Officer’s id or unit’s code.' }),
    name: t.exposeString('name', { nullable: true }),
    checked: t.exposeInt('checked'),
    faulty: t.exposeInt('faulty', { description: 'Forms with an error.' }),
    missing: t.exposeInt('missing'),
    wrong: t.exposeInt('wrong'),
    rate: t.exposeFloat('rate'),
    low: t.exposeFloat('low'),
    high: t.exposeFloat('high'),
  }),
})

const Result = builder.objectRef<ReviewResult>('ReviewStanding').implement({
  description: 'What the sample says so far, or said when it was decided on.',
  fields: (t) => ({
    drawn: t.exposeInt('drawn'),
    checked: t.exposeInt('checked'),
    clean: t.exposeInt('clean'),
    toRecheck: t.exposeInt('toRecheck'),
    rechecked: t.exposeInt('rechecked'),
    quality: t.expose('quality', { type: Quality, nullable: true }),
    mayAccept: t.exposeBoolean('mayAccept'),
    agreement: t.expose('agreement', { type: AgreementType, nullable: true }),
    strata: t.field({
      type: [Stratum],
      resolve: ({ strata }, _args, { app }) => namedStrata(app, strata),
    }),
    fields: t.expose('fields', { type: [FieldErrors] }),
    collectors: t.field({
      type: [Group],
      resolve: ({ collectors }, _args, { app }) => officerNames(app.db, collectors),
    }),
    units: t.field({ type: [Group], resolve: ({ units }, _args, { app }) => unitNames(app, units) }),
  }),
})

const Decision = builder.prismaObject('AcceptanceDecision', {
  fields: (t) => ({
    attempt: t.exposeInt('attempt'),
    decision: t.exposeString('decision', { description: 'ACCEPTED, FAILED or OVERRIDDEN' }),
    reason: t.exposeString('reason', { nullable: true }),
    decidedById: t.exposeString('decidedById'),
    decidedBy: t.string({
      nullable: true,
      select: { decidedById: true },
      resolve: async ({ decidedById }, _args, { app }) =>
        (await officerNames(app.db, [{ key: decidedById }]))[0]?.name ?? null,
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime' }),
    seed: t.exposeString('seed'),
    result: t.field({
      type: Result,
      select: { result: true },
      resolve: ({ result }) => reviewResultSchema.parse(result),
    }),
  }),
})

export const ReviewType = builder.objectRef<ReviewOverview>('Review').implement({
  description: 'Kiểm tra, phúc tra: a stratified random sample of a locality’s forms.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    unitName: t.string({
      nullable: true,
      resolve: async ({ unitCode }, _args, { app }) =>
        (await unitNames(app, [{ key: unitCode }]))[0]?.name ?? null,
    }),
    formKind: t.exposeString('formKind'),
    state: t.field({
      type: State,
      resolve: ({ status }) => states.find((one) => one === status) ?? 'PLANNED',
    }),
    attempt: t.exposeInt('attempt'),
    confidence: t.exposeFloat('confidence'),
    margin: t.exposeFloat('margin'),
    expectedErrors: t.exposeFloat('expectedErrors'),
    threshold: t.exposeFloat('threshold'),
    recheckShare: t.exposeFloat('recheckShare'),
    byCollector: t.exposeBoolean('byCollector'),
    seed: t.string({
      nullable: true,
      description: 'Repeats the draw; told once the first check is handed in.',
      resolve: (plan) => (showsRechecks(plan) ? plan.seed : null),
    }),
    population: t.exposeInt('population', { description: 'An estimate until the start.' }),
    sampleSize: t.exposeInt('sampleSize', { description: 'An estimate until the start.' }),
    teamName: t.exposeString('teamName'),
    scheduledFrom: t.string({ resolve: ({ scheduledFrom }) => calendarDateOf(scheduledFrom) }),
    scheduledTo: t.string({ resolve: ({ scheduledTo }) => calendarDateOf(scheduledTo) }),
    overdue: t.boolean({
      resolve: ({ status, scheduledTo }, _args, { app }) =>
        ['PLANNED', 'RUNNING', 'CHECKED'].includes(status) &&
        calendarDateOf(scheduledTo) < calendarDateAt(app.clock()),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    progress: t.expose('progress', { type: Progress }),
    possibleEvents: t.stringList({
      resolve: ({ status }) => [...possibleEvents(reviewLifecycle, status)],
    }),
    members: t.field({
      type: [Member],
      resolve: ({ members }, _args, { app }) =>
        officerNames(
          app.db,
          members.map(({ officerId, round }) => ({ key: officerId, round })),
        ),
    }),
    result: t.field({
      type: Result,
      nullable: true,
      description: 'Live; null before the start, and for the second team until it has handed in.',
      resolve: (plan, _args, { app, actor }) => visibleResult(app, actor, plan),
    }),
    decisions: t.field({
      type: [Decision],
      description: 'One for each attempt, the newest first.',
      resolve: ({ id }, _args, { app }) =>
        app.db.acceptanceDecision.findMany({ where: { planId: id }, orderBy: { attempt: 'desc' } }),
    }),
  }),
})

const ReviewPage = builder.objectRef<ReviewPageShape>('ReviewPage').implement({
  fields: (t) => ({
    reviews: t.field({ type: [ReviewType], resolve: ({ reviews }) => [...reviews] }),
    next: t.exposeString('next', { nullable: true, description: 'To be given as `after`.' }),
  }),
})

builder.queryField('reviews', (t) =>
  t.field({
    type: ReviewPage,
    description: 'Reviews within the officer’s units, the newest first, at most 50.',
    authScopes: { may: 'review.read' },
    errors: { types: [DomainError], union: { name: 'ReviewsResult' } },
    args: {
      state: t.arg({ type: State }),
      mine: t.arg.boolean({ description: 'Only those on whose team the officer is.' }),
      first: t.arg.int(),
      after: t.arg.string(),
    },
    resolve: (_root, { state, mine, first, after }, { app, actor }) =>
      listReviews(app, actor, {
        state: state ?? null,
        mine: mine ?? false,
        first: first ?? 20,
        after: after ?? null,
      }),
  }),
)

builder.queryField('review', (t) =>
  t.field({
    type: ReviewType,
    authScopes: { may: 'review.read' },
    errors: { types: [DomainError], union: { name: 'ReviewResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, { id }, { app, actor }) => readReview(app, actor, { id }),
  }),
)

const FoundError = builder.objectRef<FoundInRound>('ReviewFinding').implement({
  fields: (t) => ({
    round: t.exposeInt('round'),
    field: t.exposeString('field'),
    kind: t.expose('kind', { type: ReviewFindingKind }),
    found: t.exposeString('found', { nullable: true, description: 'What the papers at the visit say.' }),
  }),
})

const ReviewedField = builder
  .objectRef<{ id: string; item: number; label: { vi: string; en: string } }>('ReviewedField')
  .implement({
    fields: (t) => ({
      id: t.exposeString('id'),
      item: t.exposeInt('item'),
      label: t.expose('label', { type: BilingualText }),
    }),
  })

const Sample = builder.objectRef<CheckedSample>('ReviewSample').implement({
  description:
    'One form of the sample. Findings are those that the officer may see: no round sees the other’s.',
  fields: (t) => ({
    id: t.exposeString('id'),
    place: t.exposeInt('place', { description: 'Order of the visits, from 1.' }),
    formSerial: t.exposeString('formSerial'),
    unitCode: t.exposeString('unitCode'),
    hamlet: t.exposeString('hamlet', { nullable: true }),
    collectorId: t.exposeString('collectorId', { nullable: true }),
    recheck: t.exposeBoolean('recheck', {
      description: 'Drawn for the second check; told once the first is handed in.',
    }),
    checkedById: t.exposeString('checkedById', { nullable: true }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', nullable: true }),
    recheckedById: t.exposeString('recheckedById', { nullable: true }),
    recheckedAt: t.expose('recheckedAt', { type: 'DateTime', nullable: true }),
    fields: t.field({
      type: [ReviewedField],
      description: 'What is checked, in the order of the form.',
      resolve: ({ definition }) => [...reviewedFields(formDefinitionOf(definition))],
    }),
    findings: t.field({ type: [FoundError], resolve: ({ findings }) => [...findings] }),
  }),
})

const SamplePage = builder
  .objectRef<Awaited<ReturnType<typeof reviewSamples>>>('ReviewSamplePage')
  .implement({
    fields: (t) => ({
      samples: t.field({ type: [Sample], resolve: ({ samples }) => [...samples] }),
      next: t.exposeInt('next', { nullable: true, description: 'To be given as `after`.' }),
    }),
  })

builder.queryField('reviewSamples', (t) =>
  t.field({
    type: SamplePage,
    description:
      'Forms of a review’s sample in visiting order, at most 50; MINE is what the officer still has to check.',
    authScopes: { may: 'review.read' },
    errors: { types: [DomainError], union: { name: 'ReviewSamplesResult' } },
    args: {
      reviewId: t.arg.string({ required: true }),
      list: t.arg({ type: ListKind, required: true }),
      first: t.arg.int(),
      after: t.arg.int(),
    },
    resolve: (_root, { reviewId, list, first, after }, { app, actor }) =>
      reviewSamples(app, actor, { planId: reviewId, list, first: first ?? 20, after: after ?? 0 }),
  }),
)

const Reviewer = builder.objectRef<RoleHolder>('Reviewer').implement({
  description: 'Who may be put on a team.',
  fields: (t) => ({
    officerId: t.exposeString('officerId'),
    name: t.exposeString('name'),
    unitCode: t.exposeString('unitCode', { description: 'Where the role is held.' }),
  }),
})

const Reviewers = builder.objectRef<{ reviewers: readonly RoleHolder[] }>('Reviewers').implement({
  fields: (t) => ({ reviewers: t.expose('reviewers', { type: [Reviewer] }) }),
})

builder.queryField('reviewers', (t) =>
  t.field({
    type: Reviewers,
    description: 'Officers who may review a locality, by name, at most 200.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'ReviewersResult' } },
    args: { unitCode: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => ({ reviewers: await listReviewers(app, actor, args) }),
  }),
)
