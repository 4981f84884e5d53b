/** The cable pulled in each phase of a capture, at the links that a desk may have. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceKind, DeviceView } from '../../../core/contracts/desk/station.ts'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { type EmulatorProcess, startEmulator } from '../devices/emulator-process.ts'
import { type Applicant, bringApplicant, touchPixels } from '../session/applicant.ts'
import { beginCapture } from '../session/captures.ts'
import { type ContractServer, startContractServer } from '../session/contract-server.ts'
import { adultNumber, adultPerson, hireOfficers, openDesk, registryAnswer, succeed } from '../session/desk.ts'
import { type KioskProcess, makeDataDirectory, startKioskProcess, until } from '../session/kiosk-process.ts'

/** One kiosk has one scanner; the camera is at the first one. */
interface Station {
  readonly kiosk: KioskProcess
  readonly scanner: EmulatorProcess
  readonly applicant: Applicant
  /** What is done to the cable when a finger is asked for: next, and once. */
  atImpression: ((impression: number) => Promise<boolean>) | null
}

let server: ContractServer
let camera: EmulatorProcess
const directories: Awaited<ReturnType<typeof makeDataDirectory>>[] = []
let suprema: Station
let ef01: Station

beforeAll(async () => {
  server = await startContractServer()
  hireOfficers(server)
  server.registry = registryAnswer(adultNumber, adultPerson)
  camera = await startEmulator('camera', '--no-pace')
  ;[suprema, ef01] = await Promise.all([
    openStation('suprema', { CAMERA_PATH: camera.link }),
    openStation('fingerprint', {}),
  ])
}, 90_000)
afterAll(async () => {
  for (const { kiosk, scanner, applicant } of [suprema, ef01]) {
    applicant.leave()
    await kiosk.stop()
    await scanner.stop()
  }
  await Promise.all([camera.stop(), server.close(), ...directories.map(({ remove }) => remove())])
})

async function openStation(
  driver: 'suprema' | 'fingerprint',
  environment: Readonly<Record<string, string>>,
): Promise<Station> {
  const [scanner, directory] = await Promise.all([startEmulator(driver, '--no-pace'), makeDataDirectory()])
  directories.push(directory)
  const kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: {
      ...environment,
      FINGERPRINT_PATH: scanner.link,
      FINGERPRINT_DRIVER: driver === 'suprema' ? 'suprema' : 'ef01',
    },
  })
  await openDesk(kiosk)
  const applicant = await bringApplicant(kiosk, scanner, async (asked) => {
    if (await station.atImpression?.(asked.impression)) station.atImpression = null
    return touchPixels(asked)
  })
  const station: Station = { kiosk, scanner, applicant, atImpression: null }
  return station
}

const sessionOf = async (kiosk: KioskProcess, id: string) =>
  (await succeed(kiosk.get(`/sessions/${id}`))) as unknown as SessionView

async function lampOf(kiosk: KioskProcess, kind: DeviceKind): Promise<DeviceView['state'] | undefined> {
  const { devices } = (await kiosk.get('/status')).body as unknown as { devices: readonly DeviceView[] }
  return devices.find((device) => device.kind === kind)?.state
}

/** This is the last that the screens heard of the lamp. */
async function untilHeard({ heard }: Applicant, kind: DeviceKind, state: DeviceView['state']): Promise<void> {
  await until(
    async () => heard.flatMap((event) => (event.type === 'device' && event.kind === kind ? [event] : [])),
    (lamps) => lamps.at(-1)?.state === state,
  )
}

interface Pull {
  readonly station: Station
  readonly kind: DeviceKind
  readonly emulator: EmulatorProcess
  /** Of the capture, below the session. */
  readonly path: string
  readonly id: string
}

/** The capture is refused with words that help, the lamp goes dark and is lit again by itself, and nothing of the session is lost. */
async function isToldAndRecovers({ station, kind, emulator, path, id }: Pull): Promise<void> {
  const { kiosk, applicant } = station
  const before = await sessionOf(kiosk, id)
  const refused = await kiosk.post(`/sessions/${id}${path}`)
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: expect.stringMatching(/^(CHANNEL_CLOSED|SERIAL_PORT_UNAVAILABLE)$/),
      vi: expect.stringMatching(/dây|cắm/),
      en: expect.any(String),
      who: 'OFFICER',
      remedy: { vi: expect.stringContaining('dây'), en: expect.any(String) },
    },
  })
  expect(await lampOf(kiosk, kind)).toBe('FAILED')
  await untilHeard(applicant, kind, 'FAILED')
  expect(await sessionOf(kiosk, id)).toEqual(before)

  await emulator.control('DELETE', '/faults')
  await emulator.control('POST', '/replug')
  await until(
    () => lampOf(kiosk, kind),
    (state) => state === 'READY',
  )
  await untilHeard(applicant, kind, 'READY')
  expect(await sessionOf(kiosk, id)).toEqual(before)
}

