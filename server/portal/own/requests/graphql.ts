import { DomainError } from '../../../../core/errors.ts'
import { changeOwnContact } from '../../../enrollment/own-file/change-own-contact.ts'
import { changeOwnDelivery } from '../../../enrollment/own-file/change-own-delivery.ts'
import { resubmitOwnFile } from '../../../enrollment/own-file/resubmit-own-file.ts'
import { withdrawOwnFile } from '../../../enrollment/own-file/withdraw-own-file.ts'
import { removePaper } from '../../../enrollment/pre-registration/remove-paper.ts'
import {
  IllegalPreRegistration,
  savePreRegistration,
} from '../../../enrollment/pre-registration/save-pre-registration.ts'
import { submitPreRegistration } from '../../../enrollment/pre-registration/submit-pre-registration.ts'
import { withdrawPreRegistration } from '../../../enrollment/pre-registration/withdraw-pre-registration.ts'
import { preRegistrationSchema } from '../../../../core/enrollment/pre-registration.ts'
import { builder } from '../../../graphql/builder.ts'

const Done = builder
  .objectRef<{ readonly id: string; readonly code: string | null }>('OwnRequest')
  .implement({
    description: 'What was asked for is done; an online request has become a file, whose code this is.',
    fields: (t) => ({ id: t.exposeString('id'), code: t.exposeString('code', { nullable: true }) }),
  })

const DeliveryInput = builder.inputType('OwnDeliveryInput', {
  fields: (t) => ({
    kind: t.string({ required: true, description: 'PICKUP with centre, or POST with all the others' }),
    centre: t.string(),
    recipient: t.string(),
    address: t.string(),
    unit: t.string({ description: 'Code of the commune' }),
    phone: t.string(),
  }),
})

const DeclaredInput = builder.inputType('DeclaredInput', {
  fields: (t) => ({ field: t.string({ required: true }), text: t.string({ required: true }) }),
})

const PreRegistrationInput = builder.inputType('PreRegistrationInput', {
  fields: (t) => ({
    resident: t.string({ required: true }),
    channel: t.string({ required: true, description: 'VISIT, ONLINE' }),
    kind: t.string({ required: true }),
    reason: t.string({ required: true }),
    declared: t.field({ type: [DeclaredInput], required: true }),
    phone: t.string(),
    email: t.string(),
    delivery: t.field({ type: DeliveryInput }),
  }),
})

type GivenDelivery = { readonly [field: string]: string | null | undefined }

/** Without the fields that were not given: each kind of delivery has its own. */
const deliveryFrom = (given: GivenDelivery | null | undefined) =>
  given
    ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
    : null

builder.mutationField('savePreRegistration', (t) =>
  t.field({
    type: Done,
    description: 'Keeps what was filled in, once for each person, until it is handed in.',
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'SavePreRegistrationResult' } },
    args: { filled: t.arg({ type: PreRegistrationInput, required: true }) },
    resolve: async (_root, { filled }, { app, actor }) => {
      const { resident, declared, phone = null, email = null, delivery, ...rest } = filled
      const content = preRegistrationSchema.safeParse({
        ...rest,
        phone,
        email,
        delivery: deliveryFrom(delivery),
        declared: Object.fromEntries(declared.map(({ field, text }) => [field, text])),
      })
      if (!content.success)
        throw new IllegalPreRegistration(content.error.issues.map(({ path }) => String(path[0])))
      const { id } = await savePreRegistration(app, actor, { residentId: resident, ...content.data })
      return { id, code: null }
    },
  }),
)

builder.mutationField('submitPreRegistration', (t) =>
  t.field({
    type: Done,
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'SubmitPreRegistrationResult' } },
    args: {
      id: t.arg.string({ required: true }),
      centre: t.arg.string({ required: true, description: 'Who answers for an online request; else empty.' }),
      consent: t.arg.string({ required: true, description: 'Version of the text that was agreed to.' }),
    },
    resolve: async (_root, submission, { app, actor }) => {
      const made = await submitPreRegistration(app, actor, submission)
      return { id: made?.id ?? submission.id, code: made?.code ?? null }
    },
  }),
)

builder.mutationField('withdrawPreRegistration', (t) =>
  t.field({
    type: Done,
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'WithdrawPreRegistrationResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await withdrawPreRegistration(app, actor, { id })
      return { id, code: null }
    },
  }),
)

builder.mutationField('removeOwnPaper', (t) =>
  t.field({
    type: Done,
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'RemoveOwnPaperResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await removePaper(app, actor, { id })
      return { id, code: null }
    },
  }),
)

builder.mutationField('withdrawOwnFile', (t) =>
  t.field({
    type: Done,
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'WithdrawOwnFileResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await withdrawOwnFile(app, actor, { id })
      return { id, code: null }
    },
  }),
)

builder.mutationField('resubmitOwnFile', (t) =>
  t.field({
    type: Done,
    description: 'A returned online file goes in again, with the pages that were sent for it.',
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'ResubmitOwnFileResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await resubmitOwnFile(app, actor, { id })
      return { id, code: null }
    },
  }),
)

builder.mutationField('changeOwnDelivery', (t) =>
  t.field({
    type: Done,
    description: 'Where the card is to go, until it is packed.',
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'ChangeOwnDeliveryResult' } },
    args: {
      id: t.arg.string({ required: true }),
      delivery: t.arg({ type: DeliveryInput, required: true }),
    },
    resolve: async (_root, { id, delivery }, { app, actor }) => {
      await changeOwnDelivery(app, actor, { id, delivery: deliveryFrom({ ...delivery }) })
      return { id, code: null }
    },
  }),
)

builder.mutationField('changeOwnContact', (t) =>
  t.field({
    type: Done,
    authScopes: { may: 'citizen.apply' },
    errors: { types: [DomainError], union: { name: 'ChangeOwnContactResult' } },
    args: { id: t.arg.string({ required: true }), phone: t.arg.string(), email: t.arg.string() },
    resolve: async (_root, { id, phone = null, email = null }, { app, actor }) => {
      await changeOwnContact(app, actor, { id, phone, email })
      return { id, code: null }
    },
  }),
)
