import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { GraphQLError } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Bilingual } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { networkOf } from '../portal/sign-in/network-of.ts'
import { unitsNow } from '../kernel/units.ts'
import type { GraphqlContext, ServerApp } from './context.ts'
import { maskError } from './errors.ts'
import { schema } from './schema.ts'

/** As Express reads it behind the proxies that it trusts. */
const addressOf = (request: IncomingMessage) =>
  'ip' in request && typeof request.ip === 'string' ? request.ip : (request.socket.remoteAddress ?? '')

/** Deeper or wider questions than any screen asks are refused before they run. */
const limits = { depth: 10, aliases: 15 }

const tooLarge: Bilingual = {
  vi: 'Câu hỏi gửi lên quá sâu hoặc quá nhiều.',
  en: 'The query is too deep or asks for too much.',
}

/** Reported, not thrown: the plugins' own errors come from another copy of `graphql` and would pass for a bug of ours. */
const refuse = {
  propagateOnRejection: false,
  onReject: [
    (context: { reportError(error: GraphQLError): void } | null) =>
      context?.reportError(
        new GraphQLError(tooLarge.en, { extensions: { code: 'QUESTION_TOO_LARGE', ...tooLarge } }),
      ),
  ],
}

export function createGraphql(app: ServerApp, actorOf: (request: IncomingMessage) => Promise<Actor>) {
  const mask = maskError(app)
  return createYoga<{ req: IncomingMessage; res: ServerResponse }, GraphqlContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    logging: false,
    batching: false,
    // Every page that asks comes from this server itself.
    cors: false,
    maskedErrors: { maskError: mask },
    plugins: [
      useCSRFPrevention({ requestHeaders: ['x-graphql-yoga-csrf'] }),
      maxDepthPlugin({ n: limits.depth, ignoreIntrospection: true, ...refuse }),
      maxAliasesPlugin({ n: limits.aliases, ...refuse }),
    ],
    context: async ({ req }) => {
      const actor = await actorOf(req)
      if (actor.kind === 'officer') await unitsNow(app)
      return { app, actor, network: networkOf({ ip: addressOf(req) }), actorNow: () => actorOf(req) }
    },
  })
}
