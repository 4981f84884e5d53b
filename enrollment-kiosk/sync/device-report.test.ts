import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceReportBody, ReportedDevice } from '../../core/contracts/kiosk-sync.ts'
import { identityOf, openDeviceReport } from './device-report.ts'
import { machineHealth } from './machine-health.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-'))
})
afterAll(() => rm(root, { recursive: true }))

const machine = '22222222-2222-4222-8222-222222222222'
const device = (serial: string): ReportedDevice => ({
  ...identityOf('CAMERA', { model: 'VC0706', serial }, machine),
  capabilities: { dpi: null, bitDepth: null, width: 640, height: 480, templates: [] },
})
const open = async () => {
  const directory = await mkdtemp(join(root, 'kiosk-'))
  const again = () =>
    openDeviceReport(directory, () => machineHealth(directory, { clockAheadMs: 12, waitingPackets: 3 }))
  return { directory, again, report: await again() }
}
const heard: DeviceReportBody[] = []
const tell = async (body: DeviceReportBody) => {
  heard.push(body)
  return {
    devices: body.devices.map(({ kind, model, serial }) => ({
      kind,
      model,
      serial,
      standing: 'ACTIVE' as const,
    })),
  }
}

describe('the devices of a kiosk', () => {
  test('are told with the health of the computer, and pending until they are', async () => {
    const { report } = await open()
    expect(report.pending).toBe(false)
    await report.saw(device('C1'))
    expect(report.pending).toBe(true)
    expect(report.standingOf(device('C1'))).toBeNull()
    await report.send(tell)
    expect(report.pending).toBe(false)
    expect(report.standingOf(device('C1'))).toBe('ACTIVE')
    expect(heard.at(-1)).toMatchObject({
      devices: [device('C1')],
      health: { clockAheadMs: 12, waitingPackets: 3 },
    })
    expect(heard.at(-1)?.health.freeDiskMb).toBeGreaterThan(0)
  })

  test('are known after a restart, and told again before a packet leaves', async () => {
    const { report, again } = await open()
    await report.saw(device('C2'))
    await report.send(tell)
    const restarted = await again()
    expect(restarted.pending).toBe(true)
    await restarted.send(tell)
    expect(heard.at(-1)?.devices).toEqual([device('C2')])
  })

  test('stay pending when the server did not hear of them', async () => {
    const { report } = await open()
    await report.saw(device('C3'))
    await expect(report.send(() => Promise.reject(new Error('cut')))).rejects.toThrow('cut')
    expect(report.pending).toBe(true)
  })

  test('are found again when their file cannot be read', async () => {
    const { directory, again } = await open()
    await writeFile(join(directory, 'devices.json'), '{')
    expect((await again()).pending).toBe(false)
  })
})

test('a device without a serial number is known by its kiosk', () => {
  for (const serial of ['', 'FFFFFFFF', '00000000'])
    expect(identityOf('FINGERPRINT', { model: 'R307', serial }, machine).serial).toBe(`AT-${machine}`)
  expect(identityOf('FINGERPRINT', { model: 'R503', serial: ' 00000001 ' }, machine).serial).toBe('00000001')
})
