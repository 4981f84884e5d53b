import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createSchema, createYoga } from 'graphql-yoga'
import { citizenSteps, citizenView, finishedSteps, remaking } from '../../core/enrollment/citizen-steps.ts'
import type { Bilingual } from '../../core/errors.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import { portalRoutes } from '../../server/portal/portal-routes.ts'

const typeDefs = /* GraphQL */ `
  type Query {
    applicationStatus(code: String!, birthDate: String!, proof: String): ApplicationStatusAnswer!
  }
  union ApplicationStatusAnswer = ApplicationStatus | StatusNotFound | ProofNeeded | DomainRefusal
  type ProofNeeded {
    challenge: String!
    bits: Int!
  }
  type Text {
    vi: String!
    en: String!
  }
  type ApplicationStep {
    step: String!
    finishedOn: String
    current: Boolean!
  }
  type ApplicationStatus {
    code: String!
    state: String!
    promisedOn: String
    deadlineOn: String
    steps: [ApplicationStep!]!
    advice: Text!
    reasons: [Text!]!
    late: Text
  }
  type StatusNotFound {
    text: Text!
  }
  type DomainRefusal {
    code: String!
    text: Text!
  }
`

const stepDays = ['2026-11-21', '2026-11-24', '2026-11-26', '2026-11-30', '2026-12-01', '2026-12-02']

interface Details {
  readonly advice?: Bilingual
  readonly reasons?: readonly Bilingual[]
  readonly remaking?: boolean
}

/** A file in a legal state, as the server tells of it; one that left the line has its first step behind it. */
export function statusAnswer(legalState: ApplicationState, details: Details = {}) {
  const { state, step, advice } = citizenView[legalState]
  const finished = step || legalState === 'ISSUED' ? finishedSteps(legalState) : citizenSteps.slice(0, 1)
  return {
    __typename: 'ApplicationStatus',
    code: 'HN001-02-261121-0042-K',
    state: details.remaking ? 'REMAKING' : state,
    promisedOn: '2026-12-02',
    deadlineOn: '2026-12-03',
    steps: citizenSteps.map((name, i) => ({
      step: name,
      finishedOn: finished.includes(name) ? (stepDays[i] ?? null) : null,
      current: name === step,
    })),
    advice: details.remaking ? remaking : (details.advice ?? advice),
    reasons: details.reasons ?? [],
  }
}

export const notFoundAnswer = {
  __typename: 'StatusNotFound',
  text: {
    vi: 'Không có hồ sơ nào khớp với mã hồ sơ và ngày sinh này.',
    en: 'No application matches this code and date of birth.',
  } satisfies Bilingual,
}

export type Answer = { readonly __typename: string }

export interface PortalUnderTest {
  readonly url: string
  /** What was asked, in order. */
  readonly asked: { code: string; birthDate: string; proof?: string }[]
  /** Every address that was requested. */
  readonly addresses: string[]
  /** Decides the answer to the next questions; may take its time. */
  answer: (question: { code: string; birthDate: string; proof?: string }) => Answer | Promise<Answer>
  /** An HTTP failure in front of GraphQL, such as a proxy's. */
  failWith: number | null
  close(): Promise<void>
}

/** The built page behind a real HTTP server, with a GraphQL server that speaks the portal's part of the schema. */
export async function startPortal(dist: string): Promise<PortalUnderTest> {
  const app = express()
  const server = createServer(app)
  const portal: PortalUnderTest = {
    url: '',
    asked: [],
    addresses: [],
    answer: () => notFoundAnswer,
    failWith: null,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  app.use((request, response, next) => {
    portal.addresses.push(request.originalUrl)
    if (portal.failWith && request.path === '/graphql') response.status(portal.failWith).send('<h1>busy</h1>')
    else next()
  })
  const applicationStatus = (_: unknown, question: { code: string; birthDate: string; proof?: string }) => {
    portal.asked.push(question)
    return portal.answer(question)
  }
  const schema = createSchema({ typeDefs, resolvers: { Query: { applicationStatus } } })
  const yoga = createYoga({ schema, logging: false, graphiql: false, landingPage: false })
  // Express and Yoga agree on Node's own request and response.
  app.use('/graphql', (request, response) => void yoga(request, response))
  app.use(portalRoutes(dist))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(portal, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
