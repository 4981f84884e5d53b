import { existsSync, watch } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Of } from '../../../enrollment-kiosk/outbox/outbox.ts'
import { certifyMachine } from '../../../server/pki/certify-machine.ts'
import { openDesk } from '../../support/desk.ts'
import { type Account, hireOfficer, officerOf } from '../../support/officers.ts'
import { altered, sealedPacket } from '../../support/packets.ts'
import { registerResident } from '../../support/people.ts'
import { succeed } from '../session/desk.ts'
import { type KioskProcess, makeDataDirectory, startKioskProcess, until } from '../session/kiosk-process.ts'
import { type RealServer, type SomePacket, somePacket, startRealServer } from './real-server.ts'

let server: RealServer
let supervisor: Account
let maker: Station
/** Opens the maker's station without the network. */
let pin: { readonly officerId: unknown; readonly role: 'supervisor'; readonly pin: string }
beforeAll(async () => {
  server = await startRealServer(Date.now())
  supervisor = await hireOfficer(server.running.app, 'STATION_SUPERVISOR')
  maker = await installStation(async (kiosk) => {
    const { officerId } = await signIn(kiosk)
    pin = { officerId, role: 'supervisor', pin: '480215' }
    await succeed(kiosk.post('/officers/pin', { role: pin.role, pin: pin.pin }))
  })
})
afterAll(async () => {
  await maker.remove()
  await server.close()
})

interface Station {
  readonly directory: string
  readonly outbox: string
  readonly number: number
  start(environment?: Readonly<Record<string, string>>): Promise<KioskProcess>
  remove(): Promise<void>
}

/** A kiosk that an administrator has confirmed. */
async function installStation(prepare: (kiosk: KioskProcess) => Promise<void>): Promise<Station> {
  const { path, remove } = await makeDataDirectory()
  const { app } = server.running
  const environment = { OUTBOX_PIECE_BYTES: '4096', SETTINGS_REFRESH_MS: '50' }
  const start: Station['start'] = (changes) =>
    startKioskProcess({
      server: server.line.url,
      directory: path,
      environment: { ...environment, ...changes },
    })
  const first = await start()
  const asked = await until(
    () => app.db.machine.findFirst({ where: { status: 'REQUESTED' } }),
    (machine) => machine !== null,
  )
  const { number } = await certifyMachine(app, officerOf('ADMINISTRATOR'), { id: asked?.id ?? '' })
  await until(
    () => first.get('/status'),
    ({ body }) => (body['installation'] as { step: string }).step === 'READY',
  )
  await prepare(first)
  await first.stop()
  return { directory: path, outbox: join(path, 'outbox'), number: number ?? 0, start, remove }
}

const nameOf = ({ applicationCode, bytes }: SomePacket) => `${applicationCode}.${sha256Of(bytes)}`
const seal = async (station: Station, packet: SomePacket) =>
  writeFile(join(station.outbox, `${nameOf(packet)}.cms`), packet.bytes)

interface Shown {
  readonly applicationCode: string
  readonly state: string
  readonly foreign: boolean
}
const shown = async (kiosk: KioskProcess) => (await kiosk.get('/outbox')).body['packets'] as readonly Shown[]
const untilAll = (kiosk: KioskProcess, state: string) =>
  until(
    () => shown(kiosk),
    (packets) => packets.every((packet) => packet.state === state),
  )

/** Resolves when such a file of the folder is there, or is gone. */
function fileChange(folder: string, file: { readonly name: RegExp; readonly gone?: boolean }): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (!name || !file.name.test(name)) return
      if (file.gone && existsSync(join(folder, name))) return
      watcher.close()
      resolve()
    })
  })
}

/** Resolves when so much of a packet went up, or the first byte of an answer to it came down. */
function lineMoment(way: 'UP' | 'DOWN', wanted: (bytes: number, up: number) => boolean): Promise<void> {
  let up = 0
  return new Promise((resolve) => {
    server.line.onPass = (passing, bytes) => {
      if (passing === 'UP') up = bytes
      if (passing === way && wanted(bytes, up)) resolve()
    }
  })
}

const codesOf = (packets: readonly SomePacket[]) =>
  packets.map(({ applicationCode }) => applicationCode).sort()

async function exactlyOnce(packets: readonly SomePacket[]): Promise<void> {
  const { db } = server.running.app
  const code = { in: codesOf(packets) }
  expect(await db.application.count({ where: { code } })).toBe(packets.length)
  expect(await db.packet.count({ where: { applicationCode: code } })).toBe(packets.length)
  const ids = await db.application.findMany({ where: { code }, select: { id: true } })
  const subjectId = { in: ids.map(({ id }) => id) }
  expect(await db.auditEntry.count({ where: { action: 'packet.receive', subjectId } })).toBe(packets.length)
}

