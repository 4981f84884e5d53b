import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { readAnswers } from '../forms/key-form.ts'
import { type SyncedFieldForm, syncFieldForms } from './sync-field-forms.ts'

const FieldFormInput = builder.inputType('FieldFormInput', {
  description: 'A DC01 filled in at the door; every member must be given. `clientId` is a UUID drawn there.',
  fields: (t) => ({
    clientId: t.string(),
    serial: t.string(),
    version: t.string({ description: 'of the definition, as DC01/2025' }),
    filledOn: t.string({ description: 'yyyy-MM-dd' }),
    answers: t.string({ description: 'answers by field id, as JSON' }),
  }),
})

const Refusal = builder.objectRef<NonNullable<SyncedFieldForm['refusal']>>('FieldFormRefusal').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
  }),
})

const Synced = builder.objectRef<SyncedFieldForm>('SyncedFieldForm').implement({
  fields: (t) => ({
    clientId: t.exposeString('clientId'),
    result: t.exposeString('result', { description: 'STORED, STORED_BEFORE, REFUSED' }),
    score: t.exposeInt('score', { nullable: true, description: 'completeness, 0 to 100' }),
    refusal: t.field({ type: Refusal, nullable: true, resolve: ({ refusal }) => refusal }),
  }),
})

const SyncedList = builder
  .objectRef<{ forms: readonly SyncedFieldForm[] }>('SyncedFieldForms')
  .implement({ fields: (t) => ({ forms: t.field({ type: [Synced], resolve: ({ forms }) => [...forms] }) }) })

/** Answers that cannot be read are refused with their form, not with all of them. */
function answersIn(json: string | null | undefined): unknown {
  try {
    return readAnswers(json ?? '')
  } catch {
    return null
  }
}

builder.mutationField('syncFieldForms', (t) =>
  t.field({
    type: SyncedList,
    description: 'Stores forms filled in with or without network; each is answered on its own, in order.',
    authScopes: { may: 'form.collect' },
    errors: { types: [DomainError], union: { name: 'SyncFieldFormsResult' } },
    args: { forms: t.arg({ type: [FieldFormInput], required: true, description: 'at most 50' }) },
    resolve: async (_root, { forms }, { app, actor }) => ({
      forms: await syncFieldForms(
        app,
        actor,
        forms.map((form) => ({ ...form, answers: answersIn(form.answers) })),
      ),
    }),
  }),
)
