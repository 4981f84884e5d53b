import type { Express } from 'express'
import {
  type GraphQLArgument,
  type GraphQLField,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Action, actions, ruleOf } from '../../../core/access/actions.ts'
import { schema } from '../../../server/graphql/schema.ts'
import { createHttp } from '../../../server/http.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  askGraphql,
  type HttpServer,
  nobody,
  openHttp,
  refusalIn,
  signIn,
  tokenOf,
  ready,
} from '../../support/http.ts'
import { installMachine } from '../../support/machines.ts'
import { hireOfficer } from '../../support/officers.ts'
import { unknownId } from '../../support/factory.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

interface RootField {
  readonly operation: 'query' | 'mutation'
  readonly field: GraphQLField<unknown, unknown>
}

const rootFields: readonly RootField[] = [
  ...Object.values(schema.getQueryType()?.getFields() ?? {}).map(
    (field) => ({ operation: 'query', field }) as const,
  ),
  ...Object.values(schema.getMutationType()?.getFields() ?? {}).map(
    (field) => ({ operation: 'mutation', field }) as const,
  ),
]

/** The action in a field's `authScopes`. */
function actionOf(field: RootField['field']): unknown {
  const { authScopes } = (field.extensions['pothosOptions'] ?? {}) as { authScopes?: { may?: unknown } }
  return authScopes?.may
}

/** A question that is right in form and means nothing. */
function questionFor({ operation, field }: RootField): string {
  const needed = field.args.filter(({ type }) => String(type).endsWith('!'))
  const given = needed.map((arg) => `${arg.name}: ${literalFor(arg)}`).join(', ')
  const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : ''
  return `${operation} { ${field.name}${given && `(${given})`} ${selection} }`
}

/** Lists of input objects and of the rest are met alike: GraphQL takes one value for a list of one. */
function literalFor({ type }: Pick<GraphQLArgument, 'type'>): string {
  const named = getNamedType(type)
  if (isEnumType(named)) return named.getValues()[0]?.name ?? ''
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields())
    const needed = named.isOneOf ? fields.slice(0, 1) : fields.filter((one) => String(one.type).endsWith('!'))
    return `{ ${needed.map((one) => `${one.name}: ${literalFor(one)}`).join(', ')} }`
  }
  if (named.name === 'Int' || named.name === 'Float') return '1'
  return named.name === 'Boolean' ? 'true' : `"${unknownId()}"`
}

const isPublic = (action: unknown) => ruleOf(action as Action).reach === 'public'
const named = (fields: readonly RootField[]) => fields.map((field) => [field.field.name, field] as const)
const guarded = rootFields.filter(({ field }) => !isPublic(actionOf(field)))