describe('a kiosk that is killed', () => {
  test('at any step of sending has sent each packet once after the next start', async () => {
    const length = 10_000
    const packets: SomePacket[] = []
    const watched = (packet: SomePacket, ending: string, gone = false) =>
      fileChange(maker.outbox, { name: new RegExp(`^${nameOf(packet)}\\.${ending}$`), gone })
    const steps: readonly ((packet: SomePacket) => Promise<void>)[] = [
      () => lineMoment('UP', (bytes) => bytes > 3000),
      () => lineMoment('UP', (bytes) => bytes > length),
      () => lineMoment('DOWN', (_, up) => up > length),
      (packet) => watched(packet, 'receipt\\.json\\.tmp'),
      (packet) => watched(packet, 'receipt\\.json'),
      (packet) => watched(packet, 'cms', true),
    ]
    for (const [i, step] of steps.entries()) {
      const packet = somePacket(server, { machine: maker.number, sequence: i + 1, length })
      packets.push(packet)
      await seal(maker, packet)
      const reached = step(packet)
      const kiosk = await maker.start()
      await reached
      await kiosk.kill()
    }
    const kiosk = await maker.start()
    await untilAll(kiosk, 'RECEIVED')
    expect(await shown(kiosk)).toHaveLength(packets.length)
    await exactlyOnce(packets)
    expect((await readdir(maker.outbox)).every((name) => name.endsWith('.receipt.json'))).toBe(true)
    await kiosk.kill()
  })

  test('while it exports, or imports what another one exported, loses and doubles nothing', async () => {
    const { app } = server.running
    const carrier = await installStation(async () => undefined)
    const medium = await mkdtemp(join(tmpdir(), 'medium-'))
    const desk = await openDesk(app)
    const packets = await Promise.all(
      [1, 2, 3].map(async () => {
        const { code, bytes } = await sealedPacket(desk, await registerResident(app))
        return { applicationCode: code, bytes }
      }),
    )
    // The maker's line is dead; the supervisor works there with the PIN.
    server.line.budget = () => 0
    for (const packet of packets) await seal(maker, packet)
    const exporting: readonly (() => Promise<void>)[] = [
      () => fileChange(medium, { name: /^packets-.*\.json\.tmp$/ }),
      () => fileChange(maker.outbox, { name: /\.exported\.json$/ }),
    ]
    const order = { codes: 'ALL', directory: medium }
    for (const step of exporting) {
      const kiosk = await maker.start()
      await succeed(kiosk.post('/officers/unlock', pin))
      const reached = step()
      const asked = kiosk.post('/outbox/export', order).catch(() => undefined)
      await reached
      await kiosk.kill()
      await asked
    }
    const kiosk = await maker.start()
    await succeed(kiosk.post('/officers/unlock', pin))
    await succeed(kiosk.post('/outbox/export', order))
    const exported = (await shown(kiosk)).filter(({ state }) => state === 'EXPORTED')
    expect(exported.map(({ applicationCode }) => applicationCode).sort()).toEqual(codesOf(packets))

    const inside = await kiosk.post('/outbox/export', {
      codes: 'ALL',
      directory: join(maker.directory, 'drafts'),
    })
    expect([inside.status, inside.body['code']]).toEqual([409, 'MEDIUM_INSIDE_DATA'])
    const damaged = await copyOf(medium, packets[0])

    server.line.budget = () => null
    const killed = await carrier.start()
    await signIn(killed)
    // One damaged file does not keep the others out, and is asked for again.
    expect((await killed.post('/outbox/import', { directory: damaged })).body).toMatchObject({
      imported: 0,
      refused: [{ file: packets[0]?.applicationCode, code: 'IMPORTED_PACKET_DAMAGED' }],
    })
    const reached = fileChange(carrier.outbox, { name: /\.foreign\.json$/ })
    const asked = killed.post('/outbox/import', { directory: medium }).catch(() => undefined)
    await reached
    await killed.kill()
    await asked

    const bringing = await carrier.start()
    await signIn(bringing)
    await succeed(bringing.post('/outbox/import', { directory: medium }))
    await untilAll(bringing, 'RECEIVED')
    expect((await shown(bringing)).map(({ foreign }) => foreign)).toEqual([true, true, true])
    const again = await bringing.post('/outbox/import', { directory: medium })
    expect(again.body).toEqual({ imported: 0, known: 3, refused: [] })
    await bringing.kill()
    // The maker hears of it by itself, and keeps no more than the receipts.
    await untilAll(kiosk, 'RECEIVED')
    await exactlyOnce(packets)
    expect((await readdir(maker.outbox)).every((name) => name.endsWith('.receipt.json'))).toBe(true)
    await kiosk.kill()
    for (const folder of [medium, damaged]) await rm(folder, { recursive: true })
    await carrier.remove()
  })
})

const signIn = (kiosk: KioskProcess) => {
  const { username, password } = supervisor
  return succeed(kiosk.post('/officers/sign-in', { username, password, role: 'supervisor' }))
}

/** A medium with the lists of another one, and one of its packets with a byte changed. */
async function copyOf(medium: string, packet: SomePacket | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'medium-'))
  if (!packet) return folder
  const list = { version: 1, centre: 'HN001', machineNumber: 1, exportedAt: new Date().toISOString() }
  const { applicationCode, bytes } = packet
  const listed = { applicationCode, sha256: sha256Of(bytes), bytes: bytes.length, sealedAt: list.exportedAt }
  await writeFile(
    join(folder, 'packets-HN001-1-20261121T050000000Z.json'),
    JSON.stringify({ ...list, packets: [listed] }),
  )
  await writeFile(
    join(folder, `${nameOf(packet)}.cms`),
    altered(await readFile(join(medium, `${nameOf(packet)}.cms`)), 0.5),
  )
  return folder
}
