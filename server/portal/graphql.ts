import { citizenSteps } from '../../core/enrollment/citizen-steps.ts'
import { DomainError } from '../../core/errors.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import {
  type ApplicationStatus,
  applicationStatus,
  StatusNotFound,
  type StatusStep,
} from './application-status.ts'

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

const Status = builder.objectRef<ApplicationStatus>('ApplicationStatus').implement({
  description: 'A file as its applicant sees it.',
  fields: (t) => ({
    code: t.exposeString('code'),
    state: t.expose('state', { type: CitizenState }),
    promisedOn: t.exposeString('promisedOn', { nullable: true, description: 'yyyy-MM-dd' }),
    deadlineOn: t.exposeString('deadlineOn', { nullable: true, description: 'yyyy-MM-dd, by law' }),
    steps: t.field({ type: [StatusStepType], resolve: ({ steps }) => steps }),
    advice: t.expose('advice', { type: BilingualText }),
    reasons: t.field({ type: [BilingualText], resolve: ({ reasons }) => reasons }),
  }),
})

builder.objectType(StatusNotFound, {
  name: 'StatusNotFound',
  fields: (t) => ({ text: t.field({ type: BilingualText, resolve: ({ text }) => text }) }),
})

builder.queryField('applicationStatus', (t) =>
  t.field({
    type: Status,
    description:
      'Where a file stands, by its code and the birth date (yyyy-MM-dd, yyyy-MM or yyyy); no sign-in.',
    authScopes: { may: 'application.status' },
    errors: { types: [StatusNotFound, DomainError], union: { name: 'ApplicationStatusResult' } },
    args: { code: t.arg.string({ required: true }), birthDate: t.arg.string({ required: true }) },
    resolve: (_root, args, { app }) => applicationStatus(app, args),
  }),
)
