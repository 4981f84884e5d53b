import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDeskTemplate } from '../../../core/biometrics/desk-template.ts'
import type { FingerPosition } from '../../../core/biometrics/positions.ts'
import { type PacketManifest, portraitFile, slapFile } from '../../../core/enrollment/packet.ts'
import { capturedSamples } from '../../../server/enrollment/captured-samples.ts'
import { receivePacket } from '../../../server/enrollment/receive-packet.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { runStage } from '../../../server/kernel/stages.ts'
import { seconds, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { inventedFingers } from '../../support/fingers.ts'
import { sealedPacket, tenFingers } from '../../support/packets.ts'
import { registerResident } from '../../support/people.ts'
import { apply, fileOf } from '../../support/pipeline.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let app: ServerApp
let desk: Desk

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
})
afterAll(() => running.close())

const samplesOf = (applicationId: string) => app.db.biometricSample.findMany({ where: { applicationId } })

const movedByEveryFile = [
  'Application',
  'ApplicationStage',
  'Packet',
  'Transition',
  'AuditEntry',
  'AuditHead',
  'Evidence',
  '_private_jobs',
]

/** Of a right thumb. */
function honestTemplate(): Uint8Array {
  const [own] = inventedFingers('desk', 1)
  if (!own) throw new RangeError('no finger')
  return writeDeskTemplate({ ...own, quality: 70 })
}

/** ISO/IEC 19794-2:2005: the length stands at byte 8, the number of views at 22, the first view's position at 24. */
const withByte = (bytes: Uint8Array, at: number, value: number) =>
  Uint8Array.from(bytes).fill(value, at, at + 1)
const longer = (bytes: Uint8Array) => withByte(bytes, 11, (bytes[11] ?? 0) + 6)
const viewsSet = (bytes: Uint8Array, views: number) => withByte(bytes, 22, views)
const positionSet = (bytes: Uint8Array, position: number) => withByte(bytes, 24, position)

const hash = 'ab'.repeat(32)
const irisOf = (file: 'iris-01.png' | 'iris-02.png') =>
  ({ status: 'CAPTURED', files: [file], device: 'Máy mống mắt' }) satisfies PacketManifest['iris']

/** A packet as it was opened, with these parts and no fingers. */
async function contentWith(parts: Partial<PacketManifest>) {
  const { manifest } = await sealedPacket(desk, await registerResident(app))
  const names = ['slap-13.png', 'portrait.jpg', 'iris-01.png', 'iris-02.png']
  const listed = names.map((name) => ({ name, sha256: hash, bytes: 1 }))
  return { manifest: { ...manifest, fingers: [], ...parts, files: listed }, files: new Map() }
}

/** Runs the first stage and no other. */
async function admitOnly(code: string): Promise<void> {
  const stage = stagesOf(app).find(({ name }) => name === 'admit-application')
  if (stage) await runStage(app, stage, (await fileOf(app, code)).id)
}

describe('what the desk says of its captures', () => {
  test('is kept beside each sample, with the template on the impression that it is of', async () => {
    const file = await apply(desk, await registerResident(app))
    const fingers = (await samplesOf(file.id)).filter(({ kind }) => kind === 'FINGER')
    const capturedAt = new Date(app.clock() - seconds(60))
    for (const finger of fingers)
      expect(finger).toMatchObject({ quality: 70, attempts: 1, bitDepth: 8, capturedAt })
    expect(fingers.every(({ template }) => template !== null)).toBe(true)
  })

  const bad: readonly [string, (position: FingerPosition, honest: Uint8Array) => Uint8Array][] = [
    ['cut short', (position, honest) => (position === 4 ? honest.subarray(0, 60) : honest)],
    ['of no length', (position, honest) => (position === 4 ? new Uint8Array() : honest)],
    ['lying about its length', (position, honest) => (position === 4 ? longer(honest) : honest)],
    ['of another finger', (position, honest) => (position === 4 ? positionSet(honest, 5) : honest)],
    ['of two fingers', (position, honest) => (position === 4 ? viewsSet(honest, 2) : honest)],
  ]
  test.each(bad)('sends the file back with a template %s', async (_, spoil) => {
    const applicant = await registerResident(app)
    const honest = honestTemplate()
    const template = async (position: FingerPosition) => spoil(position, positionSet(honest, position))
    const before = await contentOf(app, movedByEveryFile)
    const file = await apply(desk, applicant, { template })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['TEMPLATE_UNREADABLE'], residentId: null })
    expect(await samplesOf(file.id)).toEqual([])
    expect(await contentOf(app, movedByEveryFile)).toEqual(before)
  })

  test('is kept of slaps, portrait and iris too, and why there is none of them', async () => {
    const capturedAt = new Date(app.clock() - seconds(60)).toISOString()
    const slap = { position: 13, file: slapFile(13), width: 1600, height: 1000, dpi: 500 } as const
    const slaps = [{ ...slap, device: 'Máy quét', capturedAt, fingers: [2, 3, 4, 5] }]
    const looked = { file: portraitFile, device: 'Webcam', capturedAt, reason: 'Vẹo cổ' } as const
    const portrait = { ...looked, quality: 61, findings: ['TURNED'] }
    const captured = capturedSamples(await contentWith({ slaps, portrait, iris: irisOf('iris-02.png') }))
    expect(captured.filter(({ kind }) => kind !== 'FINGER')).toMatchObject([
      { kind: 'SLAP', position: 13, impression: 1, dpi: 500, sha256: hash },
      // What the desk itself found wanting is measured again.
      { kind: 'FACE', quality: null, sha256: hash },
      { kind: 'IRIS', position: 2, impression: 1, sha256: hash },
    ])
    const waived = { status: 'WAIVED', waiver: desk.waiver.id, until: desk.waiver.validTo } as const
    const without = await contentWith({ portrait: { ...portrait, findings: [] }, iris: waived })
    expect(capturedSamples(without).filter(({ kind }) => kind !== 'FINGER')).toMatchObject([
      { kind: 'FACE', quality: 61 },
      { kind: 'IRIS', position: 0, impression: 0, exception: 'WAIVED' },
    ])
  })

  test('sends the file back with a template of an impression that was not captured', async () => {
    const fingers = tenFingers(new Date(app.clock()).toISOString()).map((finger) => ({
      ...finger,
      template: finger.template && { ...finger.template, impression: 2 },
    }))
    const file = await apply(desk, await registerResident(app), { manifest: { fingers } })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['TEMPLATE_UNREADABLE'] })
  })

  test('may be less where the kiosk is older', async () => {
    const fingers = tenFingers(new Date(app.clock()).toISOString()).map((finger) => ({
      ...finger,
      template: null,
      impressions: finger.impressions.map((one) => ({ ...one, quality: null, attempts: null })),
    }))
    const packet = await sealedPacket(desk, await registerResident(app), { manifest: { fingers } })
    await receivePacket(app, desk.kiosk.actor, { applicationCode: packet.code, bytes: packet.bytes })
    await admitOnly(packet.code)
    expect(await fileOf(app, packet.code)).toMatchObject({ status: 'SCREENING' })
  })
})
