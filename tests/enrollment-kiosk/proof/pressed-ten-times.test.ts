/** Continue pressed ten times at once, at every step: as one command that is repeated, and as ten commands. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import { readEvidence } from '../../../server/enrollment/check-evidence.ts'
import { type EmulatorProcess, startEmulator } from '../devices/emulator-process.ts'
import { type Applicant, bringApplicant } from '../session/applicant.ts'
import { type ContractServer, startContractServer } from '../session/contract-server.ts'
import {
  adultNumber,
  adultPerson,
  hireOfficers,
  openDesk,
  packets,
  registryAnswer,
  succeed,
  untilState,
} from '../session/desk.ts'
import {
  type Answer,
  type KioskProcess,
  makeDataDirectory,
  startKioskProcess,
} from '../session/kiosk-process.ts'
import { command, excusedAndShown, journeyOf, type Step, toldTwice } from './journey.ts'

let server: ContractServer
let scanner: EmulatorProcess
let camera: EmulatorProcess
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let applicant: Applicant

const applying = {
  number: adultNumber,
  registered: declaredPersonSchema.parse({ ...adultPerson, name: 'NGUYỄN THỊ MẪU THÚY' }),
  name: 'NGUYỄN THỊ MẪU THÙY',
}

beforeAll(async () => {
  ;[server, scanner, camera, directory] = await Promise.all([
    startContractServer(),
    startEmulator('fingerprint', '--no-pace'),
    startEmulator('camera', '--no-pace'),
    makeDataDirectory(),
  ])
  hireOfficers(server)
  server.registry = registryAnswer(adultNumber, applying.registered)
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: { FINGERPRINT_PATH: scanner.link, CAMERA_PATH: camera.link },
  })
  await openDesk(kiosk)
  applicant = await bringApplicant(kiosk, scanner)
}, 90_000)
afterAll(async () => {
  applicant.leave()
  await kiosk.stop()
  await Promise.all([scanner.stop(), camera.stop(), server.close(), directory.remove()])
})

const presses = Array.from({ length: 10 }, (_, i) => i)
type Press = (step: Step, view: SessionView | null) => Promise<readonly Answer[]>

function pressed(idOf: (step: Step, press: number) => string): Press {
  return async (step, view) => {
    // Before there is a file, nothing is read of it.
    const given = await step.command(view as SessionView)
    return Promise.all(presses.map((press) => command(kiosk, given, idOf(step, press))))
  }
}

const viewOf = async (id: string) => (await succeed(kiosk.get(`/sessions/${id}`))) as unknown as SessionView

/** The packet of a file, opened, with what its chains say was captured and done. */
async function arrived(id: string) {
  const packet = (await packets(kiosk)).filter(({ applicationCode }) => applicationCode === id)
  expect(packet).toHaveLength(1)
  const sha256 = packet[0]?.sha256 ?? ''
  await untilState(kiosk, sha256, 'RECEIVED')
  expect(server.uploads.filter((upload) => upload.sha256 === sha256)).toHaveLength(1)
  const content = await server.open(sha256)
  const { captures, actions } = await readEvidence(content)
  return {
    manifest: content.manifest,
    captured: captures.map(({ record: { kind, position } }) => `${kind} ${position}`),
    done: actions.map(({ record: { action, subject } }) => `${action} ${subject}`),
  }
}

test('one command, repeated nine times while it runs, is answered ten times alike and done once', async () => {
  const press = pressed(({ name }) => `one press of ${name}`)
  let view: SessionView | null = null
  for (const step of journeyOf(applying)) {
    const before: SessionView | null = view
    const answers = await press(step, before)
    expect([step.name, ...new Set(answers.map(({ status }) => status))]).toEqual([step.name, 200])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    view = answers[0]?.body as unknown as SessionView
    // A repetition that comes late hears the same, and each step is one change.
    expect((await press(step, before))[0]?.body).toEqual(view)
    expect(view.revision).toBe((before?.revision ?? 0) + 1)
  }
  const { manifest, captured, done } = await arrived(view?.id ?? '')
  expect(manifest.papers).toHaveLength(1)
  expect(toldTwice(done)).toEqual(excusedAndShown)
  const tries = manifest.fingers[0]?.impressions.reduce((sum, { attempts }) => sum + (attempts ?? 1), 0)
  expect(captured.filter((capture) => capture === 'FINGER 1')).toHaveLength(tries ?? 0)
  expect(captured.filter((capture) => capture === 'FACE 0')).toHaveLength(2)
}, 90_000)

/** Nine of ten are told that the first is at work, or has done it. */
const kindRefusals = ['SESSION_BUSY', 'TRANSITION_REFUSED', 'SESSION_UNKNOWN', 'DEVICE_BUSY']

test('ten commands at once skip no step, and each step is in the chain of actions once', async () => {
  const press = pressed(({ name }, nth) => `press ${nth} of ${name}`)
  const [begin, ...rest] = journeyOf(applying)
  if (!begin) throw new RangeError('no first step')
  let view = (await succeed(
    command(kiosk, await begin.command({} as SessionView), 'begun'),
  )) as unknown as SessionView
  const { id } = view
  for (const step of rest) {
    const answers = await press(step, view)
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => String(body['code']))
    for (const code of codes) expect(kindRefusals).toContain(code)
    expect(codes.length).toBeLessThan(10)
    const states = answers.flatMap(({ status, body }) => (status === 200 ? [String(body['state'])] : []))
    expect(new Set(states).size).toBe(1)
    if (step.name === 'countersign') continue
    view = await viewOf(id)
    expect(view.state).toBe(states[0])
  }
  const { manifest, done } = await arrived(id)
  expect(manifest.fingers).toHaveLength(10)
  // Who brings a picture or signs ten times under ten ids means it; nothing else is told again.
  const meant = /^(PAPER_KEPT|PORTRAIT_TAKEN|SIGNATURE_TAKEN|CONSENT_TAKEN|FINGER_EXCUSED)/
  expect(toldTwice(done).filter((one) => !meant.test(one))).toEqual([])
  expect(done.filter((one) => one.startsWith('MOVED'))).toEqual([
    'MOVED CAPTURING',
    'MOVED REVIEWING',
    'MOVED SIGNED',
    'MOVED SEALED',
  ])
}, 90_000)
