import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../support/app.ts'
import { clonedCards } from '../../../support/cloned-cards.ts'
import { openStation, passedCard, plannedJob, sealOf, sendCards } from '../../../support/factory.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer } from '../../../support/officers.ts'

let running: TestApp
let server: HttpServer
let parcelId: string
let serials: readonly string[]
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  server = await openHttp(running)
  await plannedJob(app)
  const { id } = await passedCard(app, await openStation(app))
  const cards = await clonedCards(app, id, 3)
  parcelId = await sendCards(app, cards)
  const rows = await app.db.card.findMany({ where: { id: { in: [...cards] } }, orderBy: { serial: 'asc' } })
  serials = rows.map(({ serial }) => serial)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const officer = async (
  ...of: Parameters<typeof hireOfficer> extends [unknown, ...infer Rest] ? Rest : never
) => (await signIn(server, await hireOfficer(running.app, ...of))).credentials

const counted = `id number state count received openFindings centreName sealNumber listUrl
  items(first: 2) { edges { node { serial box position finding } } pageInfo { hasNextPage } }`

test('a unit sees its parcels on their way, opens one by its number, and settles what it finds', async () => {
  const issuer = await officer('ISSUING_OFFICER')
  const ask = (query: string) => askGraphql(server, { query }, issuer)
  const { data: listed } = await ask('{ parcels(state: DISPATCHED) { edges { node { number } } } }')
  const { parcels } = listed as { parcels: { edges: readonly { node: { number: string } }[] } }
  const [{ node } = { node: { number: '' } }, ...others] = parcels.edges
  expect(others).toEqual([])
  const { data } = await ask(
    `{ parcel(number: " ${node.number.toLowerCase()}") { ... on Parcel { ${counted} } } }`,
  )
  expect(data).toEqual({
    parcel: {
      id: parcelId,
      number: node.number,
      state: 'DISPATCHED',
      count: 3,
      received: 0,
      openFindings: 0,
      centreName: 'Điểm thu nhận Mẫu',
      // It reads the seal off the parcel and counts its cards itself.
      sealNumber: null,
      listUrl: null,
      items: { edges: [], pageInfo: { hasNextPage: false } },
    },
  })
  const scanned = await ask(
    `mutation { receiveParcelCard(parcelId: "${parcelId}", scan: "${serials[1]}") { ... on ReceivedCard { serial left finding again } } }`,
  )
  expect(scanned.data).toEqual({
    receiveParcelCard: { serial: serials[1], left: 2, finding: null, again: false },
  })
  const closed = await ask(
    `mutation { closeParcelReceipt(id: "${parcelId}") { ... on Parcel { state received openFindings minutesUrl
      items(onlyFindings: true) { edges { node { serial finding } } } } } }`,
  )
  expect(closed.data).toMatchObject({
    closeParcelReceipt: {
      state: 'DISPUTED',
      received: 1,
      openFindings: 2,
      minutesUrl: expect.stringMatching(/^\/minutes\/.+\.pdf$/),
      items: {
        edges: [
          { node: { serial: serials[0], finding: 'MISSING' } },
          { node: { serial: serials[2], finding: 'MISSING' } },
        ],
      },
    },
  })
})

test('once it has taken the parcel over, the unit may compare with the books', async () => {
  const issuer = await officer('ISSUING_OFFICER')
  const query = `{ parcel(id: "${parcelId}") { ... on Parcel { sealNumber listUrl items { edges { node { serial } } } } } }`
  const { data } = await askGraphql(server, { query }, issuer)
  expect(data).toEqual({
    parcel: {
      sealNumber: await sealOf(running.app, parcelId),
      listUrl: `/parcels/${parcelId}/list.pdf`,
      items: { edges: serials.map((serial) => ({ node: { serial } })) },
    },
  })
})

test('another unit does not see it', async () => {
  const stranger = await officer('ISSUING_OFFICER', '79')
  const ask = (query: string) => askGraphql(server, { query }, stranger)
  const { data } = await ask('{ parcels(state: DISPUTED) { edges { node { id } } } }')
  expect(data).toEqual({ parcels: { edges: [] } })
  const { data: one } = await ask(
    `{ parcel(id: "${parcelId}") { __typename ... on DomainRefusal { code } } }`,
  )
  expect(one).toEqual({ parcel: { __typename: 'DomainRefusal', code: 'NOT_FOUND' } })
  const received = await ask(
    `mutation { receiveParcel(id: "${parcelId}", sealNumber: "${await sealOf(running.app, parcelId)}") { __typename } }`,
  )
  expect(received.errors).toEqual(['FORBIDDEN'])
})
