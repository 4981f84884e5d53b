import { createHash, webcrypto } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceSigned, readEvidenceLine } from '../../core/cms/evidence-line.ts'
import type { DeviceStanding, KioskSettings } from '../../core/contracts/kiosk-sync.ts'
import type { CaptureSession } from '../session/capture-session.ts'
import { type DeviceReport, identityOf, openDeviceReport } from '../sync/device-report.ts'
import { type Captured, recordCapture } from './record-capture.ts'

const machineId = '22222222-2222-4222-8222-222222222222'
const scanner = identityOf('FINGERPRINT', { model: 'Máy quét Mẫu', serial: 'S1' }, machineId)
const fresh = { id: 'HN001-01-260302-0001-J', transaction: null, captures: [] as string[] } as CaptureSession
const finger: Captured = {
  kind: 'FINGER',
  position: 2,
  impression: 1,
  device: scanner,
  dpi: 500,
  bitDepth: 4,
  capturedAt: '2026-03-02T02:20:00.000Z',
  sha256: 'ab'.repeat(32),
}

let directory: string
let deviceReport: DeviceReport
let keys: webcrypto.CryptoKeyPair
let kiosk: Parameters<typeof recordCapture>[0]
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evidence-'))
  deviceReport = await openDeviceReport(directory, async () => health)
  keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const settings = { centre: { code: 'HN001' } } as KioskSettings
  const machine = { id: machineId, certificate: '', key: keys, settings }
  kiosk = { deviceReport, installation: { machine: () => machine } as typeof kiosk.installation }
})
afterAll(() => rm(directory, { recursive: true }))

const health = { version: '0', clockAheadMs: null, freeDiskMb: null, waitingPackets: 0 }
const stands = (standing: DeviceStanding) =>
  deviceReport.send(async ({ devices }) => ({
    devices: devices.map(({ kind, model, serial }) => ({ kind, model, serial, standing })),
  }))

describe('a capture', () => {
  test('becomes a signed line that names the session and the line before', async () => {
    const one = await recordCapture(kiosk, fresh, finger)
    const two = await recordCapture(kiosk, one, { ...finger, impression: 2, sha256: 'cd'.repeat(32) })
    expect(two.captures).toHaveLength(2)
    expect(await evidenceSigned(two.captures, keys.publicKey)).toBe(true)
    const [first = '', second = ''] = two.captures
    expect(readEvidenceLine(first)).toMatchObject({
      sequence: 1,
      previous: null,
      machine: machineId,
      centre: 'HN001',
    })
    expect(readEvidenceLine(second)).toMatchObject({
      sequence: 2,
      transaction: one.transaction,
      previous: createHash('sha256').update(first).digest('hex'),
    })
  })

  test('says whether it may enroll; a photo does not raise the question', async () => {
    const gradeOf = async (change: Partial<Captured>) => {
      const { captures } = await recordCapture(kiosk, fresh, { ...finger, ...change })
      return readEvidenceLine(captures[0] ?? '')?.enrolls
    }
    expect(await gradeOf({})).toBe(false)
    expect(await gradeOf({ bitDepth: 8 })).toBe(true)
    expect(await gradeOf({ kind: 'FACE', dpi: null, bitDepth: null })).toBeNull()
  })

  test('does not go back in time when the clock is set', async () => {
    const one = await recordCapture(kiosk, fresh, finger)
    const two = await recordCapture(kiosk, one, { ...finger, capturedAt: '2026-03-02T01:00:00.000Z' })
    expect(readEvidenceLine(two.captures[1] ?? '')?.capturedAt).toBe(finger.capturedAt)
  })

  test('with a device that the server has stopped is refused at the desk', async () => {
    await deviceReport.saw({ ...scanner, capabilities })
    for (const standing of ['REQUESTED', 'ACTIVE'] as const) {
      await stands(standing)
      await recordCapture(kiosk, fresh, finger)
    }
    for (const standing of ['SUSPENDED', 'REVOKED', 'ELSEWHERE'] as const) {
      await stands(standing)
      await expect(recordCapture(kiosk, fresh, finger)).rejects.toMatchObject({ code: 'DEVICE_NOT_ALLOWED' })
    }
  })
})

const capabilities = { dpi: 500, bitDepth: 8, width: 388, height: 374, templates: [] }
