import { DomainError } from '../../../core/errors.ts'
import { type FailCodeName, failCodes } from '../../../core/production/fail-codes.ts'
import { checkModes, type QualityPolicy } from '../../../core/production/quality-policy.ts'
import { builder } from '../../graphql/builder.ts'
import { inOrder, pageStart } from '../../registry/reconciliation/unit-page.ts'
import { FailClassType } from '../graphql.ts'
import { type CardToCheck, cardToCheck } from './card-to-check.ts'
import { cardsToCheck } from './cards-to-check.ts'
import { checkCard, verdicts } from './check-card.ts'
import { currentPolicy } from './current-policy.ts'
import { passUnsampled } from './pass-unsampled.ts'
import { type QualityFigure, qualityFigures } from './quality-figures.ts'
import { setQualityPolicy } from './set-quality-policy.ts'
import { steerStation } from './steer-station.ts'

const Mode = builder.enumType('QualityCheckMode', { values: checkModes })
const VerdictType = builder.enumType('QualityVerdict', { values: verdicts })
const FailCode = builder.enumType('QualityFailCode', { values: Object.keys(failCodes) as FailCodeName[] })

const Face = builder.objectRef<CardToCheck['face']>('ExpectedCardFace').implement({
  description: 'What must stand on the card.',
  fields: (t) => ({
    number: t.exposeString('number'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate'),
    sex: t.exposeString('sex'),
    nationality: t.exposeString('nationality'),
    residence: t.exposeString('residence'),
    birthRegistrationPlace: t.exposeString('birthRegistrationPlace'),
    placeOfOrigin: t.string({ nullable: true, resolve: ({ placeOfOrigin }) => placeOfOrigin ?? null }),
    marks: t.string({ nullable: true, resolve: ({ marks }) => marks ?? null }),
    issuedOn: t.exposeString('issuedOn'),
    expiresOn: t.exposeString('expiresOn', { nullable: true }),
    qr: t.exposeString('qr'),
    signedQr: t.string({ nullable: true, resolve: ({ signedQr }) => signedQr ?? null }),
    mrz: t.stringList({ resolve: ({ mrz }) => [...mrz] }),
  }),
})

const SecondLook = builder.objectRef<NonNullable<CardToCheck['secondLook']>>('SecondLook').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    failCode: t.exposeString('failCode', { nullable: true }),
    mine: t.boolean({ resolve: ({ officerId }, _args, { actor }) => actor.id === officerId }),
  }),
})

const Shown = builder.objectRef<CardToCheck>('CardToCheck').implement({
  description: 'A card of the stack as it should be, for whoever checks it.',
  fields: (t) => ({
    jobId: t.exposeString('jobId'),
    template: t.exposeString('template'),
    face: t.expose('face', { type: Face }),
    portraitUrl: t.string({
      nullable: true,
      resolve: ({ hasPortrait, jobId }) => (hasPortrait ? `/quality/${jobId}/portrait` : null),
    }),
    trayPictureUrl: t.string({
      nullable: true,
      description:
        'The card as the camera of its station saw it, where there is one: until quality control has decided.',
      resolve: ({ hasTrayPicture, jobId }) => (hasTrayPicture ? `/quality/${jobId}/tray-picture` : null),
    }),
    hasChip: t.exposeBoolean('hasChip'),
    blankSerial: t.exposeString('blankSerial'),
    applicationCode: t.exposeString('applicationCode'),
    batchNumber: t.exposeString('batch', { nullable: true }),
    stationId: t.exposeString('stationId', { nullable: true }),
    mode: t.expose('mode', {
      type: Mode,
      nullable: true,
      description: 'Why it is looked at; null where it would pass with its batch.',
    }),
    secondLook: t.expose('secondLook', { type: SecondLook, nullable: true }),
  }),
})

builder.queryField('cardToCheck', (t) =>
  t.field({
    type: Shown,
    description: 'By its job, or by what was scanned: the QR of the card or the number of its blank.',
    authScopes: { may: 'print-job.check' },
    errors: { types: [DomainError], union: { name: 'CardToCheckResult' } },
    args: { jobId: t.arg.string(), scan: t.arg.string() },
    resolve: (_root, { jobId, scan }, { app, actor }) =>
      cardToCheck(app, actor, jobId == null ? { scan: scan ?? '' } : { jobId }),
  }),
)

builder.queryField('cardsToCheck', (t) =>
  t.prismaConnection({
    type: 'PrintJob',
    cursor: 'id',
    description: 'Cards of the stack that quality control has to look at, in the order of their jobs.',
    authScopes: { may: 'print-job.check' },
    args: { stationId: t.arg.string() },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (
      { cursor, take, skip: _cursorItself, ...selection },
      _root,
      { stationId },
      { app, actor },
    ) => {
      const cards = await cardsToCheck(app, actor, {
        stationId: pageStart(stationId ?? undefined),
        after: pageStart(cursor?.id),
        take,
      })
      const ids = cards.map(({ id }) => id)
      return inOrder(await app.db.printJob.findMany({ ...selection, where: { id: { in: ids } } }), ids)
    },
  }),
)

