import { fullUnitName, unitAt } from '../../core/citizen/administrative-units.ts'
import { roleNames, type Role } from '../../core/access/actions.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import type { Actor, HeldRole } from '../kernel/actor.ts'
import { NotAllowed } from '../kernel/errors.ts'
import { unitsNow } from '../kernel/units.ts'

const HeldRoleType = builder.objectRef<HeldRole>('HeldRole').implement({
  fields: (t) => ({
    role: t.exposeString('role'),
    unitCode: t.exposeString('unitCode'),
    unitName: t.string({
      nullable: true,
      description: 'As printed; null for a unit that is no more.',
      resolve: async ({ unitCode }, _args, { app }) => {
        const { tree, today } = await unitsNow(app)
        const unit = unitAt(tree, { code: unitCode, on: today })
        return unit ? fullUnitName(unit) : null
      },
    }),
    title: t.field({ type: BilingualText, resolve: ({ role }) => roleNames[role as Role] }),
  }),
})

const Session = builder.objectRef<Extract<Actor, { kind: 'officer' }>>('Session').implement({
  description: 'The signed-in officer.',
  fields: (t) => ({
    officerId: t.exposeString('id'),
    name: t.string({
      resolve: async ({ id }, _args, { app }) => {
        const officer = await app.db.officer.findUniqueOrThrow({ where: { id }, select: { name: true } })
        return officer.name
      },
    }),
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
