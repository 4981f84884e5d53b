import { randomInt, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { metadataPath, tokenPath, verificationPath } from '../../../../core/contracts/verification-api.ts'
import { disclosuresForCitizen } from '../../../../server/registry/sharing/disclosures-for-citizen.ts'
import { registerAgency } from '../../../../server/registry/sharing/register-agency.ts'
import { suspendAgency } from '../../../../server/registry/sharing/suspend-agency.ts'
import { publicUrl, type TestApp, testApp } from '../../../support/app.ts'
import { openStation, passedCard, plannedJob, qrOf } from '../../../support/factory.ts'
import { type HttpServer, openHttp } from '../../../support/http.ts'
import { registerResident } from '../../../support/people.ts'
import { administrator, confirmGrant, termsFor } from '../../registry/sharing/agencies.ts'

const cardGrant = { purpose: 'CARD_VERIFICATION', fields: ['number'] }

let running: TestApp
let server: HttpServer
let bank: Party
let token: string
beforeAll(async () => {
  running = await testApp({ now: Date.now() })
  server = await openHttp(running)
  bank = await openParty({ grants: [confirmGrant, cardGrant] })
  token = await tokenOf(bank)
})
afterAll(async () => {
  await server?.close()
  await running?.close()
})

interface Party {
  readonly code: string
  readonly key: CryptoKey
}

async function openParty(changes: Parameters<typeof termsFor>[0] = {}): Promise<Party> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const terms = await termsFor({ publicKey: JSON.stringify({ kty, crv, x, y }), ...changes })
  return { code: await registerAgency(running.app, administrator, terms), key: privateKey }
}

/** As a client that somebody else wrote asks for it. */
async function tokenOf({ code, key }: Party, audience = publicUrl): Promise<string> {
  const here = { issuer: audience, token_endpoint: `${server.url}${tokenPath}` }
  const client = new oauth.Configuration(here, code, {}, oauth.PrivateKeyJwt({ key, kid: code }))
  oauth.allowInsecureRequests(client)
  const { access_token, expires_in } = await oauth.clientCredentialsGrant(client)
  expect(expires_in).toBe(600)
  return access_token
}

