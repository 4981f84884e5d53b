import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromPem } from '../../../core/cms/certificate.ts'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { PacketAltered } from '../../../core/cms/refusals.ts'
import { type ServerApp } from '../../../server/graphql/context.ts'
import { centreCertificate } from '../../../server/pki/issuing.ts'
import { centres, days, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk, signerAt } from '../../support/desk.ts'
import { signingKeys } from '../../support/machines.ts'
import { altered, type PacketChanges, sealedPacket, tenFingers } from '../../support/packets.ts'
import { freeNumber, makeChild, makePerson, registerResident } from '../../support/people.ts'
import { apply, fileOf, runPipeline, send } from '../../support/pipeline.ts'
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

/** Parts of the database that a file must not touch when it is not admitted. */
const untouched = () => contentOf(app, ['Application', 'ApplicationStage', 'Packet', 'Transition', 'AuditEntry', 'AuditHead', '_private_jobs'])
const countOf = async (table: string) => (await contentOf(app)).find((line) => line.includes(`"${table}"`))

describe('a complete file', () => {
  test('is admitted with its person, number, samples and statutory deadline', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    expect(file).toMatchObject({
      status: 'AWAITING_APPROVAL',
      kind: 'FIRST_ISSUE',
      residentId: applicant.residentId,
      number: applicant.number,
      person: applicant.person,
      operatorId: desk.operator.officer.id,
      supervisorId: desk.supervisor.officer.id,
      flags: [],
      // Luật Căn cước 26/2023/QH15, article 26: seven working days from 02/03/2026.
      deadlineOn: new Date('2026-03-11T00:00:00Z'),
    })
    const samples = await samplesOf(file.id)
    expect(samples.filter(({ kind }) => kind === 'FINGER')).toHaveLength(10)
    for (const { sha256 } of samples) expect(await app.blobs.get(sha256 ?? '')).not.toBeNull()
    expect(samples.find(({ kind }) => kind === 'FACE')?.sha256).toBe(file.portraitSha256)
    expect(await app.db.packet.findUnique({ where: { sha256: file.packetSha256 ?? '' } })).toMatchObject({
      status: 'OPENED',
    })
  })

  test('of a child of four needs neither fingers nor portrait', async () => {
    const file = await apply(desk, await registerResident(app, makeChild()))
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', portraitSha256: null })
    expect(await samplesOf(file.id)).toEqual([])
  })

  test('may lack a finger for a reason, which is kept and flagged', async () => {
    const [thumb, ...others] = tenFingers(new Date(app.clock()).toISOString())
    if (!thumb) throw new RangeError('no thumb')
    const exception = { kind: 'AMPUTATED', permanent: true, reason: 'Mất ngón' } as const
    const fingers = [{ ...thumb, impressions: [], exception }, ...others]
    const file = await apply(desk, await registerResident(app), { manifest: { fingers } })
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['FINGER_EXCEPTION'] })
    expect((await samplesOf(file.id)).find(({ position }) => position === 1)).toMatchObject({
      exception: 'AMPUTATED',
      permanent: true,
      sha256: null,
    })
  })

  test('made while the register could not be reached is found by the number the applicant gave', async () => {
    const { number, person } = await registerResident(app)
    const manifest = { registry: null, registryUnreachable: true, claimedNumber: number }
    const file = await apply(desk, { person, number }, { manifest })
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', number, flags: ['RECONCILED_LATER'] })
  })

  test('with form DC01 of somebody unknown makes a provisional resident with a number', async () => {
    const person = makePerson()
    const file = await apply(desk, { person, number: null })
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['PROVISIONAL_RESIDENT'] })
    expect(file.number).toMatch(/^001190\d{6}$/)
    const resident = await app.db.resident.findUniqueOrThrow({ where: { id: file.residentId ?? '' } })
    expect(resident).toMatchObject({ provisional: true, number: file.number, name: person.name })
  })
})

