import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { FormKindType } from '../../forms/graphql.ts'
import { amendReview } from '../amend-review.ts'
import { assignReviewTeam } from '../assign-review-team.ts'
import { decideReview, decisionEvents } from '../decide-review.ts'
import { ReviewFindingKind, ReviewType } from '../graphql.ts'
import { planReview, type Schedule } from '../plan-review.ts'
import { readReview } from '../read-review.ts'
import { recordFindings } from '../record-findings.ts'
import { repairReview } from '../repair-review.ts'
import { startReview } from '../start-review.ts'
import { submitRound } from '../submit-round.ts'

const Decision = builder.enumType('ReviewDecisionEvent', { values: decisionEvents })

const DesignInput = builder.inputType('ReviewDesignInput', {
  fields: (t) => ({
    confidence: t.float({ required: true, description: '0.9, 0.95, 0.98 or 0.99' }),
    margin: t.float({ required: true, description: 'Half width of the interval, 0.005 to 0.2' }),
    expectedErrors: t.float({
      required: true,
      description: 'Expected share of forms with errors, 0.01 to 0.5',
    }),
    threshold: t.float({ required: true, description: 'Share of error-free forms that passes, 0.5 to 1' }),
    recheckShare: t.float({ required: true, description: 'Share that is checked again, 0 to 1' }),
    byCollector: t.boolean({ required: true, description: 'Strata are collectors within units' }),
  }),
})

const TeamInput = builder.inputType('ReviewTeamInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    round1: t.stringList({ required: true, description: 'Officers who check' }),
    round2: t.stringList({ required: true, description: 'Officers who check the check' }),
  }),
})

const ScheduleInput = builder.inputType('ReviewScheduleInput', {
  fields: (t) => ({
    from: t.string({ required: true, description: 'yyyy-MM-dd' }),
    to: t.string({ required: true, description: 'yyyy-MM-dd' }),
  }),
})

const scheduleOf = ({ from, to }: { readonly from: string; readonly to: string }): Schedule => ({
  from: parseCalendarDate(from),
  to: parseCalendarDate(to),
})

builder.mutationField('planReview', (t) =>
  t.field({
    type: ReviewType,
    description: 'Plans the review of a locality; the sample is drawn when it starts.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'PlanReviewResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      formKind: t.arg({ type: FormKindType, required: true }),
      design: t.arg({ type: DesignInput, required: true }),
      team: t.arg({ type: TeamInput, required: true }),
      schedule: t.arg({ type: ScheduleInput, required: true }),
    },
    resolve: async (_root, { schedule, ...wish }, { app, actor }) => {
      const id = await planReview(app, actor, { ...wish, schedule: scheduleOf(schedule) })
      return readReview(app, actor, { id })
    },
  }),
)

builder.mutationField('amendReview', (t) =>
  t.field({
    type: ReviewType,
    description: 'Changes a plan that has not started.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'AmendReviewResult' } },
    args: {
      id: t.arg.string({ required: true }),
      design: t.arg({ type: DesignInput, required: true }),
      team: t.arg({ type: TeamInput, required: true }),
      schedule: t.arg({ type: ScheduleInput, required: true }),
    },
    resolve: async (_root, { schedule, ...change }, { app, actor }) => {
      await amendReview(app, actor, { ...change, schedule: scheduleOf(schedule) })
      return readReview(app, actor, change)
    },
  }),
)

builder.mutationField('assignReviewTeam', (t) =>
  t.field({
    type: ReviewType,
    description: 'Another team or other days while a review is open; the sample stays.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'AssignReviewTeamResult' } },
    args: {
      id: t.arg.string({ required: true }),
      team: t.arg({ type: TeamInput, required: true }),
      schedule: t.arg({ type: ScheduleInput, required: true }),
    },
    resolve: async (_root, { schedule, ...change }, { app, actor }) => {
      await assignReviewTeam(app, actor, { ...change, schedule: scheduleOf(schedule) })
      return readReview(app, actor, change)
    },
  }),
)

builder.mutationField('startReview', (t) =>
  t.field({
    type: ReviewType,
    description: 'Draws the sample and freezes it.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'StartReviewResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await startReview(app, actor, args)
      return readReview(app, actor, args)
    },
  }),
)

const FindingInput = builder.inputType('ReviewFindingInput', {
  fields: (t) => ({
    field: t.string({ required: true }),
    kind: t.field({ type: ReviewFindingKind, required: true }),
    found: t.string({ description: 'What the papers say, 200 characters at most' }),
  }),
})

const RecordedCheck = builder.objectRef<{ sampleId: string }>('RecordedCheck').implement({
  fields: (t) => ({ sampleId: t.exposeString('sampleId') }),
})

builder.mutationField('recordFindings', (t) =>
  t.field({
    type: RecordedCheck,
    description: 'The errors of one form, or none; the last answer counts until the round is handed in.',
    authScopes: { may: 'review.check' },
    errors: { types: [DomainError], union: { name: 'RecordFindingsResult' } },
    args: {
      sampleId: t.arg.string({ required: true }),
      findings: t.arg({ type: [FindingInput], required: true }),
    },
    resolve: async (_root, { sampleId, findings }, { app, actor }) => {
      const found = findings.map((one) => ({ ...one, found: one.found ?? null }))
      await recordFindings(app, actor, { sampleId, findings: found })
      return { sampleId }
    },
  }),
)

builder.mutationField('submitReviewRound', (t) =>
  t.field({
    type: ReviewType,
    description: 'Hands in the officer’s round: the check, or the check of the check.',
    authScopes: { may: 'review.check' },
    errors: { types: [DomainError], union: { name: 'SubmitReviewRoundResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await submitRound(app, actor, args)
      return readReview(app, actor, args)
    },
  }),
)

builder.mutationField('decideReview', (t) =>
  t.field({
    type: ReviewType,
    description: 'Accepts a locality, sends its faulty forms back, or lets it through with a reason.',
    authScopes: { may: 'review.decide' },
    errors: { types: [DomainError], union: { name: 'DecideReviewResult' } },
    args: {
      id: t.arg.string({ required: true }),
      event: t.arg({ type: Decision, required: true }),
      reason: t.arg.string({ description: 'Needed to override, and to fail what passed' }),
    },
    resolve: async (_root, { id, event, reason }, { app, actor }) => {
      await decideReview(app, actor, { id, event, reason: reason ?? null })
      return readReview(app, actor, { id })
    },
  }),
)

builder.mutationField('repairReview', (t) =>
  t.field({
    type: ReviewType,
    description: 'After the forms were repaired: a new attempt with a new seed.',
    authScopes: { may: 'review.plan' },
    errors: { types: [DomainError], union: { name: 'RepairReviewResult' } },
    args: {
      id: t.arg.string({ required: true }),
      schedule: t.arg({ type: ScheduleInput, required: true }),
    },
    resolve: async (_root, { id, schedule }, { app, actor }) => {
      await repairReview(app, actor, { id, schedule: scheduleOf(schedule) })
      return readReview(app, actor, { id })
    },
  }),
)
