import { citizenSteps } from '../../core/enrollment/citizen-steps.ts'
import { DomainError } from '../../core/errors.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import {
  type OwnDisclosure,
  type OwnDisclosurePage,
  disclosuresOfApplicant,
} from './disclosures-of-applicant.ts'
import { type ApplicationStatus, StatusNotFound, type StatusStep } from './application-status.ts'
import { ProofNeeded } from './look-up-guard.ts'
import { lookUpStatus } from './look-up-status.ts'

const Step = builder.enumType('CitizenStep', { values: citizenSteps })

const CitizenState = builder.enumType('CitizenState', {
  values: [
    ...citizenSteps,
    'RETURNED',
    'REMAKING',
    'REFUSED',
    'WITHDRAWN',
    'LAPSED',
    'CLOSED',
    'COMPLETED',
  ] as const,
})

const StatusStepType = builder.objectRef<StatusStep>('StatusStep').implement({
  fields: (t) => ({
    step: t.expose('step', { type: Step }),
    finishedOn: t.exposeString('finishedOn', { nullable: true, description: 'yyyy-MM-dd' }),
    current: t.exposeBoolean('current'),
  }),
})

export const StatusType = builder.objectRef<ApplicationStatus>('ApplicationStatus').implement({
  description: 'A file as its applicant sees it.',
  fields: (t) => ({
    code: t.exposeString('code'),
    state: t.expose('state', { type: CitizenState }),
    promisedOn: t.exposeString('promisedOn', { nullable: true, description: 'yyyy-MM-dd' }),
    deadlineOn: t.exposeString('deadlineOn', { nullable: true, description: 'yyyy-MM-dd, by law' }),
    steps: t.field({ type: [StatusStepType], resolve: ({ steps }) => steps }),
    advice: t.expose('advice', { type: BilingualText }),
    reasons: t.field({ type: [BilingualText], resolve: ({ reasons }) => reasons }),
    late: t.field({
      type: BilingualText,
      nullable: true,
      description: 'Why it comes later than the law has it, or why no day can be told, and what to do.',
      resolve: ({ late }) => late,
    }),
  }),
})

builder.objectType(ProofNeeded, {
  name: 'ProofNeeded',
  description:
    'After many wrong look-ups: a number is to be found, so that SHA-256(challenge:number) begins with `bits` zero bits.',
  fields: (t) => ({
    challenge: t.exposeString('challenge'),
    bits: t.exposeInt('bits'),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
  }),
})

builder.objectType(StatusNotFound, {
  name: 'StatusNotFound',
  fields: (t) => ({ text: t.field({ type: BilingualText, resolve: ({ text }) => text }) }),
})

builder.queryField('applicationStatus', (t) =>
  t.field({
    type: StatusType,
    description:
      'Where a file stands, by its code and the birth date (yyyy-MM-dd, yyyy-MM or yyyy); no sign-in.',
    authScopes: { may: 'application.status' },
    errors: { types: [StatusNotFound, ProofNeeded, DomainError], union: { name: 'ApplicationStatusResult' } },
    args: {
      code: t.arg.string({ required: true }),
      birthDate: t.arg.string({ required: true }),
      proof: t.arg.string({ description: 'the challenge of ProofNeeded, a colon, and its solution' }),
    },
    resolve: (_root, { code, birthDate, proof = null }, { app, network = '' }) =>
      lookUpStatus(app, { code, birthDate, proof, network }),
  }),
)

const OwnDisclosureType = builder.objectRef<OwnDisclosure>('OwnDisclosure').implement({
  description: 'One use of a citizen’s data, as the citizen reads it at home.',
  fields: (t) => ({
    agency: t.exposeString('agency'),
    purpose: t.expose('purpose', { type: BilingualText }),
    on: t.exposeString('on', { description: 'yyyy-MM-dd' }),
    fields: t.field({
      type: [BilingualText],
      description: 'What the agency was told, or had confirmed; empty where it was told nothing.',
      resolve: ({ fields }) => fields,
    }),
  }),
})

export const OwnDisclosurePageType = builder.objectRef<OwnDisclosurePage>('OwnDisclosurePage').implement({
  fields: (t) => ({
    disclosures: t.field({ type: [OwnDisclosureType], resolve: ({ disclosures }) => disclosures }),
    next: t.exposeString('next', { nullable: true }),
  }),
})

builder.queryField('disclosures', (t) =>
  t.field({
    type: OwnDisclosurePageType,
    description:
      'Who asked about the holder of a file, the newest first, 20 a page: code, birth date and citizen number agree; no sign-in.',
    authScopes: { may: 'disclosure.own' },
    errors: { types: [DomainError], union: { name: 'OwnDisclosuresResult' } },
    args: {
      code: t.arg.string({ required: true }),
      birthDate: t.arg.string({ required: true }),
      number: t.arg.string({ required: true, description: 'all 12 digits' }),
      after: t.arg.string({ description: '`next` of the page before' }),
    },
    resolve: (_root, args, { app, actor }) => disclosuresOfApplicant(app, actor, args),
  }),
)