/**
 * Which packet of the module, counted from when the finger is laid on, is cut in two: its answers to the look for a finger
 * first, then the consent to the picture, then the picture. One more answer “no finger yet” may come before them, so the first
 * and last packets are those or their neighbours, and the last is never whole.
 */
interface Picture {
  readonly begins: number
  readonly ends: number
}

/** The first is a packet of 128 bytes out of 288, the second one of 4096 out of 23. */
const pictures = { ef01: { begins: 3, ends: 290 }, suprema: { begins: 4, ends: 26 } } as const

/** What is done when an impression is asked for; answers whether it was this one's turn. */
function phases({ scanner }: Station, { begins, ends }: Picture) {
  const unplugAtPacket = (packet: number) => async () => {
    await scanner.faults({ unplugAtPacket: packet })
    return true
  }
  const unplugBefore = (wanted: number) => async (impression: number) => {
    if (impression !== wanted) return false
    await scanner.control('POST', '/unplug')
    return true
  }
  return [
    unplugBefore(1),
    unplugAtPacket(begins),
    unplugAtPacket(Math.round((begins + ends) / 2)),
    unplugAtPacket(ends),
    unplugBefore(2),
  ]
}

const fingersOf = ({ fingers }: SessionView) =>
  fingers.map(({ position, impressions }) => `${position} ${impressions.length}`)

/** One finger a phase, or one for all of them: each capture then is the one before it, tried again and broken off later. */
async function pullAtEveryPhase(
  station: Station,
  { picture, fingers }: { readonly picture: Picture; readonly fingers: readonly number[] },
): Promise<void> {
  const { kiosk, scanner } = station
  const id = await beginCapture(kiosk)
  for (const [i, phase] of phases(station, picture).entries()) {
    const path = `/fingers/${fingers[i]}`
    station.atImpression = phase
    await isToldAndRecovers({ station, kind: 'fingerprint', emulator: scanner, path, id })
    expect(station.atImpression).toBeNull()
    await scanner.control('DELETE', '/finger')
    if (fingers[i + 1] !== fingers[i]) await succeed(kiosk.post(`/sessions/${id}${path}`))
  }
  const taken = [...new Set(fingers)].map((position) => `${position} 2`)
  expect(fingersOf(await sessionOf(kiosk, id))).toEqual(taken)
}

test.concurrent(
  'the cable of an EF01 module, pulled while it waits, as its picture begins, in its middle, at its end, between two impressions',
  () => pullAtEveryPhase(ef01, { picture: pictures.ef01, fingers: [1, 2, 3, 4, 5] }),
  90_000,
)

// This module takes two seconds to tell that a finger was lifted.
test.concurrent(
  'the cable of a Suprema module, pulled in the same phases',
  () => pullAtEveryPhase(suprema, { picture: pictures.suprema, fingers: [1, 1, 1, 2, 2] }),
  90_000,
)

test.concurrent('the cable of the camera, pulled before, as the photo begins, in its middle and at its end', async () => {
  const { kiosk } = suprema
  const id = await beginCapture(kiosk)
  const path = '/portrait'
  await succeed(kiosk.post(`/sessions/${id}${path}`))
  const journal = await camera.journal()
  const pieces = journal.filter(({ event }) => event === 'command 32').length
  // The frame is held, its length is asked for, then it comes in pieces.
  const first = 3
  const last = first + pieces - 1
  const photo = (await sessionOf(kiosk, id)).portrait?.capturedAt
  const pulls = [
    () => camera.control('POST', '/unplug'),
    ...[first, Math.round((first + last) / 2), last].map(
      (unplugAtPacket) => () => camera.faults({ unplugAtPacket }),
    ),
  ]
  for (const pull of pulls) {
    await pull()
    await isToldAndRecovers({ station: suprema, kind: 'camera', emulator: camera, path, id })
    await succeed(kiosk.post(`/sessions/${id}${path}`))
    expect((await sessionOf(kiosk, id)).portrait?.capturedAt).not.toBe(photo)
  }
  expect(pieces).toBeGreaterThan(2)
}, 90_000)
