import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromPem } from '../../../core/cms/certificate.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { centreCertificate } from '../../../server/pki/issuing.ts'
import { centres, days, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk, signerAt } from '../../support/desk.ts'
import { officerOf } from '../../support/officers.ts'
import { altered, type Packet, type PacketChanges, sealedPacket } from '../../support/packets.ts'
import { registerResident } from '../../support/people.ts'
import { send } from '../../support/pipeline.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
/** A desk whose certificates another authority issued. */
let foreign: Desk

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
  // The key of receipts is made with the first one.
  await send(desk, await sealedPacket(desk, await registerResident(app)))
  const other = await testApp()
  foreign = await openDesk(other.app)
  await other.close()
})
afterAll(() => running.close())

/** What of the database a packet that cannot be trusted must not touch. */
const untouched = () =>
  contentOf(app, [
    'Application',
    'ApplicationStage',
    'Packet',
    'Transition',
    'AuditEntry',
    'AuditHead',
    '_private_jobs',
  ])

/** Sends a packet that must not be trusted: its file goes back without a word of its content. Answers why. */
async function refusalOf(packet: Pick<Packet, 'code' | 'bytes'>): Promise<string | null> {
  const before = await untouched()
  const file = await send(desk, packet)
  expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PACKET_UNREADABLE'] })
  expect(file).toMatchObject({ residentId: null, person: null, number: null, birthDate: null })
  expect(await untouched()).toEqual(before)
  const { status, refusalCode } = await app.db.packet.findUniqueOrThrow({
    where: { sha256: file.packetSha256 ?? '' },
  })
  expect(status).toBe('REFUSED')
  return refusalCode
}

const packetWith = async (changes: PacketChanges = {}) =>
  sealedPacket(desk, await registerResident(app), changes)

const anotherOfficer = async (role: 'CAPTURE_OFFICER' | 'STATION_SUPERVISOR') =>
  (await signerAt(app, officerOf(role))).identity

describe('a packet is not trusted', () => {
  const cases: readonly [string, string, () => PacketChanges | Promise<PacketChanges>][] = [
    ['without any signature', 'PACKET_UNSIGNED', () => ({ signers: [] })],
    ['without the kiosk’s', 'PACKET_UNSIGNED', () => ({ signers: [desk.operator.identity] })],
    ['without the operator’s', 'PACKET_UNSIGNED', () => ({ signers: [desk.kiosk.identity] })],
    [
      'signed by another officer than its manifest names',
      'PACKET_SIGNERS_WRONG',
      async () => ({ signers: [await anotherOfficer('CAPTURE_OFFICER'), desk.kiosk.identity] }),
    ],
    [
      'signed by another kiosk than its manifest names',
      'PACKET_SIGNERS_WRONG',
      async () => ({ signers: [desk.operator.identity, (await openDesk(app)).kiosk.identity] }),
    ],
    [
      'signed with a key that another authority certified',
      'SIGNER_UNTRUSTED',
      () => ({ signers: [foreign.operator.identity, desk.kiosk.identity] }),
    ],
    [
      'signed before its signers’ certificates began',
      'SIGNER_EXPIRED',
      () => ({ signedAt: app.clock() - days(31) }),
    ],
    ['signed tomorrow', 'SIGNING_TIME_REFUSED', () => ({ signedAt: app.clock() + days(1) })],
    ['countersigned by its operator', 'SIGNER_UNTRUSTED', () => ({ countersigner: desk.operator.identity })],
    [
      'countersigned by another supervisor than its manifest names',
      'PACKET_SIGNERS_WRONG',
      async () => ({ countersigner: await anotherOfficer('STATION_SUPERVISOR') }),
    ],
    [
      'whose operator is its supervisor too',
      'PACKET_SIGNERS_WRONG',
      async () => {
        const { id } = desk.operator.officer
        const supervisor = await signerAt(app, { ...officerOf('STATION_SUPERVISOR'), id })
        return { manifest: { supervisor: id }, countersigner: supervisor.identity }
      },
    ],
    [
      'whose manifest is of another file',
      'PACKET_MANIFEST_FOREIGN',
      () => ({ manifest: { applicationCode: desk.nextCode() } }),
    ],
    [
      'whose manifest is of another centre',
      'PACKET_MANIFEST_FOREIGN',
      () => ({ manifest: { centre: 'SG001' } }),
    ],
    [
      'sealed for another centre',
      'PACKET_FOR_ANOTHER_CENTRE',
      async () => ({
        recipient: fromPem('CERTIFICATE', await centreCertificate(app, centres.elsewhere.code)),
      }),
    ],
    [
      'sealed for another installation',
      'PACKET_FOR_ANOTHER_CENTRE',
      () => ({ recipient: foreign.centreCertificate }),
    ],
  ]
  test.each(cases)('%s', async (_, code, changes) => {
    expect(await refusalOf(await packetWith(await changes()))).toBe(code)
  })

  test.each([0, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99])(
    'with one byte altered at %d of its length',
    async (place) => {
      const { code, bytes } = await packetWith()
      expect(await refusalOf({ code, bytes: altered(bytes, place) })).toMatch(/^PACKET_/)
    },
  )

  test('with the last byte of its seal altered', async () => {
    const { code, bytes } = await packetWith()
    expect(await refusalOf({ code, bytes: altered(bytes, 1) })).toBe('PACKET_ALTERED')
  })

  test('cut short, or when it is no packet at all', async () => {
    const { code, bytes } = await packetWith()
    expect(await refusalOf({ code, bytes: bytes.slice(0, -1) })).toBe('PACKET_MALFORMED')
    const text = new TextEncoder().encode('không phải gói hồ sơ')
    expect(await refusalOf({ code: desk.nextCode(), bytes: text })).toBe('PACKET_MALFORMED')
  })

  test.each(['operator', 'kiosk', 'supervisor'] as const)(
    'when the certificate of its %s was revoked',
    async (who) => {
      const other = await openDesk(app)
      const subjectId = who === 'kiosk' ? other.kiosk.actor.id : other[who].officer.id
      const packet = await sealedPacket(other, await registerResident(app))
      await app.db.certificate.updateMany({
        where: { subjectId },
        data: { revokedAt: new Date(app.clock()) },
      })
      const file = await send(other, packet)
      expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PACKET_UNREADABLE'], residentId: null })
    },
  )
})

test('a packet that comes later than any kiosk may be offline is not trusted', async () => {
  const packet = await packetWith()
  running.advanceClock(days(30) + 1000)
  expect(await refusalOf(packet)).toBe('SIGNING_TIME_REFUSED')
})

test('a packet altered in our own store is our fault: its file waits for a person, and is not sent back', async () => {
  const { app: own, dataDir } = running
  const packet = await packetWith()
  const sha256 = createHash('sha256').update(packet.bytes).digest('hex')
  await mkdir(`${dataDir}/packets/${sha256.slice(0, 2)}`, { recursive: true })
  await writeFile(`${dataDir}/packets/${sha256.slice(0, 2)}/${sha256}`, altered(packet.bytes, 0.5))
  const file = await send(desk, packet)
  expect(file).toMatchObject({ status: 'RECEIVED', reasonCodes: [] })
  expect(await own.db.applicationStage.findMany({ where: { applicationId: file.id } })).toMatchObject([
    { stage: 'admit-application', status: 'PENDING', attempts: 1 },
  ])
})
