import { DomainError } from '../../../core/errors.ts'
import { sendBackReasons, signedSteps, type SignedStep } from '../../../core/forms/collection.ts'
import { formKinds } from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { collectForms } from './collect-forms.ts'
import { formsPage } from './forms-page.ts'
import { type KeyedForm, keyForm, readAnswers } from './key-form.ts'
import { orderPrintRun } from './order-print-run.ts'
import { sendBackForm } from './send-back-form.ts'
import { receiveForms, sendForms } from './transfer-forms.ts'
import { voidForm } from './void-form.ts'

type FormState = keyof typeof collectionFormLifecycle.table

export const FormKindType = builder.enumType('FormKind', { values: formKinds })
const State = builder.enumType('FormState', {
  values: Object.keys(collectionFormLifecycle.table) as FormState[],
})
const Step = builder.enumType('FormStep', { values: Object.keys(signedSteps) as SignedStep[] })
const SendBackReason = builder.enumType('SendBackReason', { values: sendBackReasons })

builder.prismaObject('Form', {
  description: 'A printed DC01 or DC02 on its way into the register.',
  fields: (t) => ({
    serial: t.exposeString('serial'),
    kind: t.exposeString('kind'),
    state: t.field({ type: State, select: { status: true }, resolve: ({ status }) => status as FormState }),
    unitCode: t.exposeString('unitCode'),
    score: t.exposeInt('score', { nullable: true }),
    sentBackFor: t.exposeString('sentBackFor', { nullable: true }),
    replacedBy: t.exposeString('replacedBy', { nullable: true }),
    archivePlace: t.exposeString('archivePlace', { nullable: true }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(collectionFormLifecycle, status)],
    }),
  }),
})

builder.prismaObject('PrintRun', {
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind'),
    unitCode: t.exposeString('unitCode'),
    firstSerial: t.exposeString('firstSerial'),
    lastSerial: t.exposeString('lastSerial'),
    count: t.exposeInt('count'),
  }),
})

builder.queryField('forms', (t) =>
  t.prismaConnection({
    type: 'Form',
    cursor: 'serial',
    description: 'A worklist: the forms in a state within the officer’s units, unit by unit.',
    authScopes: { may: 'form.read' },
    args: { state: t.arg({ type: State, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (
      { cursor, take, skip: _cursorItself, ...selection },
      _root,
      { state },
      { app, actor },
    ) => {
      const serials = await formsPage(app, actor, { state, after: cursor?.serial ?? null, take })
      const forms = await app.db.form.findMany({ ...selection, where: { serial: { in: serials } } })
      return forms.toSorted((a, b) => serials.indexOf(a.serial) - serials.indexOf(b.serial))
    },
  }),
)

builder.mutationField('orderPrintRun', (t) =>
  t.prismaField({
    type: 'PrintRun',
    description: 'Allots serials to a unit; its forms are then handed out.',
    authScopes: { may: 'form.print' },
    errors: { types: [DomainError], union: { name: 'OrderPrintRunResult' } },
    args: {
      kind: t.arg({ type: FormKindType, required: true }),
      unitCode: t.arg.string({ required: true }),
      count: t.arg.int({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await orderPrintRun(app, actor, args)
      return app.db.printRun.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Stack = builder.objectRef<{ count: number }>('FormStack').implement({
  fields: (t) => ({ count: t.exposeInt('count') }),
})

builder.mutationField('collectForms', (t) =>
  t.field({
    type: Stack,
    description: 'Signs one step for a stack of forms: all of them, or none.',
    authScopes: { may: 'form.read' },
    errors: { types: [DomainError], union: { name: 'CollectFormsResult' } },
    args: {
      serials: t.arg.stringList({ required: true }),
      step: t.arg({ type: Step, required: true }),
      archivePlace: t.arg.string(),
    },
    resolve: async (_root, { serials, step, archivePlace }, { app, actor }) => ({
      count: await collectForms(app, actor, { serials, step, ...(archivePlace && { archivePlace }) }),
    }),
  }),
)

builder.mutationField('sendBackForm', (t) =>
  t.prismaField({
    type: 'Form',
    authScopes: { may: 'form.read' },
    errors: { types: [DomainError], union: { name: 'SendBackFormResult' } },
    args: {
      serial: t.arg.string({ required: true }),
      reason: t.arg({ type: SendBackReason, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await sendBackForm(app, actor, args)
      return app.db.form.findUniqueOrThrow({ ...query, where: { serial: parseFormSerial(args.serial) } })
    },
  }),
)

builder.mutationField('voidForm', (t) =>
  t.prismaField({
    type: 'Form',
    authScopes: { may: 'form.collect' },
    errors: { types: [DomainError], union: { name: 'VoidFormResult' } },
    args: { serial: t.arg.string({ required: true }), replacedBy: t.arg.string() },
    resolve: async (query, _root, { serial, replacedBy }, { app, actor }) => {
      await voidForm(app, actor, { serial, replacedBy: replacedBy ?? null })
      return app.db.form.findUniqueOrThrow({ ...query, where: { serial: parseFormSerial(serial) } })
    },
  }),
)

const Transfer = builder.objectRef<{ id: string; dueOn: string | null }>('FormTransferReceipt').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    dueOn: t.exposeString('dueOn', {
      nullable: true,
      description: 'yyyy-MM-dd: scanned and transmitted by then',
    }),
  }),
})

builder.mutationField('sendForms', (t) =>
  t.field({
    type: Transfer,
    authScopes: { may: 'form.collect' },
    errors: { types: [DomainError], union: { name: 'SendFormsResult' } },
    args: {
      fromUnitCode: t.arg.string({ required: true }),
      toUnitCode: t.arg.string({ required: true }),
      serials: t.arg.stringList({ required: true }),
    },
    resolve: async (_root, args, { app, actor }) => ({ id: await sendForms(app, actor, args), dueOn: null }),
  }),
)

builder.mutationField('receiveForms', (t) =>
  t.field({
    type: Transfer,
    description: 'The scanning office signs for a transfer; the 45 days begin.',
    authScopes: { may: 'form.key' },
    errors: { types: [DomainError], union: { name: 'ReceiveFormsResult' } },
    args: { id: t.arg.string({ required: true }), serials: t.arg.stringList({ required: true }) },
    resolve: async (_root, args, { app, actor }) => ({
      id: args.id,
      ...(await receiveForms(app, actor, args)),
    }),
  }),
)

const Fault = builder.objectRef<FormFault>('FormFault').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    fault: t.exposeString('fault'),
    severity: t.exposeString('severity'),
    text: t.expose('text', { type: BilingualText }),
  }),
})

const Keyed = builder.objectRef<KeyedForm>('KeyedForm').implement({
  fields: (t) => ({
    next: t.exposeString('next', { description: 'SECOND_KEY, THIRD_KEY or ENTERED' }),
    differing: t.stringList({ resolve: ({ differing }) => [...differing] }),
    score: t.exposeInt('score'),
    faults: t.field({ type: [Fault], resolve: ({ faults }) => [...faults] }),
  }),
})

builder.mutationField('keyForm', (t) =>
  t.field({
    type: Keyed,
    description: 'One person’s key-entry: answers by field id, as JSON.',
    authScopes: { may: 'form.key' },
    errors: { types: [DomainError], union: { name: 'KeyFormResult' } },
    args: { serial: t.arg.string({ required: true }), answers: t.arg.string({ required: true }) },
    resolve: (_root, { serial, answers }, { app, actor }) =>
      keyForm(app, actor, { serial, answers: readAnswers(answers) }),
  }),
)
