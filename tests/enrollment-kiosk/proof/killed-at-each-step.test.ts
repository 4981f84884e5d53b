/** One enrollment during which the agent dies at every step, and one during which the server goes away; both end in the real server. */
import { existsSync, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { readEvidence } from '../../../server/enrollment/check-evidence.ts'
import { readPacket } from '../../../server/enrollment/open-packet.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { runStage } from '../../../server/kernel/stages.ts'
import { certifyMachine } from '../../../server/pki/certify-machine.ts'
import { type Account, hireOfficer, officerOf } from '../../support/officers.ts'
import { makeChild, makePerson, registerResident } from '../../support/people.ts'
import { type EmulatorProcess, startEmulator } from '../devices/emulator-process.ts'
import { type RealServer, startRealServer } from '../outbox/real-server.ts'
import { type Applicant, bringApplicant } from '../session/applicant.ts'
import { consent, succeed } from '../session/desk.ts'
import { type KioskProcess, makeDataDirectory, startKioskProcess, until } from '../session/kiosk-process.ts'
import {
  type Applying,
  command,
  details,
  excusedAndShown,
  journeyOf,
  type Step,
  toldTwice,
} from './journey.ts'

const pin = '480215'
type Role = 'operator' | 'supervisor'

let server: RealServer
let app: ServerApp
let scanner: EmulatorProcess
let camera: EmulatorProcess
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
const officers = new Map<Role, Account>()
let kiosk: KioskProcess
let applicant: Applicant
let machineId: string
/** Who sits at the desk since the last start. */
let seated: Set<Role>

beforeAll(async () => {
  ;[server, scanner, camera, directory] = await Promise.all([
    startRealServer(Date.now()),
    startEmulator('suprema', '--no-pace'),
    startEmulator('camera', '--no-pace'),
    makeDataDirectory(),
  ])
  app = server.running.app
  kiosk = await startAgent()
  const asked = await until(
    () => app.db.machine.findFirst({ where: { status: 'REQUESTED' } }),
    (machine) => machine !== null,
  )
  machineId = asked?.id ?? ''
  await certifyMachine(app, officerOf('ADMINISTRATOR'), { id: machineId })
  await until(
    () => kiosk.get('/status'),
    ({ body }) => (body['installation'] as { step: string }).step === 'READY',
  )
  await hire('operator', await hireOfficer(app, 'CAPTURE_OFFICER'))
  await hire('supervisor', await hireOfficer(app, 'STATION_SUPERVISOR'))
  // Leaves what was compiled for those that follow.
  applicant.leave()
  await kiosk.stop()
  kiosk = await startAgent()
  await unlock('operator')
}, 180_000)
afterAll(async () => {
  applicant.leave()
  await kiosk.kill()
  await Promise.all([scanner.stop(), camera.stop(), server.close()])
  await directory.remove()
})

async function startAgent(): Promise<KioskProcess> {
  const { running, line } = server
  running.advanceClock(Date.now() - running.app.clock())
  seated = new Set()
  const started = await startKioskProcess({
    server: line.url,
    directory: directory.path,
    environment: {
      FINGERPRINT_PATH: scanner.link,
      FINGERPRINT_DRIVER: 'suprema',
      CAMERA_PATH: camera.link,
    },
  })
  applicant = await bringApplicant(started, scanner)
  return started
}

async function hire(role: Role, account: Account): Promise<void> {
  officers.set(role, account)
  await signIn(role)
  await succeed(kiosk.post('/officers/pin', { role, pin }))
}

/** Through the server, which the registry needs. */
async function signIn(role: Role): Promise<void> {
  const { username, password } = officers.get(role) ?? {}
  await succeed(kiosk.post('/officers/sign-in', { username, password, role }))
  seated.add(role)
}

/** By the PIN, as after every start. */
async function unlock(role: Role): Promise<void> {
  if (seated.has(role)) return
  await succeed(kiosk.post('/officers/unlock', { officerId: officers.get(role)?.actor.id, role, pin }))
  seated.add(role)
}

async function killAndStartAgain(): Promise<void> {
  applicant.leave()
  await kiosk.kill()
  kiosk = await startAgent()
  await unlock('operator')
}

const sessions = async () => (await succeed(kiosk.get('/sessions'))) as unknown as readonly { id: string }[]

async function viewOf(id: string): Promise<SessionView | null> {
  const { status, body } = await kiosk.get(`/sessions/${id}`)
  return status === 200 ? (body as unknown as SessionView) : null
}

/** Resolves with the name of the first such file that is written in a folder of the agent's data. */
function fileWritten(folder: string, wanted: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const watcher = watch(join(directory.path, folder), (_, name) => {
      if (!name || !wanted.test(name)) return
      watcher.close()
      resolve(name)
    })
  })
}

/** On the disk, and the screen has not heard of it. */
async function draftBegun(): Promise<void> {
  const code = await fileWritten('drafts', /^HN001/)
  const saved = fileWritten(`drafts/${code}`, /^session\.box$/)
  if (!existsSync(join(directory.path, 'drafts', code, 'session.box'))) await saved
}