describe('every field of Query and Mutation', () => {
  test.each(named(rootFields))('%s names an action of the catalogue', (_, { field }) => {
    expect(Object.keys(actions)).toContain(actionOf(field))
  })

  let before: Awaited<ReturnType<typeof contentOf>>
  beforeAll(async () => {
    before = await contentOf(running.app)
  })

  test.each(named(guarded))('%s refuses somebody who is not signed in', async (_, field) => {
    const answer = await askGraphql(server, { query: questionFor(field) })
    expect(answer).toMatchObject({ data: null, errors: ['UNAUTHENTICATED'] })
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('refuses officers of all roles that its action does not name, and machines', async () => {
    const stock = await signIn(server, await hireOfficer(running.app, 'STOCK_KEEPER'))
    const kiosk = await tokenOf(server, running.app, await installMachine(running.app, 'KIOSK'))
    const before = await contentOf(running.app)
    const outcomes: Record<string, unknown> = {}
    for (const field of guarded) {
      const query = questionFor(field)
      const forKeeper = ruleOf(actionOf(field.field) as Action).roles.includes('STOCK_KEEPER')
      const asked = forKeeper ? [kiosk] : [kiosk, stock.credentials]
      const answers = await Promise.all(
        asked.map((credentials) => askGraphql(server, { query }, credentials)),
      )
      outcomes[field.field.name] = new Set(answers.flatMap(({ errors }) => errors))
    }
    const forbidden = new Set(['FORBIDDEN'])
    expect(outcomes).toEqual(Object.fromEntries(guarded.map(({ field }) => [field.name, forbidden])))
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('every field of Subscription names an action of the catalogue too, none of them public', () => {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    expect(Object.keys(actions)).toContain(actionOf(field))
    expect(isPublic(actionOf(field))).toBe(false)
  }
})

test('what is public is two questions: where a file stands, and who asked about its applicant', () => {
  const asked = rootFields.filter(({ field }) => isPublic(actionOf(field))).map(({ field }) => field.name)
  expect(asked.toSorted()).toEqual([
    'applicantFees',
    'applicationStatus',
    'bookOwnVisit',
    'cancelOwnVisit',
    'disclosures',
    'ownVisits',
    'rebookOwnVisit',
    'reportLostCard',
    'visitCentres',
    'visitSlots',
  ])
})

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: { readonly stack?: readonly Layer[] }
}

/** `METHOD /path` of every route. */
function routesOf(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : routesOf(handle.stack ?? []),
  )
}

async function allRoutes(): Promise<string[]> {
  const page = `${running.dataDir}/page`
  const http: Express = await createHttp(running.app, { portal: page, consoles: page, readiness: ready })
  return routesOf((http as unknown as { router: { stack: Layer[] } }).router.stack)
}

describe('every route over HTTP', () => {
  /**
   * Installation and sign-in of machines, notices of payments and receipts of messages, questions and chips of agencies, relying parties with their tokens, and addresses given to an ABIS prove themselves; health is
   * for the operator's probes, a ticket's reference is what whoever booked was given, and the card PKI's certificates, lists and page for checking QRs for everybody who inspects.
   */
  const open = [
    'GET /healthz',
    'GET /readyz',
    'POST /machines',
    'POST /machines/token',
    'GET /machines/:id',
    'POST /sharing/queries',
    'GET /sharing/keys',
    'POST /chip-inspections',
    'GET /chip-inspections/trust',
    'GET /abis/biometrics/:token',
    'GET /pki/crl.crl',
    'GET /pki/csca.cer',
    'GET /pki/masterlist.ml',
    'GET /pki/qr-signers',
    'GET /appointments/:id/ticket.pdf',
    'GET /card-status/lists',
    'GET /card-status/lists/:list',
    'GET /citizen/session',
    'POST /citizen/code',
    'POST /citizen/sign-in',
    'POST /citizen/sign-out',
    'GET /citizen/oidc',
    'GET /citizen/oidc/back',
    'POST /payments/notices',
    'GET /kiem-tra-qr',
    'GET /kiem-tra-qr/tai-ve',
    'GET /pki/certificates/:serial.cer',
    'GET /tra-cuu',
    'POST /tra-cuu',
    'POST /notices/receipts',
    'GET /.well-known/oauth-authorization-server',
    'POST /oauth/token',
    'POST /verification/v1/cards',
    'POST /verification/v1/chips',
    'POST /verification/v1/persons',
    'POST /verification/v1/qr',
  ]

  test('is known here, so that a new one is thought about', async () => {
    expect((await allRoutes()).toSorted()).toEqual(
      [
        ...open,
        'GET /adjudication/cases/:id/documents/:documentId',
        'GET /adjudication/cases/:id/samples/:sampleId',
        'POST /adjudication/cases/:id/documents',
        'GET /applications/:code/result.pdf',
        'POST /citizen/papers/applications/:id',
        'POST /citizen/papers/pre-registrations/:id',
        'GET /applications/:code/slip.pdf',
        'GET /applications/:id/evidence/:imageId',
        'GET /applications/:id/samples/:imageId',
        'GET /blobs/:sha256',
        'GET /card-lists/:id/home.json',
        'GET /card-lists/:id/list.pdf',
        'POST /card-lists/:id/result',
        'POST /carrier-proofs',
        'GET /mailings/:id/slip.pdf',
        'GET /hand-overs/:cardId/receipt.pdf',
        'POST /hand-overs/fingers',
        'GET /cards/:id/confirmation.pdf',
        'GET /cards/:id/portrait',
        'GET /conflicts/:id/paper',
        'GET /fees/receipts/:id.pdf',
        'GET /fees/report.csv',
        'GET /imports/:id/errors.csv',
        'GET /kiosk/settings',
        'GET /minutes/:id.pdf',
        'GET /notices/letters.pdf',
        'GET /notices/list.pdf',
        'POST /kiosk/devices',
        'GET /kiosk/day',
        'GET /kiosk/reference',
        'GET /kiosk/returned/:code',
        'POST /kiosk/day-report',
        'POST /kiosk/subjects',
        'GET /labels/blanks.pdf',
        'GET /labels/boxes.pdf',
        'GET /packets/:sha256',
        'PATCH /packets/:sha256',
        'GET /form-scans/:id/crops/:field.png',
        'GET /form-scans/:id/page.png',
        'GET /parcels/:id/list.pdf',
        'GET /print-jobs/:id',
        'GET /print-jobs/:id/chip',
        'GET /print-jobs/:id/portrait',
        'GET /print-runs/:id/blanks.pdf',
        'GET /quality/:jobId/portrait',
        'GET /quality/:jobId/tray-picture',
        'GET /progress/:file',
        'POST /campaigns/:id/targets',
        'POST /hamlets',
        'GET /reviews/:id/checklist.pdf',
        'POST /card-holders/fingers',
        'POST /hand-overs',
        'POST /hand-overs/face',
        'POST /packets',
        'POST /payments/statements',
        'POST /requests/papers',
        'POST /print-jobs/:id/blank',
        'POST /print-jobs/:id/chip-keys',
        'POST /print-jobs/:id/events',
        'POST /print-jobs/:id/heartbeat',
        'POST /print-jobs/:id/tray-picture',
        'POST /print-jobs/claim',
        'POST /print-stations/stop',
        'POST /stations/state',
        'GET /uploads/:id',
        'PATCH /uploads/:id',
        'POST /uploads',
      ].toSorted(),
    )
  })

  test('refuses somebody who is not signed in, an officer without the role, and a session that is none', async () => {
    const badToken = { authorization: 'Bearer x.y.z' }
    const badSession = { cookie: 'better-auth.session_token=x.y' }
    const keeper = await signIn(server, await hireOfficer(running.app, 'STOCK_KEEPER'))
    const before = await contentOf(running.app)
    const asked = [nobody, badToken, badSession, keeper.credentials]
    const outcomes: Record<string, readonly string[]> = {}
    for (const route of (await allRoutes()).filter((one) => !open.includes(one))) {
      const [method = '', path = ''] = route.split(' ')
      const url = server.url + path.replace(':id', unknownId()).replace(':sha256', 'ab'.repeat(32))
      const calls = asked.map(async (headers) => refusalIn(await fetch(url, { method, headers })))
      outcomes[route] = await Promise.all(calls)
    }
    const signInFirst = '401 UNAUTHENTICATED'
    const refusals = [signInFirst, signInFirst, signInFirst, '403 FORBIDDEN']
    expect(Object.keys(outcomes)).toHaveLength(67)
    // A stock keeper's own, asked for without words.
    const ownRefusals = [signInFirst, signInFirst, signInFirst, '400 ILLEGAL_REQUEST']
    expect(outcomes).toEqual({
      ...Object.fromEntries(Object.keys(outcomes).map((route) => [route, refusals])),
      'GET /labels/blanks.pdf': ownRefusals,
      'GET /minutes/:id.pdf': [signInFirst, signInFirst, signInFirst, '404 NOT_FOUND'],
      'GET /card-lists/:id/list.pdf': [signInFirst, signInFirst, signInFirst, '404 NOT_FOUND'],
    })
    expect(await contentOf(running.app)).toEqual(before)
  })
})
