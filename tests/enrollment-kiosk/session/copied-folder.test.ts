import { createHash, generateKeyPairSync } from 'node:crypto'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { boxOf, freshKey } from '../../../enrollment-kiosk/store/box.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultNumber,
  adultPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  sealChildFile,
  succeed,
  untilState,
} from './desk.ts'
import { hostSecretOf, makeDataDirectory, startKioskProcess, type KioskProcess } from './kiosk-process.ts'

let server: ContractServer
let operator: string
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
const started: KioskProcess[] = []

async function start(path: string, environment = {}): Promise<KioskProcess> {
  const kiosk = await startKioskProcess({ server: server.url, directory: path, environment })
  started.push(kiosk)
  return kiosk
}

beforeAll(async () => {
  server = await startContractServer()
  ;({ operator } = hireOfficers(server))
  server.registry = registryAnswer(adultNumber, adultPerson)
})
afterAll(() => server.close())
beforeEach(async () => {
  directory = await makeDataDirectory()
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((kiosk) => kiosk.kill()))
  await directory.remove()
})

test('a copied data folder does not open on another computer; its packets can be sent from there', async () => {
  const kiosk = await start(directory.path)
  await openDesk(kiosk)
  const begun = { number: adultNumber, birthDate: adultPerson.birthDate }
  const { id } = await succeed(kiosk.post('/sessions', begun))
  expect((await kiosk.get('/status')).body).toMatchObject({ sealedBy: 'HOST_SECRET' })
  await server.goDown()
  const { sha256 } = await sealChildFile(kiosk)
  await kiosk.stop()
  await server.comeBack()
  const copy = await makeDataDirectory()
  try {
    await cp(directory.path, copy.path, { recursive: true })
    await expect(start(copy.path)).rejects.toThrow(/niêm phong cho một máy tính khác[\s\S]*another computer/)
    const other = join(copy.path, 'afresh')
    await cp(join(copy.path, 'outbox'), join(other, 'outbox'), { recursive: true })
    await untilState(await start(other), sha256, 'RECEIVED')
    // The computer that sealed it opens it: the copy itself was whole.
    const here = await start(copy.path, { KIOSK_SECRET_FILE: hostSecretOf(directory.path) })
    await openDesk(here)
    expect(await succeed(here.get('/sessions'))).toContainEqual(expect.objectContaining({ id }))
  } finally {
    await copy.remove()
  }
})

test('a folder of the version before starts: same key, same token, every draft, and nothing open is left', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const fingerprint = createHash('sha256').update(spki).digest('hex').match(/.{4}/g)?.join(' ')
  const earlierKey = freshKey()
  const id = 'HN001-07-261120-0001-A'
  await writeFile(join(directory.path, 'machine-key.p8'), privateKey.export({ type: 'pkcs8', format: 'der' }))
  await writeFile(join(directory.path, 'api-token'), 'token-of-the-version-before\n')
  await writeFile(join(directory.path, 'draft-key'), earlierKey)
  await mkdir(join(directory.path, 'drafts', id), { recursive: true })
  const session = new TextEncoder().encode(JSON.stringify(earlierSession(id)))
  await writeFile(
    join(directory.path, 'drafts', id, 'session.box'),
    boxOf(earlierKey).close(session, `${id}/session.box`),
  )
  const kiosk = await start(directory.path)
  expect(kiosk.token).toBe('token-of-the-version-before')
  await openDesk(kiosk)
  expect((await kiosk.get('/status')).body).toMatchObject({ keyFingerprint: fingerprint, damagedDrafts: [] })
  expect(await succeed(kiosk.get(`/sessions/${id}`))).toMatchObject({ id, state: 'CAPTURING', revision: 0 })
  const left = await readdir(directory.path)
  for (const name of ['machine-key.p8', 'api-token', 'draft-key']) expect(left).not.toContain(name)
})

/** A session as the version before wrote it. */
const earlierSession = (id: string) => ({
  version: 1,
  id,
  state: 'CAPTURING',
  parkedIn: null,
  operator,
  begunAt: '2026-11-20T01:00:00.000Z',
  givenNumber: null,
  givenBirthDate: '1990-05-20',
  registryOutcome: 'NOT_ASKED',
  registry: null,
  details: null,
  consentAt: null,
  fingers: [],
  portrait: null,
  files: [],
  signedContent: null,
  packet: null,
})
