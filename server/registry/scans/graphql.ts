import { DomainError } from '../../../core/errors.ts'
import { discardReasons, type ScanFault, scanFaults } from '../../../core/forms/scan/faults.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { authorise, reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import { NotFound } from '../../kernel/errors.ts'
// Defines Form, which gets more fields here.
import '../forms/graphql.ts'
import { assignScan } from './assign-scan.ts'
import { discardScan } from './discard-scan.ts'
import { scanSources, submitFormPage } from './submit-form-page.ts'

const Fault = builder.enumType('FormScanFault', { values: Object.keys(scanFaults) as ScanFault[] })
const Source = builder.enumType('FormScanSource', { values: scanSources })
const DiscardReason = builder.enumType('FormScanDiscardReason', { values: discardReasons })
const states = ['READING', 'PLACED', 'WAITING', 'DISCARDED'] as const
const State = builder.enumType('FormScanState', {
  description:
    'READING: not looked at yet. PLACED: belongs to a form. WAITING: for a person, because of its fault.',
  values: states,
})

interface Looked {
  readonly readAt: Date | null
  readonly formSerial: string | null
  readonly discardedFor: string | null
}

function stateOf({ readAt, formSerial, discardedFor }: Looked): (typeof states)[number] {
  if (discardedFor !== null) return 'DISCARDED'
  if (formSerial !== null) return 'PLACED'
  return readAt === null ? 'READING' : 'WAITING'
}

const isFault = (text: string | null): text is ScanFault => text !== null && Object.hasOwn(scanFaults, text)

const Scan = builder.prismaObject('FormScan', {
  description:
    'One page as scanned: /form-scans/{id}/page.png, and /form-scans/{id}/crops/{field}.png once it is straight.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    formSerial: t.exposeString('formSerial', { nullable: true }),
    state: t.field({
      type: State,
      select: { readAt: true, formSerial: true, discardedFor: true },
      resolve: stateOf,
    }),
    fault: t.field({
      type: Fault,
      nullable: true,
      select: { fault: true },
      resolve: ({ fault }) => (isFault(fault) ? fault : null),
    }),
    faultText: t.field({
      type: BilingualText,
      nullable: true,
      description: 'What is wrong with the page, and what to do.',
      select: { fault: true },
      resolve: ({ fault }) => (isFault(fault) ? scanFaults[fault] : null),
    }),
    discardedFor: t.exposeString('discardedFor', { nullable: true }),
    source: t.exposeString('source'),
    archivePlace: t.exposeString('archivePlace', { nullable: true }),
    scannedAt: t.expose('scannedAt', { type: 'DateTime' }),
    straight: t.boolean({
      description: 'Whether its fields can be shown one by one.',
      select: { registration: true, formSerial: true },
      resolve: ({ registration, formSerial }) => registration !== null && formSerial !== null,
    }),
    superseded: t.exposeBoolean('superseded'),
    proposals: t.string({
      nullable: true,
      description: 'JSON: by field id { answer?, blank, unsure, written, text? }, never more than proposals.',
      select: { proposals: true },
      resolve: ({ proposals }) => (proposals === null ? null : JSON.stringify(proposals)),
    }),
  }),
})

builder.prismaObjectFields('Form', (t) => ({
  definition: t.exposeString('definition', {
    description: 'Version of the definition (core/forms) by which the form is drawn and validated.',
  }),
  handedOutAt: t.expose('handedOutAt', { type: 'DateTime', nullable: true }),
  keyed: t.relationCount('entries', { description: 'How many persons have keyed it.' }),
  currentScan: t.field({
    type: Scan,
    nullable: true,
    description: 'The scan to key from; null before it is scanned, and for who may not key.',
    authScopes: { may: 'form.key' },
    unauthorizedResolver: () => null,
    select: (_args, _context, nested) => ({ scans: nested({ where: { superseded: false }, take: 1 }) }),
    resolve: ({ scans }) => scans[0] ?? null,
  }),
}))

builder.queryField('waitingScans', (t) =>
  t.prismaConnection({
    type: 'FormScan',
    cursor: 'id',
    description: 'Pages that fit no form and wait for a person, oldest first.',
    authScopes: { may: 'form.scan' },
    maxSize: 50,
    defaultSize: 20,
    totalCount: async (_parent, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.scan')
      return app.db.formScan.count({ where: waitingIn(units) })
    },
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.scan')
      return app.db.formScan.findMany({ ...query, where: waitingIn(units), orderBy: { id: 'asc' } })
    },
  }),
)

const waitingIn = (units: readonly string[] | null) => ({
  fault: { not: null },
  discardedFor: null,
  ...(units && { unitCode: { in: [...units] } }),
})

builder.queryField('formScan', (t) =>
  t.prismaField({
    type: 'FormScan',
    description: 'One page: what the reader made of it.',
    authScopes: { may: 'form.scan' },
    errors: { types: [DomainError], union: { name: 'FormScanAnswer' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      const where = { id: recordId(id, 'form scan') }
      const found = await app.db.formScan.findUnique({ where, select: { unitCode: true } })
      if (!found) throw new NotFound('form scan')
      await authorise(app, actor, 'form.scan', found.unitCode)
      return app.db.formScan.findUniqueOrThrow({ ...query, where })
    },
  }),
)

const Submitted = builder.objectRef<{ scanId: string; known: boolean }>('SubmittedFormPage').implement({
  fields: (t) => ({
    scanId: t.exposeString('scanId'),
    known: t.exposeBoolean('known', { description: 'The office has scanned this image before.' }),
  }),
})

builder.mutationField('submitFormPage', (t) =>
  t.field({
    type: Submitted,
    description: 'Puts an uploaded page before the reader; the same image again changes nothing.',
    authScopes: { may: 'form.scan' },
    errors: { types: [DomainError], union: { name: 'SubmitFormPageResult' } },
    args: {
      uploadId: t.arg.string({ required: true }),
      source: t.arg({ type: Source, required: true }),
      archivePlace: t.arg.string(),
    },
    resolve: (_root, { uploadId, source, archivePlace }, { app, actor }) =>
      submitFormPage(app, actor, { uploadId, source, archivePlace: archivePlace || null }),
  }),
)

builder.mutationField('assignScan', (t) =>
  t.prismaField({
    type: 'FormScan',
    description: 'A person says which form a waiting page belongs to.',
    authScopes: { may: 'form.scan' },
    errors: { types: [DomainError], union: { name: 'AssignScanResult' } },
    args: { scanId: t.arg.string({ required: true }), serial: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await assignScan(app, actor, args)
      return app.db.formScan.findUniqueOrThrow({ ...query, where: { id: args.scanId } })
    },
  }),
)

builder.mutationField('discardScan', (t) =>
  t.prismaField({
    type: 'FormScan',
    description: 'Puts a waiting page aside.',
    authScopes: { may: 'form.scan' },
    errors: { types: [DomainError], union: { name: 'DiscardScanResult' } },
    args: {
      scanId: t.arg.string({ required: true }),
      reason: t.arg({ type: DiscardReason, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await discardScan(app, actor, args)
      return app.db.formScan.findUniqueOrThrow({ ...query, where: { id: args.scanId } })
    },
  }),
)
