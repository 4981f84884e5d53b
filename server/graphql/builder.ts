import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Action } from '../../core/access/actions.ts'
import type { CardFace } from '../../core/card/card-face.ts'
import type PrismaTypes from '../../prisma/client/pothos-types.ts'
import { getDatamodel } from '../../prisma/client/pothos-types.ts'
import { mayAnywhere } from '../kernel/authorise.ts'
import { NotAllowed, SignInNeeded } from '../kernel/errors.ts'
import type { GraphqlContext } from './context.ts'

/**
 * Every field of Query, Mutation and Subscription says which action of the catalogue it is (`authScopes: { may: … }`); the operation
 * behind it judges the record's unit. Expected refusals are members of the field's result union.
 */
export const builder = new SchemaBuilder<{
  Context: GraphqlContext
  PrismaTypes: PrismaTypes
  AuthScopes: { may: Action }
  DefaultFieldNullability: false
  Scalars: { DateTime: { Input: Date; Output: Date }; CardFace: { Input: never; Output: CardFace } }
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
  scopeAuth: {
    authScopes: ({ actor }) => ({ may: (action) => mayAnywhere(actor, action) }),
    // Asked when somebody begins to listen; those who go on are asked again by what they listen to.
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, { actor }) =>
      actor.kind === 'anonymous' ? new SignInNeeded() : new NotAllowed(),
  },
  relay: {},
  prisma: { client: ({ app }) => app.db, dmmf: getDatamodel(), onUnusedQuery: 'error' },
})

builder.queryType({})
builder.mutationType({})
builder.subscriptionType({})

builder.scalarType('DateTime', {
  description: 'ISO 8601, UTC.',
  serialize: (date) => date.toISOString(),
  parseValue: () => {
    throw new TypeError('instants are given by the server only')
  },
})
