import { addDays, calendarDateAt, daysBetween, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { mayAnywhere, reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
// Defines FormTransfer, which gets more fields here.
import '../worklists/graphql.ts'
import { acknowledgeTransmission } from './acknowledge-transmission.ts'
import { assignScanningOffice } from './assign-scanning-office.ts'
import { untransmitted } from './form-deadlines.ts'
import { handOutForms } from './hand-out-forms.ts'
import { lendForm, loanPurposes } from './lend-form.ts'
import { listPrintRuns, type PrintRunCounts, type PrintRunPage } from './list-print-runs.ts'
import { returnForm } from './return-form.ts'
import { scanningOfficeOf } from './scanning-office.ts'
import { transmitForms } from './transmit-forms.ts'

const pages = { maxSize: 50, defaultSize: 20 } as const
const ofUnits = (units: readonly string[] | null) => (units ? { in: [...units] } : {})

const Counts = builder.objectRef<PrintRunCounts>('PrintRunCounts').implement({
  fields: (t) => ({
    printed: t.exposeInt('printed'),
    handedOut: t.exposeInt('handedOut', { description: 'Given to citizens.' }),
    returned: t.exposeInt('returned', { description: 'Collected from citizens, or further.' }),
    outstanding: t.exposeInt('outstanding', { description: 'Still with citizens.' }),
    void: t.exposeInt('void'),
  }),
})

const CountedRun = builder.objectRef<PrintRunPage['runs'][number]>('CountedPrintRun').implement({
  fields: (t) => ({
    id: t.string({ resolve: ({ run }) => run.id }),
    kind: t.string({ resolve: ({ run }) => run.kind }),
    unitCode: t.string({ resolve: ({ run }) => run.unitCode }),
    firstSerial: t.string({ resolve: ({ run }) => run.firstSerial }),
    lastSerial: t.string({ resolve: ({ run }) => run.lastSerial }),
    orderedAt: t.field({ type: 'DateTime', resolve: ({ run }) => run.orderedAt }),
    counts: t.expose('counts', { type: Counts }),
  }),
})

const RunPage = builder.objectRef<PrintRunPage>('PrintRunPage').implement({
  fields: (t) => ({
    runs: t.field({ type: [CountedRun], resolve: ({ runs }) => [...runs] }),
    next: t.exposeString('next', { nullable: true, description: 'Give it as `after` for the next page.' }),
  }),
})

builder.queryField('printRuns', (t) =>
  t.field({
    type: RunPage,
    description: 'Print runs of the officer’s units, the latest first: handed out, returned, outstanding.',
    authScopes: { may: 'form.read' },
    errors: { types: [DomainError], union: { name: 'PrintRunsAnswer' } },
    args: { after: t.arg.string() },
    resolve: (_root, { after }, { app, actor }) => listPrintRuns(app, actor, { after: after ?? null }),
  }),
)

const Marked = builder.objectRef<{ count: number }>('HandedOutForms').implement({
  fields: (t) => ({ count: t.exposeInt('count') }),
})

builder.mutationField('handOutForms', (t) =>
  t.field({
    type: Marked,
    description: 'Marks a stack of blanks, from one serial to another of a print run, as given to citizens.',
    authScopes: { may: 'form.collect' },
    errors: { types: [DomainError], union: { name: 'HandOutFormsResult' } },
    args: { firstSerial: t.arg.string({ required: true }), lastSerial: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => ({ count: await handOutForms(app, actor, args) }),
  }),
)

const Office = builder.objectRef<{ officeCode: string | null }>('ScanningOfficeOfUnit').implement({
  fields: (t) => ({ officeCode: t.exposeString('officeCode', { nullable: true }) }),
})

builder.queryField('scanningOffice', (t) =>
  t.field({
    type: Office,
    description: 'The office that scans the forms of a unit today.',
    authScopes: { may: 'unit.search' },
    args: { unitCode: t.arg.string({ required: true }) },
    resolve: async (_root, { unitCode }, { app }) => ({ officeCode: await scanningOfficeOf(app, unitCode) }),
  }),
)

builder.mutationField('assignScanningOffice', (t) =>
  t.field({
    type: Office,
    description: 'From a day on (yyyy-MM-dd), which office scans for a unit and all below it.',
    authScopes: { may: 'scanning-office.assign' },
    errors: { types: [DomainError], union: { name: 'AssignScanningOfficeResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      officeCode: t.arg.string({ required: true }),
      validFrom: t.arg.string({ required: true }),
    },
    resolve: async (_root, { unitCode, officeCode, validFrom }, { app, actor }) => {
      await assignScanningOffice(app, actor, {
        unitCode,
        officeCode,
        validFrom: parseCalendarDate(validFrom),
      })
      return { officeCode: await scanningOfficeOf(app, unitCode) }
    },
  }),
)

builder.prismaObjectFields('FormTransfer', (t) => ({
  toUnitCode: t.exposeString('toUnitCode', { description: 'Code of the scanning office.' }),
  daysLeft: t.int({
    nullable: true,
    description: 'Of the 45; negative when overdue.',
    select: { dueOn: true },
    resolve: ({ dueOn }, _args, { app }) =>
      dueOn && daysBetween(calendarDateAt(app.clock()), calendarDateOf(dueOn)),
  }),
  untransmitted: t.relationCount('forms', {
    description: 'Forms received and not yet transmitted.',
    where: { status: { in: [...untransmitted] } },
  }),
}))

builder.queryField('dueTransfers', (t) =>
  t.prismaConnection({
    type: 'FormTransfer',
    cursor: 'id',
    description:
      'Transfers with forms not yet transmitted that are overdue or due within some days, the most urgent first.',
    authScopes: { may: 'form.read' },
    args: { withinDays: t.arg.int({ required: true, defaultValue: 0 }) },
    ...pages,
    resolve: async (query, _root, { withinDays }, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.read')
      const until = addDays(calendarDateAt(app.clock()), Math.min(Math.max(withinDays, -1), 45))
      return app.db.formTransfer.findMany({
        ...query,
        where: {
          toUnitCode: ofUnits(units),
          dueOn: { lte: dateOf(until) },
          forms: { some: { status: { in: [...untransmitted] } } },
        },
        orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      })
    },
  }),
)

builder.prismaObject('FormTransmission', {
  description: 'Truyền dữ liệu: keyed forms that left for the data centre together.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    count: t.exposeInt('count'),
    digest: t.exposeString('digest', { description: 'SHA-256 over serials and answers, in hexadecimal.' }),
    sentAt: t.expose('sentAt', { type: 'DateTime' }),
    acknowledgedAt: t.expose('acknowledgedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('unacknowledgedTransmissions', (t) =>
  t.prismaConnection({
    type: 'FormTransmission',
    cursor: 'id',
    description: 'Transmissions that the data centre has not signed for, oldest first.',
    authScopes: { may: 'form-transmission.read' },
    ...pages,
    resolve: async (query, _root, _args, { app, actor }) => {
      const everywhere = mayAnywhere(actor, 'form.acknowledge')
      const units = everywhere ? null : await reachOf(app, actor, 'form-transmission.read')
      const where = { acknowledgedAt: null, unitCode: ofUnits(units) }
      return app.db.formTransmission.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

builder.mutationField('transmitForms', (t) =>
  t.prismaField({
    type: 'FormTransmission',
    description: 'Sends keyed forms of a scanning office to the data centre: those named, or all that wait.',
    authScopes: { may: 'form.key' },
    errors: { types: [DomainError], union: { name: 'TransmitFormsResult' } },
    args: { unitCode: t.arg.string({ required: true }), serials: t.arg.stringList() },
    resolve: async (query, _root, { unitCode, serials }, { app, actor }) => {
      const { id } = await transmitForms(app, actor, { unitCode, serials: serials ?? null })
      return app.db.formTransmission.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('acknowledgeTransmission', (t) =>
  t.prismaField({
    type: 'FormTransmission',
    description: 'The data centre signs for a transmission, with the count and digest of what it received.',
    authScopes: { may: 'form.acknowledge' },
    errors: { types: [DomainError], union: { name: 'AcknowledgeTransmissionResult' } },
    args: {
      id: t.arg.string({ required: true }),
      count: t.arg.int({ required: true }),
      digest: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await acknowledgeTransmission(app, actor, args)
      return app.db.formTransmission.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const Purpose = builder.enumType('ArchiveLoanPurpose', { values: loanPurposes })

builder.prismaObject('ArchiveLoan', {
  description: 'Mượn, trả phiếu lưu trữ.',
  fields: (t) => ({
    id: t.exposeString('id'),
    formSerial: t.exposeString('formSerial'),
    unitCode: t.exposeString('unitCode'),
    archivePlace: t.string({
      nullable: true,
      description: 'Where the paper belongs.',
      select: { form: { select: { archivePlace: true } } },
      resolve: ({ form }) => form.archivePlace,
    }),
    borrowerId: t.exposeString('borrowerId'),
    borrower: t.string({
      nullable: true,
      description: 'The borrower’s name.',
      select: { borrowerId: true },
      // findUnique calls of one tick are one statement.
      resolve: async ({ borrowerId }, _args, { app }) =>
        (await app.db.officer.findUnique({ where: { id: borrowerId } }))?.name ?? null,
    }),
    purpose: t.exposeString('purpose'),
    lentAt: t.expose('lentAt', { type: 'DateTime' }),
    dueOn: t.string({ select: { dueOn: true }, resolve: ({ dueOn }) => calendarDateOf(dueOn) }),
    overdue: t.boolean({
      select: { dueOn: true, returnedAt: true },
      resolve: ({ dueOn, returnedAt }, _args, { app }) =>
        returnedAt === null && calendarDateOf(dueOn) < calendarDateAt(app.clock()),
    }),
    returnedAt: t.expose('returnedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('archiveLoans', (t) =>
  t.prismaConnection({
    type: 'ArchiveLoan',
    cursor: 'id',
    description: 'Forms that are out, the longest due first; or only those that are overdue.',
    authScopes: { may: 'form.archive' },
    args: { overdue: t.arg.boolean({ required: true, defaultValue: false }) },
    ...pages,
    resolve: async (query, _root, { overdue }, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.archive')
      const today = dateOf(calendarDateAt(app.clock()))
      const where = {
        returnedAt: null,
        unitCode: ofUnits(units),
        ...(overdue && { dueOn: { lt: today } }),
      }
      return app.db.archiveLoan.findMany({ ...query, where, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] })
    },
  }),
)

builder.mutationField('lendForm', (t) =>
  t.prismaField({
    type: 'ArchiveLoan',
    description: 'Paper leaves the archive for an officer, until a day (yyyy-MM-dd).',
    authScopes: { may: 'form.archive' },
    errors: { types: [DomainError], union: { name: 'LendFormResult' } },
    args: {
      serial: t.arg.string({ required: true }),
      borrowerUsername: t.arg.string({ required: true }),
      purpose: t.arg({ type: Purpose, required: true }),
      dueOn: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, { dueOn, ...args }, { app, actor }) => {
      const id = await lendForm(app, actor, { ...args, dueOn: parseCalendarDate(dueOn) })
      return app.db.archiveLoan.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('returnForm', (t) =>
  t.prismaField({
    type: 'ArchiveLoan',
    description: 'Lent paper is back, at its place or at another.',
    authScopes: { may: 'form.archive' },
    errors: { types: [DomainError], union: { name: 'ReturnFormResult' } },
    args: { loanId: t.arg.string({ required: true }), archivePlace: t.arg.string() },
    resolve: async (query, _root, { loanId, archivePlace }, { app, actor }) => {
      await returnForm(app, actor, { loanId, archivePlace: archivePlace || null })
      return app.db.archiveLoan.findUniqueOrThrow({ ...query, where: { id: loanId } })
    },
  }),
)