builder.mutationField('checkCard', (t) =>
  t.prismaField({
    type: 'PrintJob',
    description:
      'One look at a card of the stack. A pass needs the scan of its QR or chip; after a doubt another officer decides.',
    authScopes: { may: 'print-job.check' },
    errors: { types: [DomainError], union: { name: 'CheckCardResult' } },
    args: {
      id: t.arg.string({ required: true }),
      verdict: t.arg({ type: VerdictType, required: true }),
      failCode: t.arg({ type: FailCode, description: 'Of a fail, and of what a doubt is about.' }),
      qr: t.arg.string({ description: 'Text of the QR.' }),
      mrz: t.arg.string({ description: 'The three lines.' }),
      chip: t.arg.string({ description: 'SHA-256 of EF.SOD, in hexadecimal.' }),
    },
    resolve: async (query, _root, { qr, mrz, chip, ...check }, { app, actor }) => {
      const scanned = { qr: qr ?? null, mrz: mrz ?? null, chip: chip ?? null }
      await checkCard(app, actor, { ...check, failCode: check.failCode ?? null, scanned })
      return app.db.printJob.findUniqueOrThrow({ ...query, where: { id: check.id } })
    },
  }),
)

const Passed = builder
  .objectRef<{ readonly passed: number }>('PassedWithBatch')
  .implement({ fields: (t) => ({ passed: t.exposeInt('passed') }) })

builder.mutationField('passUnsampled', (t) =>
  t.field({
    type: Passed,
    description:
      'Cards of a printed batch that nobody had to look at pass with it, once all that had to be are.',
    authScopes: { may: 'print-job.check' },
    errors: { types: [DomainError], union: { name: 'PassUnsampledResult' } },
    args: { batchId: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => passUnsampled(app, actor, args),
  }),
)

const FaultCount = builder.objectRef<QualityFigure['faults'][number]>('QualityFaultCount').implement({
  fields: (t) => ({
    failClass: t.expose('failClass', { type: FailClassType }),
    count: t.exposeInt('count'),
  }),
})

const Figure = builder.objectRef<QualityFigure>('QualityFigure').implement({
  fields: (t) => ({
    stationId: t.exposeString('stationId'),
    ribbon: t.exposeString('ribbon', { nullable: true }),
    checked: t.exposeInt('checked'),
    passed: t.exposeInt('passed'),
    rate: t.float({
      nullable: true,
      description: 'Passed of checked, 0 to 1; null where nothing was checked.',
      resolve: ({ checked, passed }) => (checked === 0 ? null : passed / checked),
    }),
    secondLooks: t.exposeInt('secondLooks'),
    faults: t.field({ type: [FaultCount], resolve: ({ faults }) => [...faults] }),
  }),
})

builder.queryField('qualityFigures', (t) =>
  t.field({
    type: [Figure],
    description:
      'What quality control found of stations, over their last cards (200 unless told) or over one shift.',
    authScopes: { may: 'print-job.read' },
    args: {
      stationId: t.arg.string(),
      shiftId: t.arg.string(),
      last: t.arg.int(),
      byRibbon: t.arg.boolean(),
    },
    resolve: async (_root, args, { app, actor }) => [...(await qualityFigures(app, actor, args))],
  }),
)

const Policy = builder.objectRef<QualityPolicy>('QualityPolicy').implement({
  fields: (t) => ({
    firstOfBatch: t.exposeInt('firstOfBatch', {
      description: 'All of the first cards of a batch are looked at.',
    }),
    afterFault: t.exposeInt('afterFault', { description: 'So many in a row must be good after a fault.' }),
    everyNth: t.exposeInt('everyNth', { description: 'One in so many of the others.' }),
    rateWindow: t.exposeInt('rateWindow', { description: 'A station is judged by its last checks …' }),
    rateLeast: t.exposeInt('rateLeast', { description: '… once there are so many …' }),
    leastRate: t.exposeFloat('leastRate', { description: '… and stopped below this share of good ones.' }),
  }),
})

builder.queryField('qualityPolicy', (t) =>
  t.field({
    type: Policy,
    authScopes: { may: 'print-job.read' },
    resolve: (_root, _args, { app }) => currentPolicy(app.db),
  }),
)

builder.mutationField('setQualityPolicy', (t) =>
  t.field({
    type: Policy,
    authScopes: { may: 'batch.steer' },
    errors: { types: [DomainError], union: { name: 'SetQualityPolicyResult' } },
    args: {
      firstOfBatch: t.arg.int({ required: true }),
      afterFault: t.arg.int({ required: true }),
      everyNth: t.arg.int({ required: true }),
      rateWindow: t.arg.int({ required: true }),
      rateLeast: t.arg.int({ required: true }),
      leastRate: t.arg.float({ required: true }),
    },
    resolve: (_root, policy, { app, actor }) => setQualityPolicy(app, actor, policy),
  }),
)

const Steered = builder
  .objectRef<{ readonly stationId: string }>('SteeredStation')
  .implement({ fields: (t) => ({ stationId: t.exposeString('stationId') }) })

builder.mutationField('haltStation', (t) =>
  t.field({
    type: Steered,
    description: 'The station gets no more jobs; what it has in the machine it finishes.',
    authScopes: { may: 'station.steer' },
    errors: { types: [DomainError], union: { name: 'HaltStationResult' } },
    args: { stationId: t.arg.string({ required: true }) },
    resolve: async (_root, { stationId }, { app, actor }) => {
      await steerStation(app, actor, { stationId, step: 'halt' })
      return { stationId }
    },
  }),
)

builder.mutationField('resumeStation', (t) =>
  t.field({
    type: Steered,
    description: 'By the supervisor; by whoever halted it, where it was an officer.',
    authScopes: { may: 'station.steer' },
    errors: { types: [DomainError], union: { name: 'ResumeStationResult' } },
    args: {
      stationId: t.arg.string({ required: true }),
      reason: t.arg.string({
        required: true,
        description: 'What was looked at and put right: 10 to 500 characters.',
      }),
    },
    resolve: async (_root, { stationId, reason }, { app, actor }) => {
      await steerStation(app, actor, { stationId, step: 'resume', reason })
      return { stationId }
    },
  }),
)
