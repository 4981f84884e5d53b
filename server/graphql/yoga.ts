import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { createYoga } from 'graphql-yoga'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor } from '../kernel/actor.ts'
import type { GraphqlContext, ServerApp } from './context.ts'
import { maskError } from './errors.ts'
import { schema } from './schema.ts'

/** Deeper or wider questions than any screen asks are refused before they run. */
const limits = { depth: 10, aliases: 15 }

export function createGraphql(app: ServerApp, actorOf: (request: IncomingMessage) => Promise<Actor>) {
  const mask = maskError(app)
  return createYoga<{ req: IncomingMessage; res: ServerResponse }, GraphqlContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: !app.env.production,
    logging: false,
    batching: false,
    maskedErrors: { maskError: mask },
    plugins: [
      useCSRFPrevention({ requestHeaders: ['x-graphql-yoga-csrf'] }),
      maxDepthPlugin({ n: limits.depth, ignoreIntrospection: true }),
      maxAliasesPlugin({ n: limits.aliases }),
    ],
    context: async ({ req }) => ({ app, actor: await actorOf(req) }),
  })
}
