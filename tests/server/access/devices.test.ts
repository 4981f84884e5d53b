import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceReportBody, ReportedDevice } from '../../../core/contracts/kiosk-sync.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { changeDevice } from '../../../server/access/devices/change-device.ts'
import { moveDevice } from '../../../server/access/devices/move-device.ts'
import { reportDevices } from '../../../server/access/devices/report-devices.ts'
import { grantHardwareWaiver } from '../../../server/enrollment/waivers/grant-hardware-waiver.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { kioskSettings } from '../../../server/pki/kiosk-settings.ts'
import { centres, days, type TestApp, testApp } from '../../support/app.ts'
import { unknownId } from '../../support/factory.ts'
import { askGraphql, type HttpServer, openHttp, signIn, tokenOf } from '../../support/http.ts'
import { installMachine, type Machine } from '../../support/machines.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let server: HttpServer
let kiosk: Machine
let other: Machine
beforeAll(async () => {
  running = await testApp()
  app = running.app
  server = await openHttp(running)
  kiosk = await installMachine(app, 'KIOSK')
  other = await installMachine(app, 'KIOSK', centres.elsewhere.code)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const administrator = officerOf('ADMINISTRATOR')
const health: DeviceReportBody['health'] = {
  version: '0.1.0',
  clockAheadMs: -40,
  freeDiskMb: 5000,
  waitingPackets: 2,
}
const scanner = (serial: string, firmware = '1.0'): ReportedDevice => ({
  kind: 'FINGERPRINT',
  model: 'Máy quét Mẫu',
  serial,
  firmware,
  capabilities: { dpi: 500, bitDepth: 8, width: 388, height: 374, templates: [] },
})

const report = async (machine: Machine, ...devices: ReportedDevice[]) =>
  (await reportDevices(app, machine.actor, { devices, health })).devices.map(({ standing }) => standing)
const deviceOf = (serial: string) => app.db.device.findFirstOrThrow({ where: { serial } })
const auditOf = (subjectId: string, action: string) =>
  app.db.auditEntry.count({ where: { subjectId, action } })

describe('a kiosk that reports its devices', () => {
  test('has new ones registered, waiting for an administrator, and says how it is', async () => {
    expect(await report(kiosk, scanner('A1'))).toEqual(['REQUESTED'])
    expect(await deviceOf('A1')).toMatchObject({
      machineId: kiosk.actor.id,
      status: 'REQUESTED',
      firmware: '1.0',
    })
    const machine = await app.db.machine.findUniqueOrThrow({ where: { id: kiosk.actor.id } })
    expect(machine).toMatchObject({ health, seenAt: new Date(app.clock()) })
    expect(await auditOf(kiosk.actor.id, 'device.report')).toBe(1)
  })

  test('tells of new firmware, and is written into the audit only for what is new', async () => {
    await report(kiosk, scanner('A2'))
    const before = await auditOf(kiosk.actor.id, 'device.report')
    expect(await report(kiosk, scanner('A2', '2.0'))).toEqual(['REQUESTED'])
    expect(await deviceOf('A2')).toMatchObject({ firmware: '2.0' })
    expect(await auditOf(kiosk.actor.id, 'device.report')).toBe(before)
  })

  test('learns that a device is registered at another kiosk, where it stays until an administrator moves it', async () => {
    await report(kiosk, scanner('A3'))
    expect(await report(other, scanner('A3'))).toEqual(['ELSEWHERE'])
    const device = await deviceOf('A3')
    expect(device).toMatchObject({ machineId: kiosk.actor.id, claimedBy: other.actor.id })
    await moveDevice(app, administrator, { id: device.id, machineId: other.actor.id })
    expect(await deviceOf('A3')).toMatchObject({ machineId: other.actor.id, claimedBy: null })
    expect(await report(other, scanner('A3'))).toEqual(['REQUESTED'])
    expect(await report(kiosk, scanner('A3'))).toEqual(['ELSEWHERE'])
  })

  test('takes back a claim that another kiosk made in the meantime', async () => {
    await report(kiosk, scanner('A4'))
    await report(other, scanner('A4'))
    await report(kiosk, scanner('A4'))
    expect(await deviceOf('A4')).toMatchObject({ claimedBy: null })
  })

  test('does so over HTTP with its own token; an officer cannot', async () => {
    const post = (headers: object) =>
      fetch(`${server.url}/kiosk/devices`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ devices: [scanner('A5')], health }),
      })
    const answer = await post(await tokenOf(server, app, kiosk))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      devices: [{ kind: 'FINGERPRINT', model: 'Máy quét Mẫu', serial: 'A5', standing: 'REQUESTED' }],
    })
    const { credentials } = await signIn(server, await hireOfficer(app, 'ADMINISTRATOR'))
    expect((await post(credentials)).status).toBe(403)
    const odd = { devices: [{ ...scanner('A5'), serial: '' }], health }
    const token = await tokenOf(server, app, kiosk)
    const refused = await fetch(`${server.url}/kiosk/devices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...token },
      body: JSON.stringify(odd),
    })
    expect(refused.status).toBe(400)
  })
})

describe('an administrator', () => {
  test('certifies a device, suspends it, restores it, and revokes it for good', async () => {
    await report(kiosk, scanner('B1'))
    const { id } = await deviceOf('B1')
    const change = (event: Parameters<typeof changeDevice>[2]['event'], reason: 'TAMPERED' | null = null) =>
      changeDevice(app, administrator, { id, event, reason })
    await change('certify')
    expect(await report(kiosk, scanner('B1'))).toEqual(['ACTIVE'])
    await change('suspend', 'TAMPERED')
    expect(await report(kiosk, scanner('B1'))).toEqual(['SUSPENDED'])
    await change('restore')
    await change('revoke', 'TAMPERED')
    expect(await report(kiosk, scanner('B1'))).toEqual(['REVOKED'])
    expect(await refusalOf(change('restore'))).toBe('TRANSITION_REFUSED')
    const history = await app.db.transition.findMany({
      where: { record: 'device', recordId: id },
      orderBy: { version: 'asc' },
    })
    expect(history.map(({ event, reason }) => [event, reason])).toEqual([
      ['certify', null],
      ['suspend', 'TAMPERED'],
      ['restore', null],
      ['revoke', 'TAMPERED'],
    ])
    expect(await auditOf(id, 'device.revoke')).toBe(1)
  })

  test('says why a device is taken out of use', async () => {
    await report(kiosk, scanner('B2'))
    const { id } = await deviceOf('B2')
    expect(await refusalOf(changeDevice(app, administrator, { id, event: 'refuse', reason: null }))).toBe(
      'DEVICE_REASON_MISSING',
    )
  })

  test('alone may do this; an unknown device and machine are not found', async () => {
    await report(kiosk, scanner('B3'))
    const { id } = await deviceOf('B3')
    const supervisor = officerOf('STATION_SUPERVISOR')
    const certify = { event: 'certify', reason: null } as const
    expect(await refusalOf(changeDevice(app, supervisor, { id, ...certify }))).toBe('FORBIDDEN')
    expect(await refusalOf(moveDevice(app, supervisor, { id, machineId: other.actor.id }))).toBe('FORBIDDEN')
    expect(await refusalOf(changeDevice(app, administrator, { id: unknownId(), ...certify }))).toBe(
      'NOT_FOUND',
    )
    expect(await refusalOf(moveDevice(app, administrator, { id, machineId: unknownId() }))).toBe('NOT_FOUND')
  })

  test('finds the devices that turned up elsewhere; a supervisor sees those of the own unit alone', async () => {
    await report(kiosk, scanner('B4'))
    await report(other, scanner('B4'))
    const query =
      '{ devices(elsewhere: true) { edges { node { serial claimedBy machine { centreCode } } } } }'
    const asked = async (role: 'ADMINISTRATOR' | 'STATION_SUPERVISOR', unitCode: string) => {
      const { credentials } = await signIn(server, await hireOfficer(app, role, unitCode))
      const { data } = await askGraphql(server, { query }, credentials)
      const { devices } = data as { devices: { edges: { node: { serial: string } }[] } }
      return devices.edges.map(({ node }) => node.serial)
    }
    expect(await asked('ADMINISTRATOR', centres.here.unitCode)).toContain('B4')
    expect(await asked('STATION_SUPERVISOR', centres.here.unitCode)).toContain('B4')
    expect(await asked('STATION_SUPERVISOR', centres.elsewhere.unitCode)).not.toContain('B4')
  })
})

describe('a waiver of hardware', () => {
  const reason = 'Điểm thu nhận chưa được trang bị thiết bị.'
  const supervisor = officerOf('STATION_SUPERVISOR')
  const waiver = (changes: object = {}) => ({
    centre: centres.here.code,
    subject: 'IRIS' as const,
    validFrom: parseCalendarDate('2026-03-02'),
    validTo: parseCalendarDate('2026-06-30'),
    reason,
    ...changes,
  })

  test('is granted by the unit’s supervisor, and every kiosk of the centre learns of it until it ends', async () => {
    const id = await grantHardwareWaiver(app, supervisor, waiver())
    const told = { id, subject: 'IRIS', validFrom: '2026-03-02', validTo: '2026-06-30' }
    expect((await kioskSettings(app, kiosk.actor)).waivers).toEqual([told])
    expect((await kioskSettings(app, other.actor)).waivers).toEqual([])
    running.advanceClock(days(121))
    expect((await kioskSettings(app, kiosk.actor)).waivers).toEqual([])
    running.advanceClock(-days(121))
  })

  test('ends within a year, does not begin in the past, and has a reason', async () => {
    const grant = (changes: object) => refusalOf(grantHardwareWaiver(app, supervisor, waiver(changes)))
    const illegal = [
      { validTo: parseCalendarDate('2027-03-04') },
      { validTo: parseCalendarDate('2026-03-01') },
      { validFrom: parseCalendarDate('2026-03-01') },
      { reason: 'Không' },
    ]
    for (const changes of illegal) expect(await grant(changes)).toBe('ILLEGAL_WAIVER')
    expect(await grant({ centre: 'XX999' })).toBe('NOT_FOUND')
    const foreign = officerOf('STATION_SUPERVISOR', centres.elsewhere.unitCode)
    expect(await refusalOf(grantHardwareWaiver(app, foreign, waiver()))).toBe('FORBIDDEN')
    expect(await refusalOf(grantHardwareWaiver(app, officerOf('CAPTURE_OFFICER'), waiver()))).toBe(
      'FORBIDDEN',
    )
  })
})

describe('the screens of devices', () => {
  test('say of a scanner whether it enrolls, who else reports it, and which kiosks a centre has', async () => {
    await report(kiosk, scanner('C1'), {
      ...scanner('C2'),
      capabilities: { dpi: 500, bitDepth: 4, width: 388, height: 374, templates: [] },
    })
    await report(other, scanner('C1'))
    const { credentials } = await signIn(server, await hireOfficer(app, 'ADMINISTRATOR'))
    const query = `query ($centre: String!) {
      devices { edges { node { serial enrolls claimant machine { centreName number } } } }
      machines(state: "ACTIVE", kind: "KIOSK", centre: $centre) { edges { node { id centreName seenAt } } } }`
    const variables = { centre: centres.here.code }
    const { data, errors } = await askGraphql(server, { query, variables }, credentials)
    expect(errors).toEqual([])
    const { devices, machines } = data as {
      devices: { edges: { node: { serial: string } }[] }
      machines: { edges: { node: { id: string } }[] }
    }
    const bySerial = new Map(devices.edges.map(({ node }) => [node.serial, node]))
    expect(bySerial.get('C1')).toMatchObject({
      enrolls: true,
      claimant: `${centres.elsewhere.name}, ${other.number}`,
      machine: { centreName: centres.here.name, number: kiosk.number },
    })
    expect(bySerial.get('C2')).toMatchObject({ enrolls: false, claimant: null })
    expect(machines.edges.map(({ node }) => node.id)).toEqual([kiosk.actor.id])
  })

  test('find centres within reach by name or code, and tell whether a waiver is in force', async () => {
    const { credentials } = await signIn(server, await hireOfficer(app, 'STATION_SUPERVISOR'))
    const query = `{ byCode: centres(text: "hn") { code } byName: centres(text: "điểm thu") { code }
      hardwareWaivers { edges { node { centreName state } } } }`
    const { data, errors } = await askGraphql(server, { query }, credentials)
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      byCode: [{ code: centres.here.code }],
      byName: [{ code: centres.here.code }],
      hardwareWaivers: { edges: [{ node: { centreName: centres.here.name, state: 'IN_FORCE' } }] },
    })
  })
})
