import { DomainError } from '../../../core/errors.ts'
import { counters, type Counts, type DeadlineStep, deadlineSteps } from '../../../core/progress/counters.ts'
import type { Advance } from '../../../core/progress/league.ts'
import { formatShare } from '../../../core/progress/share.ts'
import { builder } from '../../graphql/builder.ts'
import { FormKindType } from '../forms/graphql.ts'
import { formProgress, type FormRollUp, type UnitLink, type UnitProgress } from './form-progress.ts'
import { type OverdueCount, overdueAlerts } from './overdue-alerts.ts'
import { listOverdueUnits, type OverduePage, type OverdueUnit } from './overdue-units.ts'
import { type CurvePoint, progressCurve } from './progress-curve.ts'
import { reportTally } from './report-tally.ts'

const Counter = builder.enumType('ProgressCounter', { values: counters })
export const DeadlineStepType = builder.enumType('DeadlineStep', {
  values: Object.keys(deadlineSteps) as DeadlineStep[],
})

const CountsType = builder.objectRef<Counts>('ProgressCounts').implement({
  description: 'Forms by how far they have come; a form counts in every step behind it.',
  fields: (t) => ({
    issued: t.exposeInt('issued'),
    handedOut: t.exposeInt('handedOut'),
    checked: t.exposeInt('checked'),
    returned: t.exposeInt('returned'),
    sent: t.exposeInt('sent'),
    scanned: t.exposeInt('scanned'),
    entered: t.exposeInt('entered'),
    loaded: t.exposeInt('loaded'),
    void: t.exposeInt('void'),
    sentBack: t.exposeInt('sentBack'),
  }),
})

const percent = (tenths: number | null) => (tenths === null ? null : tenths / 10)
const written = (tenths: number | null) => (tenths === null ? null : formatShare(tenths))

const AdvanceType = builder.objectRef<Advance>('Advance').implement({
  description: 'How far a unit is with one step; shares are null without a target.',
  fields: (t) => ({
    done: t.exposeInt('done'),
    target: t.exposeInt('target', { nullable: true }),
    percent: t.float({ nullable: true, resolve: ({ share }) => percent(share) }),
    percentText: t.string({
      nullable: true,
      description: '"96,8 %"',
      resolve: ({ share }) => written(share),
    }),
    missing: t.exposeInt('missing', { nullable: true }),
    missingPercent: t.float({ nullable: true, resolve: ({ missingShare }) => percent(missingShare) }),
    missingPercentText: t.string({ nullable: true, resolve: ({ missingShare }) => written(missingShare) }),
  }),
})

export const UnitLinkType = builder.objectRef<UnitLink>('UnitLink').implement({
  fields: (t) => ({
    unitCode: t.exposeString('unitCode', { nullable: true, description: 'null for the nation' }),
    name: t.exposeString('name'),
  }),
})

const UnitProgressType = builder.objectRef<UnitProgress>('UnitProgress').implement({
  fields: (t) => ({
    unitCode: t.exposeString('unitCode', { nullable: true, description: 'null for the nation' }),
    name: t.exposeString('name'),
    level: t.exposeInt('level', { description: '0 nation, 1 province, 2 district, 3 commune' }),
    hasParts: t.exposeBoolean('hasParts'),
    counts: t.expose('counts', { type: CountsType, description: 'own forms and reported ones' }),
    reported: t.expose('reported', {
      type: CountsType,
      nullable: true,
      description: 'the part that units with software of their own report',
    }),
    advance: t.expose('advance', { type: AdvanceType }),
    rank: t.exposeInt('rank', { nullable: true, description: 'equal written shares have one rank' }),
  }),
})

const RollUp = builder.objectRef<FormRollUp>('FormRollUp').implement({
  fields: (t) => ({
    on: t.exposeString('on', { description: 'yyyy-MM-dd: the day whose units are shown' }),
    path: t.expose('path', { type: [UnitLinkType], description: 'from the nation to the unit' }),
    whole: t.expose('whole', { type: UnitProgressType }),
    parts: t.expose('parts', {
      type: [UnitProgressType],
      description: 'the units right below, the best first',
    }),
    partsCollecting: t.exposeInt('partsCollecting', { description: 'parts that have returned a form' }),
    besideParts: t.exposeInt('besideParts', {
      description: 'forms issued that belong to none of the parts alone, such as those of a divided commune',
    }),
  }),
})

builder.queryField('formProgress', (t) =>
  t.field({
    type: RollUp,
    description: 'Roll-up and league table of a unit and the units right below it, under the tree of a day.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'FormProgressResult' } },
    args: {
      unitCode: t.arg.string({ description: 'the nation where left out' }),
      kind: t.arg({ type: FormKindType, required: true }),
      campaignId: t.arg.string({ description: 'whose targets count; no shares where left out' }),
      on: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
      by: t.arg({ type: Counter, description: 'the step of shares and ranks; returned where left out' }),
    },
    resolve: (_root, args, { app, actor }) => formProgress(app, actor, args),
  }),
)

