import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { type LostCard, reportLostCard, reportOwnLostCard } from './report-lost-card.ts'

const Loss = builder.enumType('CardLoss', { values: ['LOST', 'STOLEN'] as const })

const Reported = builder.objectRef<LostCard>('LostCard').implement({
  description: 'The card is locked, and relying parties are told so.',
  fields: (t) => ({
    changed: t.exposeBoolean('changed', { description: 'False where it was locked before.' }),
    at: t.expose('at', { type: 'DateTime', description: 'Since when.' }),
  }),
})

builder.mutationField('reportLostCard', (t) =>
  t.field({
    type: Reported,
    description: 'Locks the lost card of whom code, birth date and citizen number name; no sign-in.',
    authScopes: { may: 'card.report-lost' },
    errors: { types: [DomainError], union: { name: 'ReportLostCardResult' } },
    args: {
      code: t.arg.string({ required: true }),
      birthDate: t.arg.string({ required: true }),
      number: t.arg.string({ required: true, description: 'all 12 digits' }),
      ground: t.arg({ type: Loss, required: true }),
    },
    resolve: (_root, args, { app, actor }) => reportLostCard(app, actor, args),
  }),
)

builder.mutationField('reportOwnLostCard', (t) =>
  t.field({
    type: Reported,
    description: 'Locks the lost card of the citizen who signed in.',
    authScopes: { may: 'card.lock' },
    errors: { types: [DomainError], union: { name: 'ReportOwnLostCardResult' } },
    args: { ground: t.arg({ type: Loss, required: true }) },
    resolve: (_root, args, { app, actor }) => reportOwnLostCard(app, actor, args),
  }),
)
