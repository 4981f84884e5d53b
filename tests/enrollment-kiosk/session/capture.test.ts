import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { acceptFinger } from '../../../core/biometrics/accept-finger.ts'
import { readDeskTemplate } from '../../../core/biometrics/desk-template.ts'
import { fingerFile, templateFile } from '../../../core/enrollment/packet.ts'
import { readEvidence } from '../../../server/enrollment/check-evidence.ts'
import { startEmulator, type EmulatorProcess } from '../devices/emulator-process.ts'
import {
  bringApplicant,
  fingertipOnly,
  noise,
  pixelsOf,
  touchPixels,
  type Applicant,
  type Touch,
} from './applicant.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultNumber,
  adultPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  succeed,
  untilState,
} from './desk.ts'
import { beginCapture as beginCaptureOf, makeStatements, noIrisCamera } from './captures.ts'
import { makeDataDirectory, startKioskProcess, until, type KioskProcess } from './kiosk-process.ts'

let scanner: EmulatorProcess
let camera: EmulatorProcess
let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let applicant: Applicant

beforeAll(async () => {
  ;[scanner, camera] = await Promise.all([
    startEmulator('fingerprint', '--no-pace'),
    startEmulator('camera', '--no-pace'),
  ])
  server = await startContractServer()
  hireOfficers(server)
  server.registry = registryAnswer(adultNumber, adultPerson)
  directory = await makeDataDirectory()
  await startAgent('20000')
})
afterAll(async () => {
  await kiosk.stop()
  await Promise.all([scanner.stop(), camera.stop(), server.close(), directory.remove()])
})

async function startAgent(fingerTimeout: string): Promise<void> {
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: {
      FINGERPRINT_PATH: scanner.link,
      CAMERA_PATH: camera.link,
      FINGER_TIMEOUT_MS: fingerTimeout,
    },
  })
  await openDesk(kiosk)
}

const beginCapture = () => beginCaptureOf(kiosk)

beforeEach(async () => {
  await scanner.control('DELETE', '/finger')
  applicant = await bringApplicant(kiosk, scanner)
})

afterEach(() => applicant.leave())

