import { DomainError } from '../../../core/errors.ts'
import {
  urgentReasonCodes,
  urgentReasons,
  type UrgentReason,
} from '../../../core/production/urgent-reasons.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { type MarkedUrgent, markUrgent } from './mark-urgent.ts'
import { type UrgentQuota, urgentQuota } from './urgent-quota.ts'

const Reason = builder.enumType('UrgentReason', { values: urgentReasonCodes })

const ReasonText = builder.objectRef<UrgentReason>('UrgentReasonText').implement({
  fields: (t) => ({
    reason: t.field({ type: Reason, resolve: (reason) => reason }),
    text: t.field({ type: BilingualText, resolve: (reason) => urgentReasons[reason] }),
  }),
})

const Quota = builder.objectRef<UrgentQuota>('UrgentQuota').implement({
  fields: (t) => ({
    day: t.exposeString('day'),
    most: t.exposeInt('most'),
    used: t.exposeInt('used'),
    reasons: t.field({ type: [ReasonText], resolve: () => urgentReasonCodes }),
  }),
})

builder.queryField('urgentQuota', (t) =>
  t.field({
    type: Quota,
    description: 'How many files may still go before their turn today, and for which reasons.',
    authScopes: { may: 'application.hasten' },
    resolve: (_root, _args, { app, actor }) => urgentQuota(app, actor),
  }),
)

const Marked = builder.objectRef<MarkedUrgent>('MarkedUrgent').implement({
  fields: (t) => ({
    applicationId: t.exposeString('applicationId'),
    code: t.exposeString('code'),
    priority: t.exposeInt('priority'),
    jobId: t.exposeString('jobId', { nullable: true, description: 'The planned job that goes first now.' }),
    left: t.exposeInt('left', { description: 'Of the day’s quota.' }),
  }),
})

builder.mutationField('markUrgent', (t) =>
  t.field({
    type: Marked,
    description: 'Has a file go before new work, never before remakes.',
    authScopes: { may: 'application.hasten' },
    errors: { types: [DomainError], union: { name: 'MarkUrgentResult' } },
    args: {
      applicationId: t.arg.string(),
      code: t.arg.string({ description: 'Of the file, instead of its id.' }),
      reason: t.arg({ type: Reason, required: true }),
    },
    resolve: (_root, { applicationId, code, reason }, { app, actor }) =>
      markUrgent(app, actor, {
        ...(applicationId != null ? { applicationId } : { code: code ?? '' }),
        reason,
      }),
  }),
)
