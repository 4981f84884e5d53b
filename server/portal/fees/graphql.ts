import { DomainError } from '../../../core/errors.ts'
import { FeeDeadlineType, FeeTransferType, PaymentStateType } from '../../enrollment/fees/graphql.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { StatusNotFound } from '../application-status.ts'
import { ProofNeeded } from '../look-up-guard.ts'
import { type ApplicantFee, feeOfApplicant } from './fee-of-applicant.ts'

const Fee = builder.objectRef<ApplicantFee>('ApplicantFee').implement({
  description: 'A fee as the applicant sees it.',
  fields: (t) => ({
    state: t.expose('state', { type: PaymentStateType }),
    amount: t.exposeInt('amount', { description: 'Đồng.' }),
    rule: t.field({ type: BilingualText, nullable: true, resolve: ({ rule }) => rule }),
    demandedBefore: t.expose('demandedBefore', { type: FeeDeadlineType }),
    transfer: t.field({ type: FeeTransferType, nullable: true, resolve: ({ transfer }) => transfer }),
    receipt: t.exposeString('receipt', { nullable: true, description: 'Its number.' }),
  }),
})

const Fees = builder.objectRef<{ readonly fees: readonly ApplicantFee[] }>('ApplicantFees').implement({
  fields: (t) => ({ fees: t.field({ type: [Fee], resolve: ({ fees }) => fees }) }),
})

builder.queryField('applicantFees', (t) =>
  t.field({
    type: Fees,
    description: 'What is due for a file and how to transfer it, by its code and the birth date; no sign-in.',
    authScopes: { may: 'application.status' },
    errors: { types: [StatusNotFound, ProofNeeded, DomainError], union: { name: 'ApplicantFeesResult' } },
    args: {
      code: t.arg.string({ required: true }),
      birthDate: t.arg.string({ required: true }),
      proof: t.arg.string({ description: 'the challenge of ProofNeeded, a colon, and its solution' }),
    },
    resolve: async (_root, { code, birthDate, proof = null }, { app, network = '' }) => ({
      fees: await feeOfApplicant(app, { code, birthDate, proof, network }),
    }),
  }),
)
