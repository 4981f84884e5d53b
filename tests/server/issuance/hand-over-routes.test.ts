import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { strokes } from '../../support/counter.ts'
import { dispatchedCard, openStation, plannedJob, qrOf } from '../../support/factory.ts'
import {
  askGraphql,
  type Credentials,
  type HttpServer,
  nobody,
  openHttp,
  refusalIn,
  signIn,
} from '../../support/http.ts'
import type { MachineActor } from '../../support/machines.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { keepTemplates, printPng } from '../../support/prints.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let server: HttpServer
let station: MachineActor
let issuer: Credentials
let fingers: readonly (readonly [string, Blob])[]
beforeAll(async () => {
  running = await testApp()
  await keepCardPki(running.app)
  server = await openHttp(running)
  station = await openStation(running.app, 10)
  issuer = (await signIn(server, await hireOfficer(running.app, 'ISSUING_OFFICER'))).credentials
  fingers = await Promise.all(
    ([2, 7] as const).map(async (position) => {
      const image = await printPng(1, position, { impression: 2 })
      return [`finger-${position}`, new Blob([image])] as const
    }),
  )
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function waitingCard() {
  const { app } = running
  await plannedJob(app)
  const card = await dispatchedCard(app, station)
  await receiveCard(app, officerOf('ISSUING_OFFICER'), { id: card.id })
  const file = await app.db.application.findUniqueOrThrow({ where: { id: card.applicationId } })
  await keepTemplates(app, file, { body: 1, positions: [1, 2, 6, 7] })
  return { id: card.id, scan: await qrOf(app, card.id) }
}

type Parts = readonly (readonly [string, string | Blob])[]

function send(path: string, parts: Parts, headers: Credentials = issuer) {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  return fetch(server.url + path, { method: 'POST', headers, body: form })
}
const post = (parts: Parts, headers: Credentials = issuer) => send('/hand-overs/fingers', parts, headers)
const signedBy = (scan: string, collector: string): Parts => [
  ['scan', scan],
  ['collector', collector],
  ['checked', 'yes'],
  ['strokes', JSON.stringify(strokes)],
]

describe('POST /hand-overs/fingers', () => {
  test('recognises the holder whose fingers it brings, and keeps no image', async () => {
    const { id, scan } = await waitingCard()
    const files = () => readdirSync(running.dataDir, { recursive: true }).toSorted()
    const before = files()
    const response = await post([['scan', scan], ['dpi', '500'], ...fingers])
    expect([response.status, await response.json()]).toMatchObject([200, { cardId: id, fingers: 2 }])
    expect(files()).toEqual(before)
    const rows = Object.values(await running.app.db.holderCheck.findFirstOrThrow({ where: { cardId: id } }))
    expect(rows.filter((value) => value instanceof Uint8Array)).toEqual([])
  })

  test('refuses in both languages with what to do', async () => {
    const { scan } = await waitingCard()
    const other = new Blob([await printPng(2, 2, { impression: 1 })])
    const response = await post([['scan', scan], ['finger-2', other], fingers[1]!])
    expect(await refusalIn(response)).toBe('422 MORE_FINGERS_NEEDED')
  })

  test('does not read what nobody, another role or another site’s page sends', async () => {
    const { scan } = await waitingCard()
    const before = await contentOf(running.app)
    const parts = [['scan', scan] as const, ...fingers]
    const stock = (await signIn(server, await hireOfficer(running.app, 'STOCK_KEEPER'))).credentials
    const known = await contentOf(running.app)
    expect(known).not.toEqual(before)
    expect(await refusalIn(await post(parts, nobody))).toBe('401 UNAUTHENTICATED')
    expect(await refusalIn(await post(parts, stock))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await post(parts, { ...issuer, 'sec-fetch-site': 'cross-site' }))).toBe(
      '403 FORBIDDEN',
    )
    expect(await contentOf(running.app)).toEqual(known)
  })

  test('refuses requests of any other form, and changes nothing', async () => {
    const { scan } = await waitingCard()
    const before = await contentOf(running.app)
    const [one, two] = fingers as [readonly [string, Blob], readonly [string, Blob]]
    const many = [1, 2, 3, 4, 5].map((n) => [`finger-${n}`, one[1]] as const)
    const wrong: (readonly (readonly [string, string | Blob])[])[] = [
      [['scan', scan]],
      [one, two],
      [['scan', scan], one, one],
      [
        ['scan', scan],
        ['finger-11', one[1]],
      ],
      [
        ['scan', scan],
        ['finger-2', 'text'],
      ],
      [['scan', scan], ['finger-2', new Blob([])], two],
      [['scan', scan], ['dpi', '20'], one, two],
      [['scan', scan], ['more', 'x'], one, two],
      [['scan', scan], ...many],
    ]
    for (const parts of wrong) expect(await refusalIn(await post(parts))).toBe('400 ILLEGAL_REQUEST')
    const sendBody = (body: Uint8Array<ArrayBuffer> | string, type: string) =>
      fetch(`${server.url}/hand-overs/fingers`, {
        method: 'POST',
        headers: { ...issuer, 'content-type': type },
        body,
      })
    for (const [body, type] of [
      ['{}', 'application/json'],
      ['nothing of the kind', 'multipart/form-data; boundary=x'],
      ['--x\r\n', 'multipart/form-data'],
    ] as const)
      expect(await refusalIn(await sendBody(body, type))).toBe('400 ILLEGAL_REQUEST')
    const large = await sendBody(new Uint8Array(9 * 1024 * 1024), 'multipart/form-data; boundary=x')
    expect(await refusalIn(large)).toBe('413 TOO_LARGE')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

describe('POST /hand-overs', () => {
  test('gives the card to the holder who was recognised and signs, and the receipt is one signed paper for everybody', async () => {
    const { id, scan } = await waitingCard()
    expect(await refusalIn(await send('/hand-overs', signedBy(scan, 'HOLDER')))).toBe('422 FINGERS_NEEDED')
    await post([['scan', scan], ...fingers])
    const given = await send('/hand-overs', signedBy(scan, 'HOLDER'))
    expect([given.status, await given.json()]).toEqual([201, { id, state: 'ACTIVE', replacesId: null }])
    const paper = async () => {
      const response = await fetch(`${server.url}/hand-overs/${id}/receipt.pdf`, { headers: issuer })
      return Buffer.from(await response.arrayBuffer())
    }
    const first = await paper()
    expect(first.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.includes('/ByteRange')).toBe(true)
    expect((await paper()).equals(first)).toBe(true)
  })

  test('refuses a form of another shape, another role and another site’s page, and changes nothing', async () => {
    const { scan } = await waitingCard()
    const before = await contentOf(running.app)
    const wrong: Parts[] = [
      [['scan', scan]],
      [...signedBy(scan, 'NEIGHBOUR')],
      [...signedBy(scan, 'HOLDER'), ['more', 'x']],
      [...signedBy(scan, 'HOLDER').slice(0, 3), ['strokes', '{"width":1']],
      [...signedBy(scan, 'PROXY'), ['relation', 'Chị'], ['person-name', 'A B'], ['person-number', '12']],
    ]
    for (const parts of wrong) {
      const refused = await refusalIn(await send('/hand-overs', parts))
      expect(['400 ILLEGAL_REQUEST', '422 ILLEGAL_CITIZEN_NUMBER']).toContain(refused)
    }
    const parts = signedBy(scan, 'HOLDER')
    expect(await refusalIn(await send('/hand-overs', parts, nobody))).toBe('401 UNAUTHENTICATED')
    expect(
      await refusalIn(await send('/hand-overs', parts, { ...issuer, 'sec-fetch-site': 'cross-site' })),
    ).toBe('403 FORBIDDEN')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('over GraphQL the counter is told whose card it is, which fingers to take and who may take it', async () => {
  const { id, scan } = await waitingCard()
  const query = `query ($scan: String!) { counterCard(scan: $scan) { __typename
    ... on CounterCard { id fingers collectors oldCards { kind } } ... on DomainRefusal { code } } }`
  const answer = await askGraphql(server, { query, variables: { scan } }, issuer)
  expect(answer.data).toMatchObject({
    counterCard: { id, fingers: [2, 7, 1, 6], collectors: ['HOLDER', 'PROXY'], oldCards: [] },
  })
})
