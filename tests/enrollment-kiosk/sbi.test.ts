/** MOSIP's Secure Biometric Interface, as other programs meet it: an agent with emulated devices, and a client of its own. */
import { createHash, X509Certificate } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFaces2011 } from '../../core/biometrics/records/face-2011.ts'
import { toFingerImage } from '../../core/biometrics/records/finger-image-data.ts'
import { readFingerImages2011 } from '../../core/biometrics/records/finger-image-2011.ts'
import { type EmulatorProcess, startEmulator } from './devices/emulator-process.ts'
import { startContractServer, type ContractServer } from './session/contract-server.ts'
import { hireOfficers, openDesk } from './session/desk.ts'
import {
  chained,
  codeOf,
  face,
  hashOfNothing,
  opened as openedBy,
  order,
  type SbiClient,
  sbiClient,
  unsealed,
} from './sbi-client.ts'
import { makeDataDirectory, startKioskProcess, until, type KioskProcess } from './session/kiosk-process.ts'

let server: ContractServer
let scanner: EmulatorProcess
let camera: EmulatorProcess
let kiosk: KioskProcess
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let folder: string
let client: SbiClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbi-'))
  const party = [join(folder, 'party.key'), join(folder, 'party.pem')] as const
  const subject = ['-subj', '/CN=Relying party', '-days', '2']
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', party[0], '-out', party[1]]
  execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' })
  ;[server, directory, scanner, camera] = await Promise.all([
    startContractServer(),
    makeDataDirectory(),
    startEmulator('suprema', '--no-pace'),
    startEmulator('camera', '--no-pace'),
  ])
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: {
      KIOSK_SBI: 'on',
      SETTINGS_REFRESH_MS: '200',
      SBI_ORIGINS: 'https://registration.example',
      SBI_AUTH_CERTIFICATE: party[1],
      FINGERPRINT_PATH: scanner.link,
      FINGERPRINT_DRIVER: 'suprema',
      CAMERA_PATH: camera.link,
    },
  })
  hireOfficers(server)
  await openDesk(kiosk)
  client = clientOf(kiosk)
})

/** At the port that the agent told its log. */
const clientOf = (agent: KioskProcess) =>
  sbiClient(Number(/"sbi":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(agent.log())?.[1]))
const ask: SbiClient['ask'] = (...request) => client.ask(...request)
const opened = (block: string) => openedBy(block, server.authority.issuerPem)

afterAll(async () => {
  await kiosk.stop()
  await Promise.all([scanner.stop(), camera.stop(), server.close(), directory.remove()])
  await rm(folder, { recursive: true })
})

const lay = (finger: number) => scanner.control('PUT', '/finger', { seed: 3, finger })
const lift = () => scanner.control('DELETE', '/finger')
const asked = (command: string) => async () =>
  (await scanner.journal()).filter(({ event }) => event === command).length
const scans = asked('identifyByScan')
const uploads = asked('readImageExtended')
/** The scanner was asked for a finger so many times more. After a lift the second time is for the next finger. */
const scanned = async (times: number) => {
  const before = await scans()
  await until(scans, (now) => now >= before + times)
}