test('ten fingers twice and a portrait reach the centre as they were taken, across a kill', async () => {
  const id = await beginCapture()
  const capture = (position: number) => succeed(kiosk.post(`/sessions/${id}/fingers/${position}`))
  for (const position of [1, 2, 3, 4]) await capture(position)
  await kiosk.kill()
  await startAgent('20000')
  applicant = await bringApplicant(kiosk, scanner)
  for (const position of [5, 6, 7, 8, 9, 10]) await capture(position)
  await succeed(kiosk.post(`/sessions/${id}/portrait`))
  await makeStatements(kiosk, id)
  await succeed(kiosk.post(`/sessions/${id}/review`))
  await succeed(kiosk.post(`/sessions/${id}/sign`))
  const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
  await untilState(kiosk, String(sealed['packet']), 'RECEIVED')

  const packet = await server.open(String(sealed['packet']))
  const { manifest, files } = packet
  expect(manifest.fingers.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  for (const { position, impressions, template } of manifest.fingers) {
    expect(impressions).toMatchObject([
      { width: 256, height: 288, dpi: 500, bitDepth: 4, attempts: 1 },
      { width: 256, height: 288, dpi: 500, bitDepth: 4, attempts: 1 },
    ])
    const [first, second] = impressions.map(({ quality }) => quality ?? 0)
    const best = (second ?? 0) > (first ?? 0) ? 2 : 1
    expect(template).toEqual({ file: templateFile(position), impression: best })
    const pixels = touchPixels({ position, impression: best, attempt: 1 })
    expect(readDeskTemplate(files.get(templateFile(position)) ?? new Uint8Array(), position)).toEqual(
      acceptFinger({ width: 256, height: 288, dpi: 500, pixels }),
    )
    for (const number of [1, 2]) {
      const png = files.get(fingerFile(position, number)) ?? new Uint8Array()
      expect(await pixelsOf(png)).toEqual(touchPixels({ position, impression: number, attempt: 1 }))
    }
  }
  const portrait = files.get('portrait.jpg') ?? new Uint8Array()
  expect([...portrait.subarray(0, 2), ...portrait.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9])
  expect(manifest.portrait).toMatchObject({ device: expect.stringMatching(/VC0706/), findings: [] })
  expect(manifest).toMatchObject({
    session: expect.any(String),
    marks: expect.any(String),
    iris: { status: 'EXCEPTED', reason: noIrisCamera },
    signature: { file: 'signature.png', refusal: null },
  })
  expect(manifest.files.filter(({ name }) => name.startsWith('draft'))).toEqual([])

  const { captures, actions, used } = await readEvidence(packet)
  expect(used).toHaveLength(21)
  expect(captures.every(({ record }) => record.transaction === manifest.session)).toBe(true)
  expect(used.map(({ enrolls }) => enrolls)).toEqual([...Array<boolean>(20).fill(false), null])
  const told = server.deviceReports.flatMap(({ devices }) => devices.map(({ serial }) => serial))
  expect(told).toEqual(expect.arrayContaining(used.map(({ device }) => device?.serial)))
  const done = actions.map(({ record: { action, subject } }) => `${action} ${subject}`)
  expect(done).toEqual(
    expect.arrayContaining([
      'BEGUN FOUND',
      'DETAILS_ENTERED null',
      'FINGER_CAPTURED 10',
      'PORTRAIT_TAKEN null',
    ]),
  )
  expect(done.slice(-3)).toEqual(['MOVED REVIEWING', 'MOVED SIGNED', 'MOVED SEALED'])
}, 60_000)

test('the screen is told each step of a finger, in order', async () => {
  const id = await beginCapture()
  await succeed(kiosk.post(`/sessions/${id}/fingers/2`))
  await until(
    async () => applicant.heard.filter((event) => event.type === 'session').length,
    (count) => count >= 4,
  )
  const steps = applicant.heard.filter((event) => event.type === 'capture')
  expect(steps.map(({ step, impression }) => `${step} ${impression}`)).toEqual([
    'PLACE 1',
    'HOLD 1',
    'LIFT 1',
    'CAPTURED 1',
    'PLACE 2',
    'HOLD 2',
    'LIFT 2',
    'CAPTURED 2',
  ])
  expect(steps[0]?.text.vi).toBe('Đặt ngón trỏ phải lên mặt kính')
  expect(steps[4]?.text.vi).toBe('Đặt lại ngón trỏ phải lần 2')
  // How good it is, is told with "lift", while the finger still lies there.
  expect(steps.map(({ quality }) => quality === null)).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
    false,
    false,
  ])
})

const fingerprint = async () => {
  const { devices } = (await kiosk.get('/status')).body as { devices: { kind: string; state: string }[] }
  return devices.find(({ kind }) => kind === 'fingerprint')?.state
}

/** The next finger is laid on like this. */
async function touchLike(touch: Touch): Promise<void> {
  applicant.leave()
  applicant = await bringApplicant(kiosk, scanner, touch)
}

const stepsHeard = () =>
  applicant.heard.flatMap((event) =>
    event.type === 'capture' ? [{ step: event.step, attempt: event.attempt, text: event.text.vi }] : [],
  )

test('a poor print is asked for again with advice, and the best of the tries is kept', async () => {
  const id = await beginCapture()
  // Too little of the finger at first, then all of it.
  await touchLike((asked) => (asked.attempt === 1 ? fingertipOnly(asked) : touchPixels(asked)))
  const session = await succeed(kiosk.post(`/sessions/${id}/fingers/2`))
  expect(session).toMatchObject({
    qualityThreshold: 40,
    fingers: [
      {
        impressions: [{ attempts: 2 }, { attempts: 2 }],
        tries: [
          { impression: 1, best: false, hints: [{ vi: expect.any(String) }] },
          { impression: 1, best: true, file: fingerFile(2, 1) },
          { impression: 2, best: false },
          { impression: 2, best: true, file: fingerFile(2, 2) },
        ],
      },
    ],
  })
  const again = stepsHeard().filter(({ step }) => step === 'AGAIN')
  expect(again).toHaveLength(2)
  expect(again[0]?.text).toMatch(/ngón/i)
  const headers = { authorization: `Bearer ${kiosk.token}` }
  const pictureOf = async (file: string) => {
    const kept = await fetch(`${kiosk.url}/sessions/${id}/files/${file}`, { headers })
    return pixelsOf(new Uint8Array(await kept.arrayBuffer()))
  }
  expect(await pictureOf(fingerFile(2, 1))).toEqual(touchPixels({ position: 2, impression: 1, attempt: 2 }))
  const [{ tries }] = session['fingers'] as [{ tries: { file: string }[] }]
  expect(await pictureOf(tries[0]?.file ?? '')).toEqual(
    fingertipOnly({ position: 2, impression: 1, attempt: 1 }),
  )
})

