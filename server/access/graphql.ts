import { roleNames, type Role } from '../../core/access/actions.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import type { Actor, HeldRole } from '../kernel/actor.ts'
import { NotAllowed } from '../kernel/errors.ts'

const HeldRoleType = builder.objectRef<HeldRole>('HeldRole').implement({
  fields: (t) => ({
    role: t.exposeString('role'),
    unitCode: t.exposeString('unitCode'),
    title: t.field({ type: BilingualText, resolve: ({ role }) => roleNames[role as Role] }),
  }),
})

const Session = builder.objectRef<Extract<Actor, { kind: 'officer' }>>('Session').implement({
  description: 'The signed-in officer.',
  fields: (t) => ({
    officerId: t.exposeString('id'),
    roles: t.field({ type: [HeldRoleType], resolve: ({ roles }) => [...roles] }),
  }),
})

builder.queryField('session', (t) =>
  t.field({
    type: Session,
    authScopes: { may: 'session.read' },
    resolve: (_root, _args, { actor }) => {
      if (actor.kind !== 'officer') throw new NotAllowed()
      return actor
    },
  }),
)
