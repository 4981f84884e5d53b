import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { receivePacket } from '../../../server/enrollment/receive-packet.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { backoffMs } from '../../../server/kernel/stages.ts'
import { RegistryUnreachable } from '../../../server/registry/resident-registry.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { type PacketChanges, sealedPacket, tenFingers } from '../../support/packets.ts'
import { freeNumber, makeChild, makePerson, registerResident } from '../../support/people.ts'
import { apply, fileOf, runPipeline, send } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'
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

/** Parts of the database that a file must not touch when it is not admitted; what its kiosk signed is kept. */
const untouched = () =>
  contentOf(app, [
    'Evidence',
    'Application',
    'ApplicationStage',
    'Packet',
    'Transition',
    'AuditEntry',
    'AuditHead',
    '_private_jobs',
  ])
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
    const pictures = samples.filter(({ kind }) => kind !== 'IRIS')
    for (const { sha256 } of pictures) expect(await app.blobs.get(sha256 ?? '')).not.toBeNull()
    expect(samples.find(({ kind }) => kind === 'FACE')?.sha256).toBe(file.portraitSha256)
    expect(await app.db.packet.findUnique({ where: { sha256: file.packetSha256 ?? '' } })).toMatchObject({
      status: 'OPENED',
    })
  })

  test('of a child of four needs neither fingers nor portrait', async () => {
    const file = await apply(desk, await registerResident(app, makeChild()))
    // Admitted; without fingers a second officer verifies the child instead of the search for duplicates.
    expect(file).toMatchObject({ status: 'ADJUDICATION', portraitSha256: null })
    expect(await samplesOf(file.id)).toEqual([])
  })

  test('may lack a finger for a reason, which is kept and flagged', async () => {
    const [thumb, ...others] = tenFingers(new Date(app.clock()).toISOString())
    if (!thumb) throw new RangeError('no thumb')
    const exception = {
      kind: 'AMPUTATED',
      permanent: true,
      reason: 'Mất ngón',
      photo: null,
      confirmedBy: null,
    } as const
    const fingers = [{ ...thumb, impressions: [], exception, template: null }, ...others]
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
  const cases: readonly [string, string, () => PacketChanges][] = [
    [
      'with a finger that is neither captured nor explained',
      'INCOMPLETE',
      () => ({ manifest: { fingers: tenFingers(new Date(app.clock()).toISOString()).slice(1) } }),
    ],
    ['without a portrait', 'INCOMPLETE', () => ({ manifest: { portrait: null } })],
    [
      'without the number, the registry’s answer and form DC01',
      'INCOMPLETE',
      () => ({ manifest: { registry: null, hasCollectionForm: false } }),
    ],
  ]

  test.each(cases)('%s', async (_, reason, changes) => {
    const applicant = await registerResident(app)
    const packet = await sealedPacket(desk, applicant, changes())
    const before = await untouched()
    const file = await send(desk, packet)
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: [reason], residentId: null })
    expect(await samplesOf(file.id)).toEqual([])
    expect(await untouched()).toEqual(before)
  })

  test('with a number that nobody has and no form DC01', async () => {
    const person = makePerson()
    const before = await countOf('Resident')
    const file = await apply(
      desk,
      { person, number: freeNumber(person) },
      { manifest: { hasCollectionForm: false } },
    )
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

describe('a file is refused', () => {
  test('while another one of the same person is open', async () => {
    const applicant = await registerResident(app)
    const first = await apply(desk, applicant)
    const second = await apply(desk, applicant)
    expect(second).toMatchObject({
      status: 'REFUSED',
      reasonCodes: ['OPEN_APPLICATION_EXISTS'],
      residentId: null,
    })
    expect(await fileOf(app, first.code)).toMatchObject({
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

test('a file waits, flagged, while the register cannot be reached, and is admitted once it can', async () => {
  const packet = await sealedPacket(desk, await registerResident(app))
  await receivePacket(app, desk.kiosk.actor, { applicationCode: packet.code, bytes: packet.bytes })
  const down = () => Promise.reject(new RegistryUnreachable())
  await runPipeline({ ...app, registry: { find: down, registerProvisional: down } })
  const waiting = await fileOf(app, packet.code)
  expect(waiting).toMatchObject({ status: 'RECEIVED', flags: ['REGISTRY_UNREACHABLE'], reasonCodes: [] })
  running.advanceClock(backoffMs(1))
  await runPipeline(app)
  expect(await fileOf(app, packet.code)).toMatchObject({ status: 'AWAITING_APPROVAL', flags: [] })
})

test('a returned file is admitted when it comes in again, complete', async () => {
  const applicant = await registerResident(app)
  const incomplete = await sealedPacket(desk, applicant, { manifest: { portrait: null } })
  expect(await send(desk, incomplete)).toMatchObject({ status: 'RETURNED' })
  const complete = await sealedPacket(desk, applicant, { code: incomplete.code })
  const file = await send(desk, complete)
  expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', reasonCodes: [] })
  // Ten fingers, the portrait, and the iris that the centre need not take.
  expect(await samplesOf(file.id)).toHaveLength(12)
})

test('two files of one person that arrive at the same moment: one is admitted, one refused', async () => {
  const applicant = await registerResident(app)
  const packets = [await sealedPacket(desk, applicant), await sealedPacket(desk, applicant)]
  await Promise.all(packets.map((packet) => send(desk, packet)))
  await runPipeline(app)
  const files = await Promise.all(packets.map(({ code }) => fileOf(app, code)))
  expect(files.map(({ status }) => status).toSorted()).toEqual(['AWAITING_APPROVAL', 'REFUSED'])
})

test('a run that was given up as too slow and ends late does not undo what the next one did', async () => {
  const packet = await sealedPacket(desk, await registerResident(app))
  await receivePacket(app, desk.kiosk.actor, { applicationCode: packet.code, bytes: packet.bytes })
  const { id: applicationId } = await fileOf(app, packet.code)
  const stage = stagesOf(app).find(({ name }) => name === 'admit-application')
  const { signal } = new AbortController()
  const run = () => stage?.run({ applicationId, actor: systemActor, signal, finish: () => Promise.resolve() })
  const outcomes = await Promise.all([1, 2].map(() => refusalOf(Promise.resolve(run()))))
  expect(outcomes.toSorted()).toEqual(['NOT_REFUSED', 'STALE_VERSION'])
  expect(await fileOf(app, packet.code)).toMatchObject({ status: 'SCREENING', reasonCodes: [] })
})