describe('a file goes back to the desk', () => {
  const cases: readonly [string, string, () => PacketChanges | Promise<PacketChanges>][] = [
    [
      'with a finger that is neither captured nor explained',
      'INCOMPLETE',
      () => ({ manifest: { fingers: tenFingers(new Date(app.clock()).toISOString()).slice(1) } }),
    ],
    ['without a portrait', 'INCOMPLETE', () => ({ manifest: { portrait: null } })],
    ['without any signature', 'PACKET_UNREADABLE', () => ({ signers: [] })],
    ['without the kiosk’s signature', 'PACKET_UNREADABLE', () => ({ signers: [desk.operator.identity] })],
    ['without the operator’s signature', 'PACKET_UNREADABLE', () => ({ signers: [desk.kiosk.identity] })],
    [
      'countersigned by its operator',
      'PACKET_UNREADABLE',
      () => ({ countersigner: desk.operator.identity }),
    ],
    [
      'whose operator is its supervisor too',
      'PACKET_UNREADABLE',
      () => ({ manifest: { supervisor: desk.operator.officer.id } }),
    ],
    [
      'signed by another officer than its manifest names',
      'PACKET_UNREADABLE',
      async () => ({
        signers: [(await signerAt(app, { ...desk.operator.officer, id: crypto.randomUUID() })).identity, desk.kiosk.identity],
      }),
    ],
    [
      'signed with a key that nobody certified',
      'PACKET_UNREADABLE',
      async () => {
        const other = await openDeskOfAnotherInstallation()
        return { signers: [other.operator.identity, desk.kiosk.identity] }
      },
    ],
    ['signed before the longest offline time', 'PACKET_UNREADABLE', () => ({ signedAt: app.clock() - days(31) })],
    ['signed tomorrow', 'PACKET_UNREADABLE', () => ({ signedAt: app.clock() + days(1) })],
    [
      'whose manifest is of another file',
      'PACKET_UNREADABLE',
      () => ({ manifest: { applicationCode: desk.nextCode() } }),
    ],
    ['whose manifest is of another centre', 'PACKET_UNREADABLE', () => ({ manifest: { centre: 'SG001' } })],
  ]

  test.each(cases)('%s', async (_, reason, changes) => {
    const applicant = await registerResident(app)
    const packet = await sealedPacket(desk, applicant, await changes())
    const code = packet.manifest.applicationCode === packet.code ? packet.code : packet.code
    const before = await untouched()
    const file = await send(desk, { code, bytes: packet.bytes })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: [reason], residentId: null })
    expect(await samplesOf(file.id)).toEqual([])
    expect(await untouched()).toEqual(before)
  })

  test('with one byte altered anywhere, and its packet is marked so', async () => {
    for (const place of [0, 0.01, 0.3, 0.5, 0.99, 1]) {
      const { code, bytes } = await sealedPacket(desk, await registerResident(app))
      const file = await send(desk, { code, bytes: altered(bytes, place) })
      expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PACKET_UNREADABLE'] })
      const packet = await app.db.packet.findUniqueOrThrow({ where: { sha256: file.packetSha256 ?? '' } })
      expect(packet.status).toBe('REFUSED')
      expect(packet.refusalCode).toMatch(/^PACKET_/)
    }
  })

  test('with the seal’s last byte altered, as altered after sealing', async () => {
    const { code, bytes } = await sealedPacket(desk, await registerResident(app))
    const file = await send(desk, { code, bytes: altered(bytes, 1) })
    const packet = await app.db.packet.findUniqueOrThrow({ where: { sha256: file.packetSha256 ?? '' } })
    expect(packet.refusalCode).toBe(new PacketAltered().code)
  })

  test('when a signer’s certificate was revoked', async () => {
    const other = await openDesk(app)
    await app.db.certificate.updateMany({
      where: { subjectId: other.operator.officer.id },
      data: { revokedAt: new Date(app.clock()) },
    })
    const file = await apply(other, await registerResident(app))
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PACKET_UNREADABLE'] })
  })

  test('with a number that nobody has and no form DC01', async () => {
    const person = makePerson()
    const before = await countOf('Resident')
    const file = await apply(desk, { person, number: freeNumber(person) }, { manifest: { hasCollectionForm: false } })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['UNKNOWN_TO_REGISTRY'] })
    expect(await countOf('Resident')).toBe(before)
  })

  test('when what was declared differs from the register', async () => {
    const applicant = await registerResident(app)
    const person = { ...applicant.person, birthDate: parsePartialDate('1990-05-21') }
    const file = await apply(desk, { ...applicant, person })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['REGISTRY_MISMATCH'], residentId: null })
  })

  test('when somebody with the old number of form DC01 is in the register already', async () => {
    const { person } = await registerResident(app)
    const before = await countOf('Resident')
    const file = await apply(desk, { person, number: null })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['POSSIBLY_REGISTERED'] })
    expect(await countOf('Resident')).toBe(before)
  })
})

