import { request } from 'node:http'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandIdHeader } from '../../../core/contracts/desk/station.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import { adultNumber, adultPerson, hireOfficers, openDesk, registryAnswer, signIn, succeed } from './desk.ts'
import { makeDataDirectory, startKioskProcess, type KioskProcess } from './kiosk-process.ts'

let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess

beforeAll(async () => {
  server = await startContractServer()
  hireOfficers(server)
  server.officers.set('operator2', { id: '6f1f0c52-3a52-4ff5-9d1f-1f0f8a0a9c11', role: 'OPERATOR' })
  server.registry = registryAnswer(adultNumber, adultPerson)
  directory = await makeDataDirectory()
  const page = join(directory.path, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Bàn thu nhận</title>')
  await writeFile(join(page, 'assets', 'main-12345678.js'), 'export {}')
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: { KIOSK_DESK_DIR: page },
  })
  await openDesk(kiosk)
})
afterAll(async () => {
  await kiosk.kill()
  await server.close()
  await directory.remove()
})

interface Command {
  readonly id?: string
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

async function tell(path: string, { id, method = 'POST', body, headers }: Command) {
  const response = await fetch(kiosk.url + path, {
    method,
    headers: {
      authorization: `Bearer ${kiosk.token}`,
      ...(id ? { [commandIdHeader]: id } : {}),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

const adult = { number: adultNumber, birthDate: adultPerson.birthDate }
const begin = (id?: string) => tell('/sessions', { body: adult, ...(id ? { id } : {}) })
const count = async () => ((await succeed(kiosk.get('/sessions'))) as unknown as unknown[]).length

test('ten presses of Begin with one id begin one file, and all hear of the same', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => begin('press-1')))
  const later = await begin('press-1')
  expect(new Set([...answers, later].map(({ body }) => body['id'])).size).toBe(1)
  expect(await count()).toBe(1)
  await succeed(begin('press-2'))
  await succeed(begin())
  await succeed(begin())
  expect(await count()).toBe(4)
})

test('a refusal is repeated too, and the same id for another work is another command', async () => {
  const path = `/sessions/${String((await begin('press-3')).body['id'])}`
  const park = { id: 'park-1', body: { event: 'park' } }
  expect((await tell(`${path}/events`, park)).body['state']).toBe('PARKED')
  const refused = await tell(`${path}/review`, { id: 'park-1' })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(await tell(`${path}/review`, { id: 'park-1' })).toEqual(refused)
  expect((await tell(`${path}/events`, { id: 'resume-1', body: { event: 'resume' } })).body['state']).toBe(
    'COMPARING',
  )
  expect((await tell(`${path}/events`, park)).body['state']).toBe('PARKED')
  expect((await succeed(kiosk.get(path)))['state']).toBe('COMPARING')
})

test('what was done for one officer is not told to the next, nor done again', async () => {
  const before = await count()
  await begin('press-4')
  await succeed(signIn(kiosk, 'operator2', 'operator'))
  expect(await begin('press-4')).toMatchObject({ status: 409, body: { code: 'COMMAND_ALREADY_DONE' } })
  expect(await count()).toBe(0)
  await succeed(signIn(kiosk, 'operator1', 'operator'))
  expect(await count()).toBe(before + 1)
})

test('a file is read only as one of the media types that its route takes', async () => {
  const headers = { 'content-type': 'image/png' }
  const answer = await tell('/sessions', { id: 'press-5', headers, body: adult })
  expect(answer.status).toBe(200)
  const long = await tell('/sessions', { id: 'press-6', body: { ...adult, filler: 'x'.repeat(1_100_000) } })
  expect(long).toMatchObject({ status: 400, body: { code: 'MALFORMED_REQUEST' } })
})

test('the page and its files need no token; everything else does', async () => {
  const page = await fetch(`${kiosk.url}/`)
  expect(await page.text()).toContain('Bàn thu nhận')
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  const script = await fetch(`${kiosk.url}/assets/main-12345678.js`)
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect((await fetch(`${kiosk.url}/status`)).status).toBe(401)
  expect((await fetch(`${kiosk.url}/assets/other.js`)).status).toBe(401)
})

test('a page of another origin, and a name that was made to point here, are refused even with the token', async () => {
  const foreign = { headers: { origin: 'https://evil.example' } }
  expect(await tell('/sessions', foreign)).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } })
  expect((await tell('/status', { method: 'GET', headers: { origin: kiosk.url } })).status).toBe(200)
  const { port } = new URL(kiosk.url)
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `evil.example:${port}`, authorization: `Bearer ${kiosk.token}` }
    request({ host: '127.0.0.1', port, path: '/status', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .once('error', reject)
      .end()
  })
  expect(rebound).toBe(403)
})

test('a check of the devices opens each, and says of each how it is', async () => {
  const { status, body } = await tell('/devices/check', { id: 'check-1' })
  expect(status).toBe(200)
  const devices = body as unknown as readonly { kind: string; state: string }[]
  expect(devices.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'fingerprint ABSENT',
    'camera ABSENT',
    'barcode ABSENT',
    'documentScanner ABSENT',
  ])
})