test('what shows no finger at any of three tries is refused with its cause, and the scanner is not blamed', async () => {
  const id = await beginCapture()
  await touchLike(noise)
  const refused = await kiosk.post(`/sessions/${id}/fingers/1`)
  expect(refused.body['code']).toBe('FINGER_REFUSED')
  expect(String(refused.body['vi'])).not.toBe('')
  expect(stepsHeard().filter(({ step }) => step === 'PLACE')).toHaveLength(3)
  expect((await kiosk.get(`/sessions/${id}`)).body).toMatchObject({ fingers: [] })
  expect(await fingerprint()).toBe('READY')
})

test('a finger that was taken as another one is refused, and taken again at its own place it is not', async () => {
  const id = await beginCapture()
  await succeed(kiosk.post(`/sessions/${id}/fingers/2`))
  await touchLike((asked) => touchPixels({ ...asked, position: 2 }))
  const refused = await kiosk.post(`/sessions/${id}/fingers/3`)
  expect(refused.body['code']).toBe('FINGER_REPEATED')
  expect(String(refused.body['vi'])).toContain('ngón trỏ phải')
  const again = await succeed(kiosk.post(`/sessions/${id}/fingers/2`))
  expect((again['fingers'] as { position: number }[]).map(({ position }) => position)).toEqual([2])
})

test('a finger that was taken can be looked at, taken again, or excused; the earlier picture is gone', async () => {
  const id = await beginCapture()
  await succeed(kiosk.post(`/sessions/${id}/fingers/1`))
  const headers = { authorization: `Bearer ${kiosk.token}` }
  const path = `${kiosk.url}/sessions/${id}/files/${fingerFile(1, 1)}`
  const picture = await fetch(path, { headers })
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(await pixelsOf(new Uint8Array(await picture.arrayBuffer()))).toEqual(
    touchPixels({ position: 1, impression: 1, attempt: 1 }),
  )

  await succeed(kiosk.post(`/sessions/${id}/fingers/1`))
  const exception = { kind: 'BANDAGED', permanent: false, reason: 'Đang băng' }
  const excused = await succeed(kiosk.post(`/sessions/${id}/fingers/1`, { exception }))
  expect(excused).toMatchObject({ fingers: [{ position: 1, impressions: [], tries: [], exception }] })
  expect((await fetch(path, { headers })).status).toBe(404)
})

test('an unplugged scanner is named, nothing is lost, and the next try works when it is back', async () => {
  const id = await beginCapture()
  await succeed(kiosk.post(`/sessions/${id}/fingers/1`))
  await scanner.control('POST', '/unplug')
  const failed = await kiosk.post(`/sessions/${id}/fingers/2`)
  expect(failed.status).toBe(409)
  expect(String(failed.body['vi'])).not.toBe('')
  expect(await fingerprint()).toBe('FAILED')
  await scanner.control('POST', '/replug')
  const session = await succeed(kiosk.post(`/sessions/${id}/fingers/2`))
  expect((session['fingers'] as { position: number }[]).map(({ position }) => position)).toEqual([1, 2])
})

test('while a finger is awaited the session is busy; a screen that goes away ends the wait', async () => {
  applicant.leave()
  const id = await beginCapture()
  const screen = new AbortController()
  const waiting = fetch(`${kiosk.url}/sessions/${id}/fingers/1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kiosk.token}` },
    signal: screen.signal,
  })
  await until(fingerprint, (state) => state === 'BUSY')
  expect((await kiosk.post(`/sessions/${id}/portrait`)).body['code']).toBe('SESSION_BUSY')
  screen.abort()
  await expect(waiting).rejects.toThrow('aborted')
  await until(fingerprint, (state) => state === 'READY')
  await succeed(kiosk.post(`/sessions/${id}/portrait`))
})

test('a finger that does not come is a refusal with words, not an endless wait', async () => {
  applicant.leave()
  await kiosk.stop()
  await startAgent('300')
  const id = await beginCapture()
  expect((await kiosk.post(`/sessions/${id}/fingers/1`)).body['code']).toBe('FINGER_TIMED_OUT')
  expect((await kiosk.get(`/sessions/${id}`)).body['fingers']).toEqual([])
})
