import { parseFormSerial } from '../../../../core/forms/serial.ts'
import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { codesFor } from '../../reconciliation/conflict-worklist.ts'
import { FormKindType } from '../graphql.ts'
import { loadFormIntoRegister } from '../load-form.ts'
import { loadForms, refusalsOf } from '../load-forms.ts'
import type { LoadedForm } from '../loading.ts'

const Outcome = builder.enumType('LoadOutcome', {
  values: {
    LOADED: { description: 'The form is in the register.' },
    WAITING: { description: 'It contradicts the register, and waits for its conflict case.' },
  } as const,
})

const Loaded = builder.objectRef<LoadedForm & { readonly serial: string }>('LoadedForm').implement({
  description: 'What came of loading a form.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: Outcome }),
    form: t.prismaField({
      type: 'Form',
      resolve: (query, { serial }, _args, { app }) =>
        app.db.form.findUniqueOrThrow({ ...query, where: { serial } }),
    }),
    residentId: t.exposeString('residentId', { nullable: true }),
    conflictId: t.exposeString('conflictId', {
      nullable: true,
      description: 'The case that it waits for; of a DC02, the case of what a correction cannot carry.',
    }),
    changeId: t.exposeString('changeId', {
      nullable: true,
      description: 'A correction that waits for a checker.',
    }),
    inquiryId: t.exposeString('inquiryId', {
      nullable: true,
      description: 'The inquiry that was sent to the police of a permanent residence elsewhere.',
    }),
    filled: t.stringList({
      description: 'Fields of the record that were empty and are now filled.',
      resolve: ({ filled }) => [...filled],
    }),
  }),
})

builder.mutationField('loadForm', (t) =>
  t.field({
    type: Loaded,
    description: 'Loads a transmitted form into the register; nothing there is overwritten.',
    authScopes: { may: 'form.load' },
    errors: { types: [DomainError], union: { name: 'LoadFormResult' } },
    args: { serial: t.arg.string({ required: true }) },
    resolve: async (_root, { serial }, { app, actor }) => ({
      ...(await loadFormIntoRegister(app, actor, { serial })),
      serial: parseFormSerial(serial),
    }),
  }),
)

const RefusedCount = builder.objectRef<ReturnType<typeof refusalsOf>[number]>('RefusedForms').implement({
  fields: (t) => ({ code: t.exposeString('code'), count: t.exposeInt('count') }),
})

builder.prismaObject('FormLoad', {
  description: 'A bulk load of a unit’s transmitted forms, and how far it is.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    formKind: t.exposeString('formKind'),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    total: t.exposeInt('total', { description: 'Transmitted forms when it began.' }),
    loaded: t.exposeInt('loaded'),
    reconciling: t.exposeInt('reconciling', { description: 'Forms that wait for a conflict case.' }),
    refused: t.field({
      type: [RefusedCount],
      select: { refused: true },
      resolve: (run) => [...refusalsOf(run)],
    }),
  }),
})

builder.mutationField('loadForms', (t) =>
  t.prismaField({
    type: 'FormLoad',
    description: 'Loads all transmitted forms of a unit and those below it, one by one, in the background.',
    authScopes: { may: 'form.load' },
    errors: { types: [DomainError], union: { name: 'LoadFormsResult' } },
    args: { unitCode: t.arg.string({ required: true }), kind: t.arg({ type: FormKindType, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await loadForms(app, actor, args)
      return app.db.formLoad.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.queryField('formLoads', (t) =>
  t.prismaConnection({
    type: 'FormLoad',
    cursor: 'id',
    description: 'Bulk loads in the officer’s units, the latest first.',
    authScopes: { may: 'form.load' },
    args: { unitCode: t.arg.string() },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { unitCode }, { app, actor }) => {
      const codes = await codesFor(app, actor, { action: 'form.load', unitCode: unitCode ?? null })
      const where = codes ? { unitCode: { in: [...codes] } } : {}
      return app.db.formLoad.findMany({ ...query, where, orderBy: { id: 'desc' } })
    },
  }),
)
