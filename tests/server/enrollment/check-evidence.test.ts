import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { splitLines } from '../../../core/enrollment/evidence.ts'
import { changeDevice } from '../../../server/access/devices/change-device.ts'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { checkEvidence } from '../../../server/enrollment/check-evidence.ts'
import { earlierContent } from '../../../server/enrollment/kept-parts.ts'
import { readPacket } from '../../../server/enrollment/open-packet.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { admittedFile, impressionsWith } from '../../support/checking.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { devicesAt, type EvidenceChanges } from '../../support/evidence.ts'
import { installMachine, type Machine } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { type PacketChanges, sealedPacket, tenFingers } from '../../support/packets.ts'
import { makeChild, registerResident } from '../../support/people.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
let neighbour: Machine
beforeAll(async () => {
  running = await testApp({ variables: { INTAKE_MAX_QUEUE_SECONDS: '1000000' } })
  app = running.app
  desk = await openDesk(app)
  neighbour = await installMachine(app, 'KIOSK')
})
afterAll(() => running.close())

const administrator = officerOf('ADMINISTRATOR')
const broken = { status: 'RETURNED', reasonCodes: ['EVIDENCE_BROKEN'] }
const admitted = { status: 'SCREENING', reasonCodes: [] }

/** A line with something else said in it, under the old signature. */
const alter = (line: string) => {
  const [header, payload = '', signature] = line.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { capturedAt: string }
  const other = { ...said, capturedAt: said.capturedAt.replace(/\.000Z$/, '.001Z') }
  return [header, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.')
}
const alteredAt =
  (place: number) =>
  (lines: readonly string[]): readonly string[] =>
    lines.map((line, i) => (i === place ? alter(line) : line))

describe('a packet whose evidence is whole', () => {
  test('is admitted; each sample names its line, and both files are kept', async () => {
    const file = await admittedFile(desk, {})
    expect(file).toMatchObject({ ...admitted, flags: [] })
    const rows = await app.db.evidence.findMany({
      where: { applicationId: file.id, kind: { in: ['CAPTURES', 'ACTIONS'] } },
      orderBy: { kind: 'asc' },
    })
    expect(rows.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['ACTIONS', file.packetSha256],
      ['CAPTURES', file.packetSha256],
    ])
    const kept = new TextDecoder().decode((await app.blobs.get(rows[1]?.sha256 ?? '')) ?? undefined)
    const lines = new Set(splitLines(kept)?.map((line) => createHash('sha256').update(line).digest('hex')))
    const samples = await app.db.biometricSample.findMany({
      where: { applicationId: file.id, sha256: { not: null } },
    })
    expect(samples.length).toBeGreaterThanOrEqual(11)
    for (const { evidence } of samples) expect(lines).toContain(evidence)
  })

  test('leaves what the officers did in the audit, in codes with their times', async () => {
    const { id, packet } = await admittedFile(desk, {})
    const entry = await app.db.auditEntry.findFirstOrThrow({
      where: { subjectId: id, action: 'application.desk-actions' },
    })
    const head = createHash('sha256')
      .update(await lastActionOf(packet.bytes))
      .digest('hex')
    expect(JSON.parse(entry.details)).toMatchObject({
      session: packet.manifest.session,
      captures: 11,
      actions: 3,
      actionsHead: head,
      done: '+0 BEGUN/FOUND, +600 MOVED/SIGNED, +600 MOVED/SEALED (S)',
    })
    expect(await verifyAudit(app)).toMatchObject({ faults: [] })
  })

  test('of a child has no captures, and an empty chain of them', async () => {
    const file = await admittedFile(desk, {}, await registerResident(app, makeChild()))
    expect(file).toMatchObject({ reasonCodes: [], flags: ['UNDER_6'] })
  })

  test('may hold captures that were thrown away for better ones, and a portrait cropped from its photo', async () => {
    const records: EvidenceChanges['records'] = (all) => {
      const [first, ...others] = all
      const face = all.at(-1)
      if (!first || face?.kind !== 'FACE') throw new RangeError('no such captures')
      const photo = { ...face, sha256: 'cd'.repeat(32), sequence: all.length + 1 }
      const cropped = { ...face, derivedFrom: photo.sha256, sequence: all.length + 2 }
      const dropped = { ...first, sha256: 'ab'.repeat(32) }
      return [dropped, first, ...others.slice(0, -1), photo, cropped].map((record, i) => ({
        ...record,
        sequence: i + 1,
        capturedAt: all.at(-1)?.capturedAt ?? '',
      }))
    }
    expect(await admittedFile(desk, { evidence: { records } })).toMatchObject(admitted)
  })
})