async function capturing(step: string, impression: number | null): Promise<void> {
  const isIt = (event: Applicant['heard'][number]) =>
    event.type === 'capture' && event.step === step && event.impression === impression
  await until(
    async () => applicant.heard,
    (heard) => heard.some(isIt),
  )
}

/** Where a step is cut before it is answered: each resolves when the agent has got so far with the file. */
const moments: Readonly<Record<string, readonly ((id: string) => Promise<unknown>)[]>> = {
  begin: [draftBegun],
  paper: [(id) => fileWritten(`drafts/${id}`, /^session\.box/)],
  finger: [
    () => capturing('HOLD', 1),
    () => capturing('PLACE', 2),
    (id) => fileWritten(`drafts/${id}`, /^[0-9a-f]{64}\.box/),
  ],
  portrait: [() => capturing('LOOK', null)],
  countersign: [() => fileWritten('outbox', /\.cms\.tmp$/)],
}

/** One of many equal steps is enough. */
const cutAfter = (name: string) => !/(excuse|confirm|hand of finger) ([3-9]|10)$/.test(name)

/** Gives a command until it is answered, whatever becomes of the agent; answers the session as it is then. */
async function carryThrough(step: Step, view: SessionView | null): Promise<SessionView> {
  const id = `press ${step.name}`
  // Before there is a file, nothing is read of it.
  const given = await step.command(view as SessionView)
  const press = async () => {
    if (step.bySupervisor) await unlock('supervisor')
    if (!view) await signIn('operator')
    return command(kiosk, given, id)
  }
  for (const moment of moments[step.name] ?? []) {
    const reached = moment(view?.id ?? '')
    const asked = press().catch(() => null)
    await reached
    await killAndStartAgain()
    await asked
    expect((await sessions()).length).toBeLessThanOrEqual(1)
  }
  const { status, body } = await press()
  const answered = body as unknown as SessionView
  if (!cutAfter(step.name) || step.name === 'countersign') return answered
  expect([step.name, status]).toEqual([step.name, 200])
  await killAndStartAgain()
  expect(await viewOf(answered.id)).toEqual(answered)
  // The screen never heard the answer and asks again.
  expect((await press()).body).toEqual(answered)
  expect(await sessions()).toHaveLength(1)
  return answered
}

/** What stands in the packet that the server holds of a file, and the file itself once it is admitted. */
async function admitted(code: string) {
  server.running.advanceClock(Date.now() - app.clock())
  const file = await app.db.application.findUniqueOrThrow({ where: { code } })
  const stage = stagesOf(app).find(({ name }) => name === 'admit-application')
  if (!stage) throw new RangeError('no admission')
  await runStage(app, stage, file.id)
  const sealed = await app.packets.get(file.packetSha256 ?? '')
  if (!sealed) throw new RangeError('no packet')
  const content = await readPacket(sealed, {
    ...app.packetTrust,
    expected: { applicationCode: code, centre: file.centreCode, machine: machineId },
    receivedAt: file.receivedAt.getTime(),
    longestOfflineDays: app.env.longestOfflineDays,
  })
  return {
    ...content,
    ...(await readEvidence(content)),
    file: await app.db.application.findUniqueOrThrow({ where: { code } }),
  }
}

interface Shown {
  readonly applicationCode: string
  readonly state: string
  readonly bytes: number
  readonly reason: { readonly code: string } | null
}
const shown = async () =>
  ((await kiosk.get('/outbox')).body as unknown as { packets: readonly Shown[] }).packets

async function received(code: string): Promise<void> {
  await until(shown, (packets) =>
    packets.some(({ applicationCode, state }) => applicationCode === code && state === 'RECEIVED'),
  )
}

/** One application, one packet, one receipt; and nothing of it at the desk any more. */
async function arrivedOnce(code: string): Promise<void> {
  const file = await app.db.application.findMany({ where: { code }, select: { id: true } })
  expect(file).toHaveLength(1)
  expect(await app.db.packet.count({ where: { applicationCode: code } })).toBe(1)
  const subjectId = file[0]?.id ?? ''
  expect(await app.db.auditEntry.count({ where: { action: 'packet.receive', subjectId } })).toBe(1)
  await until(sessions, (open) => open.length === 0)
  expect(await readdir(join(directory.path, 'drafts'))).toEqual([])
  expect((await shown()).filter(({ applicationCode }) => applicationCode === code)).toHaveLength(1)
}

/** Resolves when so much has gone up to the server on one connection. */
function goneUp(most: number): Promise<void> {
  return new Promise((resolve) => {
    server.line.onPass = (way, bytes) => {
      if (way === 'UP' && bytes > most) resolve()
    }
  })
}

/** While a packet goes up, and while its receipt is put on the disk. */
const sendingMoments: readonly (() => Promise<unknown>)[] = [
  () => goneUp(30_000),
  () => fileWritten('outbox', /\.receipt\.json/),
]