describe('a packet sealed for another centre’s key', () => {
  test('of this installation is opened: all centres’ keys are here', async () => {
    const recipient = fromPem('CERTIFICATE', await centreCertificate(app, centres.elsewhere.code))
    expect(await apply(desk, await registerResident(app), { recipient })).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('of another installation goes back', async () => {
    const { centreCertificate: recipient } = await openDeskOfAnotherInstallation()
    const file = await apply(desk, await registerResident(app), { recipient })
    const packet = await app.db.packet.findUniqueOrThrow({ where: { sha256: file.packetSha256 ?? '' } })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PACKET_UNREADABLE'] })
    expect(packet.refusalCode).toBe('PACKET_FOR_ANOTHER_CENTRE')
  })
})

describe('a file is refused', () => {
  test('while another one of the same person is open', async () => {
    const applicant = await registerResident(app)
    const first = await apply(desk, applicant)
    const second = await apply(desk, applicant)
    expect(second).toMatchObject({ status: 'REFUSED', reasonCodes: ['OPEN_APPLICATION_EXISTS'], residentId: null })
    expect(await fileOf(app, first.code as typeof desk extends never ? never : ReturnType<Desk['nextCode']>)).toMatchObject({
      status: 'AWAITING_APPROVAL',
    })
  })

  test('under a number that is no longer in force', async () => {
    const applicant = await registerResident(app)
    await app.db.identityNumber.update({ where: { number: applicant.number }, data: { status: 'CANCELLED' } })
    const file = await apply(desk, applicant)
    expect(file).toMatchObject({ status: 'REFUSED', reasonCodes: ['NUMBER_NOT_IN_FORCE'] })
  })
})

test('a returned file is admitted when it comes in again, complete', async () => {
  const applicant = await registerResident(app)
  const incomplete = await sealedPacket(desk, applicant, { manifest: { portrait: null } })
  expect(await send(desk, incomplete)).toMatchObject({ status: 'RETURNED' })
  const complete = await sealedPacket(desk, applicant, { code: incomplete.code })
  const file = await send(desk, complete)
  expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', reasonCodes: [] })
  expect(await samplesOf(file.id)).toHaveLength(11)
})

test('two files of one person that arrive at the same moment: one is admitted, one refused', async () => {
  const applicant = await registerResident(app)
  const packets = [await sealedPacket(desk, applicant), await sealedPacket(desk, applicant)]
  await Promise.all(packets.map((packet) => send(desk, packet)))
  await runPipeline(app)
  const files = await Promise.all(packets.map(({ code }) => fileOf(app, code)))
  expect(files.map(({ status }) => status).toSorted()).toEqual(['AWAITING_APPROVAL', 'REFUSED'])
})

let another: Promise<Desk> | undefined

/** A desk whose certificates another authority issued. */
function openDeskOfAnotherInstallation(): Promise<Desk> {
  another ??= makeAnother()
  return another
}

async function makeAnother(): Promise<Desk> {
  const other = await testApp()
  try {
    return await openDesk(other.app)
  } finally {
    await other.close()
  }
}

test('keys made for a test sign what they should', async () => {
  const { privateKey } = await signingKeys()
  expect(privateKey.extractable).toBe(false)
})