describe('discovery', () => {
  test('names every scanner and camera, once for each purpose, with its identity unsigned', async () => {
    const { status, json, head } = await ask('MOSIPDISC /device', { type: 'Biometric Device' })
    expect(status).toBe(200)
    expect(head).toMatch(/Cache-Control: no-store/)
    expect(head).toContain(`Location: http://127.0.0.1:${client.port}`)
    expect(json.map(({ deviceId }: { deviceId: string }) => deviceId)).toEqual([
      'finger-registration',
      'finger-auth',
      'face-registration',
      'face-auth',
    ])
    expect(json[0]).toMatchObject({
      deviceStatus: 'Ready',
      certification: 'L0',
      purpose: 'Registration',
      callbackId: `http://127.0.0.1:${client.port}`,
      specVersion: ['1.0', '0.9.5'],
      error: { errorCode: '0' },
    })
    const identity = JSON.parse(Buffer.from(json[0].digitalId, 'base64url').toString())
    expect(identity).toMatchObject({
      serialNo: '005E0001',
      make: 'Suprema',
      type: 'Finger',
      deviceSubType: 'Single',
      dateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    expect(json[0].deviceCode).toBe(identity.serialNo)
  })

  test('answers the type that is asked for, and says what it has not', async () => {
    const faces = await ask('MOSIPDISC /device', { type: 'Face' })
    expect(faces.json).toHaveLength(2)
    expect(codeOf(await ask('MOSIPDISC /device', { type: 'Iris' }))).toBe('503')
    expect(codeOf(await ask('MOSIPDISC /device', { type: 'Voice' }))).toBe('502')
  })

  test('info is signed by the kiosk, and so is the identity within', async () => {
    const { json } = await ask('MOSIPDINFO /info')
    const info = await opened(json[0].deviceInfo)
    expect(info).toMatchObject({ deviceId: 'finger-registration', env: 'Developer', deviceStatus: 'Ready' })
    expect(await opened(info.digitalId)).toMatchObject({
      type: 'Finger',
      model: expect.stringMatching(/^Suprema SFM/),
    })
  })
})

describe('registration capture', () => {
  test('answers two fingers as signed ISO records, chained by their hashes', async () => {
    await lay(2)
    const asked = ask(
      'RCAPTURE /capture',
      order({ count: '2', bioSubType: ['Right IndexFinger', 'Left Thumb'] }),
    )
    await until(uploads, (pictures) => pictures > 0)
    await lift()
    await scanned(2)
    await lay(6)
    const { json } = await asked
    let previous = hashOfNothing
    for (const [i, [subtype, position]] of (
      [
        ['Right IndexFinger', 2],
        ['Left Thumb', 6],
      ] as const
    ).entries()) {
      const { data, hash, error, specVersion } = json.biometrics[i]
      expect({ error: error.errorCode, specVersion }).toEqual({ error: '0', specVersion: '1.0' })
      const block = await opened(data)
      expect(block).toMatchObject({
        bioType: 'Finger',
        bioSubType: subtype,
        purpose: 'Registration',
        env: 'Developer',
      })
      expect(block).toMatchObject({ transactionId: 'reg-10000000000001', requestedScore: '30' })
      expect(await opened(block.digitalId)).toMatchObject({ serialNo: '005E0001' })
      const record = new Uint8Array(Buffer.from(block.bioValue, 'base64url'))
      const [view] = readFingerImages2011(record).representations
      expect(view).toMatchObject({
        position,
        width: 288,
        height: 320,
        quality: [{ score: Number(block.qualityScore) }],
      })
      expect(Number(block.qualityScore)).toBeGreaterThanOrEqual(30)
      expect(toFingerImage(view!, view!).dpi).toBe(500)
      previous = chained(previous, record)
      expect(hash).toBe(previous)
    }
    await lift()
  })

  test('goes on in the chain that the caller began, with the face', async () => {
    const previousHash = 'AB'.repeat(32)
    const { json } = await ask('RCAPTURE /capture', order({ ...face, previousHash }))
    const block = await opened(json.biometrics[0].data)
    const record = new Uint8Array(Buffer.from(block.bioValue, 'base64url'))
    const [picture] = readFaces2011(record).representations
    expect(picture).toMatchObject({ format: 'jpeg', width: 640, height: 480 })
    expect(json.biometrics[0].hash).toBe(chained(previousHash, record))
  })

  test('answers the best picture when none is good enough in time', async () => {
    await lay(2)
    const { json } = await ask('RCAPTURE /capture', order({ requestedScore: 100 }, { timeout: 1000 }))
    const { qualityScore } = await opened(json.biometrics[0].data)
    expect(Number(qualityScore)).toBeGreaterThan(0)
    expect(Number(qualityScore)).toBeLessThan(100)
    await lift()
  })

  test('without a finger ends with its time', async () => {
    const started = performance.now()
    expect(codeOf(await ask('RCAPTURE /capture', order({}, { timeout: 300 })))).toBe('101')
    expect(performance.now() - started).toBeLessThan(6000)
  })

  test('refuses what is not as specified, naming the field', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['{"env":', '510'],
      [{}, '510'],
      [order({}, { transactionId: 'a b' }), '112'],
      [order({}, { env: 'Production' }), '115'],
      [order({}, { purpose: 'Auth' }), '121'],
      [order({ type: 'Iris' }), '114'],
      [order({ deviceId: 'finger-9' }), '106'],
      [order({ ...face, deviceId: 'finger-registration' }), '120'],
      [order({ deviceId: 'finger-auth' }), '706'],
      [order({ count: 2, bioSubType: ['Left Thumb'] }), '113'],
      [order({ ...face, count: 2 }), '109'],
      [order({ ...face, deviceSubId: 1 }), '510'],
      [order({ bioSubType: ['Sixth finger'] }), '510'],
      [order({ previousHash: 'zz' }), '510'],
    ]
    for (const [body, code] of cases) {
      const reply = await ask('RCAPTURE /capture', body)
      expect([codeOf(reply), body]).toEqual([code, body])
      expect(reply.json.biometrics[0].data).toBe(null)
    }
  })

  test('is refused while another one has the device', async () => {
    const first = ask('RCAPTURE /capture', order({ requestedScore: 0 }))
    await scanned(1)
    expect(codeOf(await ask('RCAPTURE /capture', order({})))).toBe('111')
    const { json } = await ask('MOSIPDISC /device', { type: 'Finger' })
    expect(json[0]).toMatchObject({ deviceStatus: 'Busy', error: { errorCode: '111' } })
    await lay(1)
    expect(codeOf(await first)).toBe('0')
    await lift()
  })

  test('and the desk never have a device at once', async () => {
    const own = () => kiosk.post('/officers/fingers', { role: 'operator', position: 2 })
    const ours = ask('RCAPTURE /capture', order({ requestedScore: 0 }))
    await scanned(1)
    expect((await own()).body['code']).toBe('DEVICE_BUSY')
    await lay(2)
    expect(codeOf(await ours)).toBe('0')
    await lift()
    const theirs = own()
    await scanned(1)
    expect(codeOf(await ask('RCAPTURE /capture', order({})))).toBe('111')
    expect(codeOf(await ask('STREAM /stream', { deviceId: 'finger-registration' }))).toBe('111')
    const before = await uploads()
    await lay(2)
    await until(uploads, (now) => now > before)
    await lift()
    expect((await theirs).body).toEqual({ fingers: [2] })
  })

  test('a caller who goes away gives the device back', async () => {
    const hangUp = client.begin('RCAPTURE /capture', order({}, { timeout: 100_000 }))
    await scanned(1)
    hangUp()
    await until(
      () => ask('MOSIPDISC /device', { type: 'Finger' }),
      ({ json }) => json[0].deviceStatus === 'Ready',
    )
  })
})