const CurvePointType = builder.objectRef<CurvePoint>('ProgressCurvePoint').implement({
  fields: (t) => ({
    on: t.exposeString('on', { description: 'yyyy-MM-dd' }),
    counts: t.expose('counts', { type: CountsType }),
  }),
})

const Curve = builder.objectRef<{ points: readonly CurvePoint[] }>('ProgressCurve').implement({
  fields: (t) => ({ points: t.expose('points', { type: [CurvePointType] }) }),
})

builder.queryField('progressCurve', (t) =>
  t.field({
    type: Curve,
    description: 'Counts of a unit at the end of each day, and of today so far.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'ProgressCurveResult' } },
    args: {
      unitCode: t.arg.string({ description: 'the nation where left out' }),
      kind: t.arg({ type: FormKindType, required: true }),
      from: t.arg.string({ description: 'yyyy-MM-dd; 90 days back where left out' }),
      to: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
    },
    resolve: async (_root, args, { app, actor }) => ({ points: await progressCurve(app, actor, args) }),
  }),
)

const OverdueUnitType = builder.objectRef<OverdueUnit>('OverdueUnit').implement({
  fields: (t) => ({
    unitCode: t.exposeString('code'),
    name: t.exposeString('name'),
    level: t.exposeInt('level'),
    kind: t.expose('kind', { type: FormKindType }),
    step: t.expose('step', { type: DeadlineStepType }),
    dueOn: t.exposeString('dueOn', { description: 'yyyy-MM-dd' }),
    daysLate: t.exposeInt('daysLate'),
    done: t.exposeInt('done'),
    expected: t.exposeInt('expected', { description: 'target, or the forms issued where there is none' }),
  }),
})

const OverduePageType = builder.objectRef<OverduePage>('OverduePage').implement({
  fields: (t) => ({
    total: t.exposeInt('total'),
    units: t.expose('units', { type: [OverdueUnitType] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('overdueUnits', (t) =>
  t.field({
    type: OverduePageType,
    description: 'Units behind the deadlines of a campaign today, the longest late first.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'OverdueUnitsResult' } },
    args: {
      campaignId: t.arg.string({ required: true }),
      unitCode: t.arg.string({ description: 'the nation where left out' }),
      level: t.arg.int({ description: '1 province, 2 district, 3 commune' }),
      step: t.arg({ type: DeadlineStepType }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, args, { app, actor }) => listOverdueUnits(app, actor, args),
  }),
)

const OverdueCountType = builder.objectRef<OverdueCount>('OverdueCount').implement({
  fields: (t) => ({
    campaignId: t.exposeString('campaignId'),
    campaign: t.exposeString('campaign'),
    step: t.expose('step', { type: DeadlineStepType }),
    dueOn: t.exposeString('dueOn', { description: 'yyyy-MM-dd' }),
    units: t.exposeInt('units'),
  }),
})

const OverdueCounts = builder.objectRef<{ alerts: readonly OverdueCount[] }>('OverdueAlerts').implement({
  fields: (t) => ({ alerts: t.expose('alerts', { type: [OverdueCountType] }) }),
})

builder.queryField('overdueAlerts', (t) =>
  t.field({
    type: OverdueCounts,
    description: 'How many units of an area were behind each deadline this morning.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'OverdueAlertsResult' } },
    args: { unitCode: t.arg.string({ description: 'the nation where left out' }) },
    resolve: async (_root, { unitCode }, { app, actor }) => ({
      alerts: await overdueAlerts(app, actor, { unitCode: unitCode ?? null }),
    }),
  }),
)

const ReportedUnit = builder.objectRef<{ unitCode: string }>('ReportedUnit').implement({
  fields: (t) => ({ unitCode: t.exposeString('unitCode') }),
})

builder.mutationField('reportTally', (t) =>
  t.field({
    type: ReportedUnit,
    description: 'Today’s counts of a unit that collects with software of its own, for its whole area.',
    authScopes: { may: 'report.submit' },
    errors: { types: [DomainError], union: { name: 'ReportTallyResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      kind: t.arg({ type: FormKindType, required: true }),
      issued: t.arg.int({ required: true }),
      returned: t.arg.int({ required: true }),
      checked: t.arg.int({ required: true }),
      scanned: t.arg.int({ required: true }),
      loaded: t.arg.int({ required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await reportTally(app, actor, args)
      return { unitCode: args.unitCode }
    },
  }),
)
