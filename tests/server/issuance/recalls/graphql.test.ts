import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { signerAt } from '../../../../server/pki/signer-at.ts'
import { centres, days, type TestApp, testApp } from '../../../support/app.ts'
import { openStation, passedCard, plannedJob } from '../../../support/factory.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'

let running: TestApp
let server: HttpServer
/** From the oldest on. */
let recallIds: readonly string[]
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  await keepCardPki(running.app)
  recallIds = await twoRecalls()
})
afterAll(async () => {
  await server.close()
  await running.close()
})

/** Recalls with one handed-over card each, the newer one written first; their ids from the oldest on. */
async function twoRecalls() {
  const { app } = running
  const station = await openStation(app, 5)
  const { serial: signerSerial } = await signerAt(app, 'DOCUMENT_SIGNER', 'SOD')
  const opened = { signerSerial, reason: 'KEY_COMPROMISE', openedById: officerOf('ADMINISTRATOR').id }
  const ids = [
    { id: '00000000-0000-4000-8000-000000000002', ageDays: 1 },
    { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff', ageDays: 9 },
  ]
  for (const { id, ageDays } of ids) {
    await plannedJob(app)
    const card = await passedCard(app, station)
    await app.db.card.update({ where: { id: card.id }, data: { status: 'ACTIVE' } })
    await app.db.recall.create({
      data: { id, ...opened, openedAt: new Date(app.clock() - days(ageDays)) },
    })
    await app.db.recallItem.create({ data: { recallId: id, cardId: card.id, action: 'TELL_HOLDER' } })
  }
  return ids.map(({ id }) => id).toReversed()
}

test('officers see whom to tell in their units, oldest recall first, page by page, until it is recorded', async () => {
  const [older = '', newer = ''] = recallIds
  const here = await signIn(server, await hireOfficer(running.app, 'ISSUING_OFFICER'))
  const elsewhere = await signIn(
    server,
    await hireOfficer(running.app, 'ISSUING_OFFICER', centres.elsewhere.unitCode),
  )
  const query = `query ($after: String) { recallItems(action: TELL_HOLDER, first: 1, after: $after) {
    edges { node { recallId cardId cardSerial unitCode applicationCode } } pageInfo { endCursor hasNextPage } } }`
  const page = (after: string | null) => askGraphql(server, { query, variables: { after } }, here.credentials)
  const first = await page(null)
  expect(first.data).toMatchObject({
    recallItems: { edges: [{ node: { recallId: older, unitCode: '01' } }], pageInfo: { hasNextPage: true } },
  })
  const [, cursor = ''] = /"endCursor":"([^"]+)"/.exec(first.text) ?? []
  expect((await page(cursor)).data).toMatchObject({
    recallItems: { edges: [{ node: { recallId: newer } }], pageInfo: { hasNextPage: false } },
  })
  const seen = await askGraphql(server, { query }, elsewhere.credentials)
  expect(seen.data).toMatchObject({ recallItems: { edges: [] } })
  expect((await askGraphql(server, { query })).errors).toEqual(['UNAUTHENTICATED'])

  const counts = async ({ credentials }: typeof here) => {
    const asked = { query: '{ recallCounts { toTell toRemake done } }' }
    return (await askGraphql(server, asked, credentials)).data
  }
  expect(await counts(here)).toEqual({ recallCounts: { toTell: 2, toRemake: 0, done: 0 } })
  expect(await counts(elsewhere)).toEqual({ recallCounts: { toTell: 0, toRemake: 0, done: 0 } })

  const { cardId } = await running.app.db.recallItem.findFirstOrThrow({ where: { recallId: older } })
  const telling = {
    query: `mutation ($recallId: String!, $cardId: String!) { recordHolderTold(recallId: $recallId, cardId: $cardId) {
      ... on RecallItem { doneAt } ... on DomainRefusal { code } } }`,
    variables: { recallId: older, cardId },
  }
  expect((await askGraphql(server, telling, elsewhere.credentials)).errors).toEqual(['FORBIDDEN'])
  const told = await askGraphql(server, telling, here.credentials)
  expect(told.data).toEqual({
    recordHolderTold: { doneAt: new Date(running.app.clock()).toISOString() },
  })
  expect((await page(null)).data).toMatchObject({ recallItems: { edges: [{ node: { recallId: newer } }] } })
})