describe('authentication capture', () => {
  test('can be read by the authenticating party alone', async () => {
    await lay(2)
    const bio = { deviceId: 'finger-auth', bioSubType: ['Right IndexFinger'] }
    const asked = { purpose: 'Auth', domainUri: 'https://auth.example', transactionId: 'auth-0001' }
    const { json } = await ask('CAPTURE /capture', order(bio, asked))
    const [{ data, hash, sessionKey, thumbprint }] = json.biometrics
    const block = await opened(data)
    expect(block).toMatchObject({ purpose: 'Auth', domainUri: 'https://auth.example' })
    const party = new X509Certificate(await readFile(join(folder, 'party.pem')))
    expect(thumbprint).toBe(createHash('sha256').update(party.raw).digest('hex').toUpperCase())
    const record = unsealed(block, sessionKey, await readFile(join(folder, 'party.key')))
    const [view] = readFingerImages2011(record).representations
    expect(view).toMatchObject({ position: 2, compression: 'wsq' })
    expect(toFingerImage(view!, view!).width).toBe(288)
    expect(hash).toBe(chained(hashOfNothing, record))
    await lift()
  })

  test('is not for a device that registers', async () => {
    expect(codeOf(await ask('CAPTURE /capture', order({}, { purpose: 'Auth' })))).toBe('806')
  })
})

