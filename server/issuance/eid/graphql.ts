import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { requestEid } from './request-eid.ts'

const Requested = builder.objectRef<{ readonly id: string }>('EidRequested').implement({
  description: 'Recorded; it is passed on to the system that issues electronic identities.',
  fields: (t) => ({ id: t.exposeString('id') }),
})

builder.mutationField('requestEid', (t) =>
  t.field({
    type: Requested,
    description:
      'A citizen asks for an electronic identity, with consent: at the desk in a file, or signed in.',
    authScopes: { may: 'eid.request' },
    errors: { types: [DomainError], union: { name: 'RequestEidResult' } },
    args: {
      applicationId: t.arg.string({ description: 'Of the desk.' }),
      level: t.arg.int({ required: true, description: '1 or 2' }),
      phone: t.arg.string({ required: true }),
      email: t.arg.string(),
      consentVersion: t.arg.string({ required: true, description: 'core/eid/consent.ts' }),
    },
    resolve: (_root, args, { app, actor }) => requestEid(app, actor, args),
  }),
)