async function ask(path: string, question: object, bearer = token) {
  const answer = await fetch(`${server.url}${verificationPath}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ requestId: randomUUID(), reference: 'HS-1', ...question }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function activeCard() {
  const { app } = running
  await plannedJob(app)
  const { id } = await passedCard(app, await openStation(app))
  const data = { status: 'ACTIVE', statusIndex: randomInt(1_000_000) }
  return app.db.card.update({ where: { id }, data })
}
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

describe('a relying party', () => {
  test('finds in the metadata where tokens are given, and is refused with another’s key, for elsewhere, or suspended', async () => {
    const metadata = (await (await fetch(server.url + metadataPath)).json()) as Record<string, unknown>
    expect(metadata).toMatchObject({
      issuer: publicUrl,
      token_endpoint: publicUrl + tokenPath,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    })
    const thief = { ...bank, key: (await openParty()).key }
    await expect(tokenOf(thief)).rejects.toMatchObject({ error: 'invalid_client' })
    await expect(tokenOf(bank, 'https://elsewhere.example')).rejects.toMatchObject({
      error: 'invalid_client',
    })
    await expect(tokenOf({ ...bank, code: 'KHONG-CO' })).rejects.toMatchObject({ error: 'invalid_client' })
    const stopped = await openParty()
    const early = await tokenOf(stopped)
    await suspendAgency(running.app, administrator, { code: stopped.code, reason: 'MISUSE' })
    await expect(tokenOf(stopped)).rejects.toMatchObject({ error: 'invalid_client' })
    expect((await ask('/persons', {}, early)).status).toBe(401)
    expect((await ask('/persons', {}, 'nothing')).status).toBe(401)
  })

  test('learns yes or no of a person and nothing else; the person sees who asked', async () => {
    const { person, number, residentId } = await registerResident(running.app)
    const claimed = { number, name: person.name, birthDate: person.birthDate }
    expect(await ask('/persons', { person: claimed })).toEqual({ status: 200, body: { confirmed: true } })
    const no = { status: 200, body: { confirmed: false } }
    expect(await ask('/persons', { person: { ...claimed, name: 'NGƯỜI KHÁC' } })).toEqual(no)
    expect(await ask('/persons', { person: { ...claimed, number: '001190999999' } })).toEqual(no)
    const { disclosures } = await disclosuresForCitizen(running.app, residentId, { first: 10 })
    expect(disclosures).toHaveLength(2)
    expect(disclosures[0]?.purpose.vi).toBe('Xác nhận thông tin công dân')
  })

  test('learns whether a card may be accepted, by what stands on it or by its QR, letter for letter', async () => {
    const card = await activeCard()
    const { number, issuedOn, expiresOn } = card
    const asked = { card: { number, issuedOn: day(issuedOn), expiresOn: day(expiresOn) } }
    const { status, body } = await ask('/cards', asked)
    expect(status).toBe(200)
    expect(body).toMatchObject({ known: true, status: { state: 'VALID' } })
    expect(JSON.stringify(body)).not.toContain(number)
    const qr = await qrOf(running.app, card.id)
    expect((await ask('/qr', { qr })).body).toMatchObject({ known: true })
    const altered = qr.replace(/\|Nam\||\|Nữ\|/, (sex) => (sex === '|Nam|' ? '|Nữ|' : '|Nam|'))
    expect((await ask('/qr', { qr: altered })).body).toEqual({ known: false, status: null })
    await running.app.db.card.update({ where: { id: card.id }, data: { status: 'LOCKED' } })
    expect((await ask('/cards', asked)).body).toMatchObject({ known: true, status: { state: 'SUSPENDED' } })
    const unknown = { card: { number, issuedOn: '1999-01-01' } }
    expect((await ask('/cards', unknown)).body).toEqual({ known: false, status: null })
    const { disclosures } = await disclosuresForCitizen(running.app, card.residentId, { first: 10 })
    expect(disclosures).toHaveLength(5)
  })

  test('is told what is wrong with a chip’s files', async () => {
    const files = [{ name: 'SOD', content: Buffer.from('nothing').toString('base64') }]
    const { status, body } = await ask('/chips', { files, requireCrl: false })
    expect(status).toBe(200)
    expect(body).toMatchObject({ genuine: false })
  })

  test.each([
    ['/persons', { person: {} }, 400, 'ILLEGAL_REQUEST'],
    ['/cards', { card: { number: '001190000017' } }, 400, 'ILLEGAL_REQUEST'],
    ['/qr', { qr: 'x' }, 422, 'ILLEGAL_CARD_QR'],
    [
      '/cards',
      { reference: 'HS-001190000017', card: { number: '001190000017', issuedOn: '2026-01-01' } },
      422,
      'REFERENCE_NAMES_PERSON',
    ],
  ])('%s %o is refused with %i', async (path, question, status, code) => {
    expect(await ask(path, question)).toMatchObject({ status, body: { code } })
  })

  test('asks no more than was granted, no request twice, and no more often than agreed', async () => {
    const hotel = await openParty({ grants: [cardGrant], perMinute: 3, perDay: 100 })
    const bearer = await tokenOf(hotel)
    const { person, number } = await registerResident(running.app)
    const claimed = { person: { number, name: person.name, birthDate: person.birthDate } }
    expect(await ask('/persons', claimed, bearer)).toMatchObject({
      status: 403,
      body: { code: 'PURPOSE_NOT_GRANTED' },
    })
    const once = { requestId: randomUUID(), card: { number, issuedOn: '2026-01-01' } }
    expect((await ask('/cards', once, bearer)).status).toBe(200)
    expect(await ask('/cards', once, bearer)).toMatchObject({
      status: 409,
      body: { code: 'REQUEST_ID_USED' },
    })
    expect(await ask('/cards', { ...once, requestId: randomUUID() }, bearer)).toMatchObject({ status: 429 })
  })
})