describe('a scanner that cannot enroll', () => {
  test('is offered for authentication alone, at the next free port, and needs the certificate of a party', async () => {
    const [module, place] = await Promise.all([
      startEmulator('fingerprint', '--no-pace'),
      makeDataDirectory(),
    ])
    const second = await startKioskProcess({
      server: server.url,
      directory: place.path,
      environment: { KIOSK_SBI: 'on', FINGERPRINT_PATH: module.link },
    })
    try {
      await openDesk(second)
      const other = clientOf(second)
      expect(other.port).toBeGreaterThan(client.port)
      const { json } = await other.ask('MOSIPDISC /device', { type: 'Biometric Device' })
      expect(json).toHaveLength(1)
      expect(json[0]).toMatchObject({ deviceId: 'finger-auth', error: { errorCode: '108' } })
      const bio = { deviceId: 'finger-auth' }
      expect(codeOf(await other.ask('CAPTURE /capture', order(bio, { purpose: 'Auth' })))).toBe('108')
      expect(codeOf(await other.ask('RCAPTURE /capture', order({})))).toBe('106')
    } finally {
      await second.stop()
      await Promise.all([module.stop(), place.remove()])
    }
  })
})

describe('the stream', () => {
  test('is photos of the camera, one after the other', async () => {
    const { head, pictures } = await client.frames('face-registration', 3)
    expect(head).toContain('Content-Type: multipart/x-mixed-replace; boundary=--BoundaryString')
    for (const picture of pictures) expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  })

  test('of the scanner shows what lies on it, and gives way to a capture', async () => {
    await lay(2)
    const streaming = client.frames('finger-registration', 12)
    await client.frames('finger-registration', 1)
    expect(codeOf(await ask('RCAPTURE /capture', order({ requestedScore: 0 })))).toBe('0')
    expect((await streaming).pictures).toHaveLength(12)
    await lift()
  })

  test('is only of devices that register, and of those that are there', async () => {
    expect(codeOf(await ask('STREAM /stream', { deviceId: 'face-auth' }))).toBe('606')
    expect(codeOf(await ask('STREAM /stream', { deviceId: 'iris' }))).toBe('106')
  })
})

describe('the door', () => {
  test('knows the five verbs at their places and no others', async () => {
    for (const verb of ['GET /device', 'RCAPTURE /device', 'DELETE /capture', 'MOSIPDISC /']) {
      const reply = await ask(verb, {})
      expect([reply.status, codeOf(reply)]).toEqual([404, '500'])
    }
  })

  test('is shut to names that were made to point here, and to pages of other origins', async () => {
    expect((await ask('MOSIPDINFO /info', undefined, { Host: `evil.example:${client.port}` })).status).toBe(
      403,
    )
    const foreign = await ask('MOSIPDINFO /info', undefined, { Origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    expect(foreign.head).not.toMatch(/access-control/i)
    const own = await ask('OPTIONS /capture', undefined, { Origin: 'https://registration.example' })
    expect(own.status).toBe(204)
    expect(own.head).toContain('Access-Control-Allow-Origin: https://registration.example')
    expect(own.head).toMatch(/Access-Control-Allow-Methods: .*RCAPTURE/)
  })

  test('refuses what is too large or no HTTP, and stays open to others', async () => {
    expect((await ask('RCAPTURE /capture', undefined, { 'Content-Length': '70000' })).status).toBe(413)
    expect((await client.exchange('hello\r\n\r\n')).status).toBe(400)
    expect((await client.exchange(`STREAM / HTTP/1.1\r\nA: ${'b'.repeat(9000)}`)).status).toBe(431)
    expect((await ask('MOSIPDINFO /info')).status).toBe(200)
  })

  test('a device that was unplugged is not ready, and ready again when it is back', async () => {
    await scanner.control('POST', '/unplug')
    const fingers = () => ask('MOSIPDISC /device', { type: 'Finger' })
    await until(fingers, ({ json }) => json[0].deviceStatus === 'Not Ready')
    expect(codeOf(await ask('RCAPTURE /capture', order({})))).toBe('110')
    await scanner.control('POST', '/replug')
    await until(fingers, ({ json }) => json[0].deviceStatus === 'Ready')
  })

  test('a device that the server has suspended is not registered', async () => {
    server.standings.set('005E0001', 'SUSPENDED')
    const { json } = await until(
      () => ask('MOSIPDISC /device', { type: 'Finger' }),
      (reply) => reply.json[0].deviceStatus === 'Not Registered',
    )
    expect(json[0]).toMatchObject({ purpose: '', error: { errorCode: '100' } })
    expect(codeOf(await ask('RCAPTURE /capture', order({})))).toBe('100')
  })
})