test('an agent that is killed during and after every step loses nothing, does nothing twice, and one application arrives', async () => {
  const person = makePerson()
  const { number, residentId } = await registerResident(app, { ...person, name: `${person.name} THÚY` })
  const applying: Applying = {
    number,
    registered: { ...person, name: `${person.name} THÚY` },
    name: `${person.name} THÙY`,
  }
  const codes = new Set<string>()
  let view: SessionView | null = null
  let missingAtSign: SessionView['missing'] | null = null
  for (const step of journeyOf(applying)) {
    if (step.name === 'sign') missingAtSign = view?.missing ?? null
    // While the packet is sealed and sent, the line is cut: the sending has its own moments below.
    if (step.name === 'countersign') server.line.goDown()
    const before: SessionView | null = view
    view = await carryThrough(step, before)
    if (step.name !== 'countersign') codes.add(view.id)
  }
  expect(missingAtSign).toEqual([])
  expect(codes.size).toBe(1)
  const [open] = await sessions()
  const code = String(open?.id)
  expect((await viewOf(code))?.state).toBe('SEALED')
  await killAndStartAgain()
  for (const moment of sendingMoments) {
    const reached = moment()
    server.line.budget = () => null
    await reached
    // The next agent finds no line before its moment is watched for.
    server.line.goDown()
    await killAndStartAgain()
  }
  server.line.budget = () => null
  await received(code)
  await arrivedOnce(code)

  const { manifest, captures, actions, file } = await admitted(code)
  expect(file).toMatchObject({ status: 'SCREENING', residentId, number })
  expect(file.flags).toContain('CLAIM_PENDING')
  expect(manifest).toMatchObject({
    person: { name: applying.name },
    papers: [{ type: 'BIRTH_CERTIFICATE', pages: [expect.any(String)] }],
    claims: [{ field: 'name', registry: applying.registered.name, declared: applying.name }],
    citizenConfirmed: ['name'],
    contact: { phone: '0912345678' },
    iris: { status: 'EXCEPTED' },
    signature: { file: 'signature.png' },
  })
  expect(manifest.fingers.map(({ position, impressions }) => [position, impressions.length])).toEqual([
    [1, 2],
    ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((position) => [position, 0]),
  ])
  const kinds = captures.map(({ record: { kind, position } }) => `${kind} ${position}`)
  const tries = manifest.fingers[0]?.impressions.reduce((sum, { attempts }) => sum + (attempts ?? 1), 0)
  expect(kinds.filter((kind) => kind === 'FINGER 1')).toHaveLength(tries ?? 0)
  expect(kinds.filter((kind) => kind === 'FACE 0')).toHaveLength(2)
  const done = actions.map(({ record: { action, subject } }) => `${action} ${subject}`)
  expect(toldTwice(done)).toEqual(excusedAndShown)
  expect(done.slice(-3)).toEqual(['MOVED REVIEWING', 'MOVED SIGNED', 'MOVED SEALED'])
}, 180_000)

test('a server that goes away between the signature and its receipt, and comes back, holds one application', async () => {
  const child = makeChild()
  const { number } = await registerResident(app, child)
  await unlock('supervisor')
  const begun = await succeed(kiosk.post('/sessions', { number, birthDate: child.birthDate }))
  const code = String(begun['id'])
  await consent(kiosk, code)
  const father = { number: '001090000033', name: child.fatherName, relation: 'FATHER' }
  const form = details({ number, registered: child, name: child.name })
  const paper = journeyOf({ number, registered: child, name: child.name })[1]
  const given = await paper?.command(begun as unknown as SessionView)
  if (!given) throw new RangeError('no paper')
  const proof = { ...given, path: given.path.replace('BIRTH_CERTIFICATE', 'REPRESENTATIVE_PROOF') }
  await succeed(command(kiosk, proof, 'proof'))
  await succeed(kiosk.post(`/sessions/${code}/details`, { ...form, representative: father }))
  await succeed(kiosk.post(`/sessions/${code}/review`))
  await succeed(kiosk.post(`/sessions/${code}/sign`))

  // Not there at all; then gone as soon as it has the whole packet, before its word of it comes; then there again.
  server.line.goDown()
  await succeed(kiosk.post(`/sessions/${code}/countersign`))
  await until(
    async () => (await shown()).find(({ applicationCode }) => applicationCode === code)?.reason,
    (reason) => reason?.code === 'SERVER_UNREACHABLE',
  )
  const stored = () => app.db.packet.count({ where: { applicationCode: code } })
  expect(await stored()).toBe(0)
  server.running.advanceClock(Date.now() - app.clock())
  const bytes = (await shown()).find(({ applicationCode }) => applicationCode === code)?.bytes ?? 0
  let lost = 0
  server.line.losesAnswer = (up) => up > bytes && ++lost === 1
  server.line.budget = () => null
  await received(code)
  expect(lost).toBeGreaterThan(0)
  await arrivedOnce(code)
  const { file, manifest } = await admitted(code)
  expect(file.status).toBe('SCREENING')
  expect(manifest.person.name).toBe(child.name)
}, 180_000)