async function lastActionOf(bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const row = await app.db.packet.findUniqueOrThrow({ where: { sha256 } })
  const content = await earlierContent(app, row)
  return splitLines(new TextDecoder().decode(content?.files.get('actions.jsonl')))?.at(-1) ?? ''
}

describe('a packet goes back to its desk', () => {
  const tampered: readonly [string, () => EvidenceChanges][] = [
    ['with a line altered', () => ({ lines: alteredAt(4) })],
    ['with its last line altered', () => ({ lines: (lines) => alteredAt(lines.length - 1)(lines) })],
    ['with a line taken out', () => ({ lines: (lines) => lines.toSpliced(3, 1) })],
    ['with its last line taken out', () => ({ lines: (lines) => lines.slice(0, -1) })],
    [
      'with two lines in another order',
      () => ({ lines: (lines) => [...lines.slice(0, 2), lines[3]!, lines[2]!, ...lines.slice(4)] }),
    ],
    ['with a line twice', () => ({ lines: (lines) => [...lines, lines.at(-1)!] })],
    ['with lines that another kiosk signed', () => ({ signer: neighbour.identity })],
    ['with lines that its operator signed', () => ({ signer: desk.operator.identity })],
    ['with a line that is none', () => ({ lines: (lines) => [...lines, 'x'] })],
    [
      'with a line under another algorithm',
      () => ({
        lines: (lines) => lines.map((line) => line.replace(/^[^.]+/, base64url('{"alg":"none"}'))),
      }),
    ],
    ['of a kiosk that signs no captures', () => ({ missing: true })],
    [
      'with an act of an officer altered',
      () => ({ actions: (all) => [all[0]!.replace('BEGUN', 'BEGAN'), ...all.slice(1)] }),
    ],
    ['with an act taken out', () => ({ actions: (all) => all.slice(1) })],
    ['without the supervisor’s act', () => ({ actions: (all) => all.slice(0, -1) })],
  ]
  test.each(tampered)('%s', async (_, evidence) => {
    expect(await admittedFile(desk, { evidence: evidence() })).toMatchObject(broken)
  })

  const said: readonly [string, (i: number) => object][] = [
    ['of another session', () => ({ transaction: '00000000-0000-4000-8000-000000000000' })],
    ['of another file', () => ({ applicationCode: 'HN001-01-260302-9999-X' })],
    ['of another centre', () => ({ centre: 'SG001' })],
    ['of another machine', () => ({ machine: neighbour.actor.id })],
    ['of another picture', (i) => (i === 0 ? { sha256: 'ab'.repeat(32) } : {})],
    ['of another finger', (i) => (i === 0 ? { position: 2 } : {})],
    ['of another resolution', (i) => (i === 0 ? { dpi: 600 } : {})],
    ['of other grey levels', (i) => (i === 0 ? { bitDepth: 4 } : {})],
    ['of no device', (i) => (i === 0 ? { device: null } : {})],
    ['from before the session', () => ({ capturedAt: new Date(app.clock() - days(1)).toISOString() })],
    ['from after the packet', () => ({ capturedAt: new Date(app.clock() + minutes(10)).toISOString() })],
    [
      'whose times run backwards',
      (i) => (i === 0 ? { capturedAt: new Date(app.clock()).toISOString() } : {}),
    ],
    ['made of a picture that nobody took', (i) => (i === 0 ? { derivedFrom: 'ab'.repeat(32) } : {})],
    ['that counts otherwise', (i) => (i === 0 ? { sequence: 2 } : {})],
  ]
  test.each(said)('with rightly signed captures %s', async (_, change) => {
    const records: EvidenceChanges['records'] = (all) => all.map((record, i) => ({ ...record, ...change(i) }))
    expect(await admittedFile(desk, { evidence: { records } })).toMatchObject(broken)
  })

  test('with the chain of another of its own files', async () => {
    const other = await sealedPacket(desk, await registerResident(app))
    const content = await opened(other.bytes, other.code)
    const lines = splitLines(new TextDecoder().decode(content.files.get('captures.jsonl'))) ?? []
    expect(await admittedFile(desk, { evidence: { lines: () => lines } })).toMatchObject(broken)
  })

  test('and nothing of it is kept but that it came', async () => {
    const { id } = await admittedFile(desk, { evidence: { lines: alteredAt(0) } })
    expect(await app.db.evidence.count({ where: { applicationId: id } })).toBe(0)
    expect(await app.db.biometricSample.count({ where: { applicationId: id } })).toBe(0)
  })
})

const base64url = (text: string) => Buffer.from(text).toString('base64url')

