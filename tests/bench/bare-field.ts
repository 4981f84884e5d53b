/** The baseline of `status_ratio`: one Yoga field that reads one application by its code through Prisma, and nothing else. */
import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { openDatabase } from '../../server/kernel/db.ts'

const { db } = openDatabase(process.argv[2] ?? '', 10)
const schema = createSchema({
  typeDefs: 'type Query { state(code: String!): String }',
  resolvers: {
    Query: {
      state: async (_root: unknown, { code }: { readonly code: string }) =>
        (await db.application.findUnique({ where: { code }, select: { status: true } }))?.status ?? null,
    },
  },
})
const yoga = createYoga({ schema, logging: false, graphiql: false, landingPage: false })
const server = createServer((request, response) => void yoga(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`)
})
