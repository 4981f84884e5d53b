import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { acknowledgeQualityAlarm } from './acknowledge-quality-alarm.ts'
import {
  captureKinds,
  captureQuality,
  type CaptureDay,
  type CaptureQuality,
  type CaptureShare,
  type CaptureSum,
} from './capture-quality.ts'
import {
  alarmSubjects,
  listQualityAlarms,
  type QualityAlarmItem,
  type QualityAlarmPage,
} from './list-quality-alarms.ts'

const Kind = builder.enumType('CaptureKind', { values: captureKinds })
const Subject = builder.enumType('QualityAlarmSubject', { values: alarmSubjects })

const Sum = builder.interfaceRef<CaptureSum>('CaptureSum').implement({
  description: 'Captures and how good they were.',
  fields: (t) => ({
    samples: t.exposeInt('samples'),
    quality: t.exposeFloat('quality', { nullable: true, description: 'mean, 0 … 100' }),
    poorPercent: t.exposeFloat('poorPercent', {
      nullable: true,
      description: 'under the threshold of the desk',
    }),
    recapturePercent: t.exposeFloat('recapturePercent', {
      nullable: true,
      description: 'captures thrown away, of 100 that were kept',
    }),
    exceptions: t.exposeInt('exceptions', { description: 'fingers that could not be captured' }),
  }),
})

const Whole = builder.objectRef<CaptureSum>('CaptureWhole').implement({ interfaces: [Sum] })

const Day = builder.objectRef<CaptureDay>('CaptureDay').implement({
  interfaces: [Sum],
  fields: (t) => ({ on: t.exposeString('on', { description: 'yyyy-MM-dd' }) }),
})

const Share = builder.objectRef<CaptureShare>('CaptureShare').implement({
  interfaces: [Sum],
  fields: (t) => ({
    id: t.exposeString('id', { description: 'code of the centre, id of the officer, name of the device' }),
    name: t.exposeString('name'),
  }),
})

const Quality = builder.objectRef<CaptureQuality>('CaptureQuality').implement({
  fields: (t) => ({
    whole: t.expose('whole', { type: Whole }),
    enough: t.exposeInt('enough', {
      nullable: true,
      description: 'the threshold of the desk; null for faces',
    }),
    days: t.expose('days', { type: [Day] }),
    centres: t.expose('centres', { type: [Share], description: 'the poorest first, at most 50' }),
    operators: t.expose('operators', { type: [Share] }),
    devices: t.expose('devices', { type: [Share] }),
  }),
})

builder.queryField('captureQuality', (t) =>
  t.field({
    type: Quality,
    description:
      'How good captures were at the officer’s centres, over time, by centre, operator and device.',
    authScopes: { may: 'capture-quality.read' },
    errors: { types: [DomainError], union: { name: 'CaptureQualityResult' } },
    args: {
      kind: t.arg({ type: Kind, required: true }),
      centreCode: t.arg.string(),
      operatorId: t.arg.string(),
      device: t.arg.string(),
      days: t.arg.int({ description: 'back from today, at most 365; 56 where left out' }),
    },
    resolve: (_root, args, { app, actor }) => captureQuality(app, actor, args),
  }),
)

const Alarm = builder.objectRef<QualityAlarmItem>('QualityAlarm').implement({
  description: 'Quality fell.',
  fields: (t) => ({
    id: t.exposeString('id'),
    subjectKind: t.expose('subjectKind', { type: Subject }),
    subjectId: t.exposeString('subjectId'),
    subjectName: t.exposeString('subjectName'),
    centreCode: t.exposeString('centreCode'),
    centreName: t.exposeString('centreName'),
    kind: t.expose('kind', { type: Kind }),
    raisedOn: t.exposeString('raisedOn', { description: 'yyyy-MM-dd' }),
    before: t.exposeFloat('before', { description: 'mean of the four weeks before' }),
    now: t.exposeFloat('now', { description: 'mean of the week' }),
    samples: t.exposeInt('samples', { description: 'of the week' }),
    finding: t.exposeString('finding', { nullable: true }),
    acknowledgedAt: t.expose('acknowledgedAt', { type: 'DateTime', nullable: true }),
  }),
})

const AlarmPage = builder.objectRef<QualityAlarmPage>('QualityAlarmPage').implement({
  fields: (t) => ({
    alarms: t.expose('alarms', { type: [Alarm] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('qualityAlarms', (t) =>
  t.field({
    type: AlarmPage,
    description: 'Drops in quality at the officer’s centres, the newest first.',
    authScopes: { may: 'capture-quality.read' },
    errors: { types: [DomainError], union: { name: 'QualityAlarmsResult' } },
    args: {
      acknowledged: t.arg.boolean({ description: 'open ones where left out' }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string(),
    },
    resolve: (_root, args, { app, actor }) => listQualityAlarms(app, actor, args),
  }),
)

const Acknowledged = builder.objectRef<{ id: string }>('AcknowledgedQualityAlarm').implement({
  fields: (t) => ({ id: t.exposeString('id') }),
})

builder.mutationField('acknowledgeQualityAlarm', (t) =>
  t.field({
    type: Acknowledged,
    description: 'Somebody looked at the drop: what it was and what was done.',
    authScopes: { may: 'capture-quality.acknowledge' },
    errors: { types: [DomainError], union: { name: 'AcknowledgeQualityAlarmResult' } },
    args: { id: t.arg.string({ required: true }), finding: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => ({ id: await acknowledgeQualityAlarm(app, actor, args) }),
  }),
)