function opened(bytes: Uint8Array, applicationCode: string) {
  return readPacket(bytes, {
    ...app.packetTrust,
    expected: { applicationCode, centre: desk.centre, machine: desk.kiosk.actor.id },
    receivedAt: app.clock(),
    longestOfflineDays: 30,
  })
}

describe('the devices of its captures', () => {
  /** A desk with devices of its own, the scanner in some state. */
  async function deskWithScanner(
    events: readonly ('certify' | 'suspend' | 'revoke' | 'retire')[],
  ): Promise<Desk> {
    const other = await openDesk(app)
    const { serial } = devicesAt(other.kiosk.actor.id).scanner
    await app.db.device.updateMany({ where: { serial }, data: { status: 'REQUESTED' } })
    const { id } = await app.db.device.findFirstOrThrow({ where: { serial } })
    for (const event of events) {
      running.advanceClock(minutes(1))
      await changeDevice(app, administrator, { id, event, reason: event === 'certify' ? null : 'DAMAGED' })
    }
    return other
  }

  test('that are not certified yet are shown to the approver', async () => {
    expect(await admittedFile(await deskWithScanner([]), {})).toMatchObject({
      ...admitted,
      flags: ['DEVICE_UNCERTIFIED'],
    })
  })

  test('that were suspended or revoked send it back', async () => {
    const refused = { status: 'RETURNED', reasonCodes: ['DEVICE_REVOKED'] }
    expect(await admittedFile(await deskWithScanner(['certify', 'suspend']), {})).toMatchObject(refused)
    expect(await admittedFile(await deskWithScanner(['certify', 'revoke']), {})).toMatchObject(refused)
  })

  test('that were retired since do not', async () => {
    const other = await deskWithScanner(['certify'])
    const packet = await sealedPacket(other, await registerResident(app))
    const { serial } = devicesAt(other.kiosk.actor.id).scanner
    const { id } = await app.db.device.findFirstOrThrow({ where: { serial } })
    running.advanceClock(minutes(30))
    await changeDevice(app, administrator, { id, event: 'retire', reason: 'REPLACED' })
    expect(await checkEvidence(app, await openedOf(other, packet))).toMatchObject({ flags: [] })
    running.advanceClock(minutes(30))
    expect(await admittedFile(other, {})).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['DEVICE_REVOKED'],
    })
  })

  const openedOf = (other: Desk, { bytes, code }: { bytes: Uint8Array; code: string }) =>
    readPacket(bytes, {
      ...app.packetTrust,
      expected: { applicationCode: code, centre: desk.centre, machine: other.kiosk.actor.id },
      receivedAt: app.clock(),
      longestOfflineDays: 30,
    })

  test('that nobody registered, or that belong to another kiosk, send it back', async () => {
    const refused = { status: 'RETURNED', reasonCodes: ['DEVICE_NOT_REGISTERED'] }
    const unknown = await openDesk(app)
    await app.db.device.deleteMany({ where: { machineId: unknown.kiosk.actor.id } })
    expect(await admittedFile(unknown, {})).toMatchObject(refused)
    const records: EvidenceChanges['records'] = (all) =>
      all.map((record) => ({ ...record, device: devicesAt(desk.kiosk.actor.id).scanner }))
    expect(await admittedFile(unknown, { evidence: { records } })).toMatchObject(refused)
  })
})

describe('captures below the grade for enrollment', () => {
  const fourBits: PacketChanges = {
    get manifest() {
      return {
        fingers: tenFingers(new Date(app.clock()).toISOString()).map(impressionsWith({ bitDepth: 4 })),
      }
    },
  }
  test('go on with a flag', async () => {
    expect(await admittedFile(desk, fourBits)).toMatchObject({
      ...admitted,
      flags: ['BELOW_ENROLLMENT_GRADE'],
    })
  })

  test('and an iris whose waiver does not hold is flagged', async () => {
    const iris = {
      status: 'WAIVED',
      waiver: '00000000-0000-4000-8000-000000000000',
      until: '2027-01-01',
    } as const
    expect(await admittedFile(desk, { manifest: { iris } })).toMatchObject({
      ...admitted,
      flags: ['IRIS_MISSING'],
    })
  })

  test('send the file back where the server is strict', async () => {
    const strict: ServerApp = { ...app, env: { ...app.env, strictEnrollment: true } }
    const file = await admittedFile({ ...desk, app: strict }, fourBits)
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['BELOW_ENROLLMENT_GRADE'] })
    expect(await admittedFile({ ...desk, app: strict }, {})).toMatchObject(admitted)
  })
})
