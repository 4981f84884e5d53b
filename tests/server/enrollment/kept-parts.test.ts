import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PacketManifest } from '../../../core/enrollment/packet.ts'
import { leftBehind } from '../../../core/enrollment/resubmission.ts'
import type { ApplicationReason } from '../../../core/enrollment/reasons.ts'
import { returnedContent } from '../../../server/enrollment/desk-sync/returned-content.ts'
import { lapseReturned } from '../../../server/enrollment/lapse-returned.ts'
import { loadApplication, moveApplication } from '../../../server/enrollment/move-application.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { officerOf } from '../../support/officers.ts'
import { type Applying, type Packet, sealedPacket, tenFingers } from '../../support/packets.ts'
import { registerResident } from '../../support/people.ts'
import { apply, send } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let desk: Desk

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
  await app.db.centre.update({ where: { code: desk.centre }, data: { phone: '0243000001' } })
})
afterAll(() => running.close())

const samplesOf = (applicationId: string) =>
  app.db.biometricSample.findMany({
    where: { applicationId },
    orderBy: [{ kind: 'asc' }, { position: 'asc' }],
  })

const isPicture = ({ kind }: { readonly kind: string }) => kind === 'FINGER' || kind === 'FACE'

/** Sends a file back to its desk, as an approver or judges would. */
async function sendBack(id: string, reasons: readonly ApplicationReason[], fingers: readonly number[] = []) {
  const actor = officerOf('APPROVER')
  await app.db.$transaction(async (tx) =>
    moveApplication(tx, app, await loadApplication(tx, id), {
      event: 'returnToDesk',
      actor,
      reasons,
      fingers,
    }),
  )
  running.advanceClock(minutes(5))
}

const content = (code: string) => returnedContent(app, desk.kiosk.actor, { code })

/** What the desk sends after it asked what is good: only what the changes bring, and the reference to the rest. */
async function resubmit(code: Packet['code'], applying: Applying, fresh: Partial<PacketManifest>, at = desk) {
  const { packet, content: earlier } = await content(code)
  if (!packet || !earlier) throw new RangeError('nothing to refer to')
  const captured = { fingers: [], slaps: [], portrait: null, iris: null, papers: [], ...fresh }
  const resubmits = leftBehind(packet, { fresh: captured, good: earlier.good })
  return sealedPacket(at, applying, { code, manifest: { ...captured, resubmits } })
}

const biometricFiles = ({ manifest }: Packet) =>
  manifest.files.map(({ name }) => name).filter((name) => /^(?:finger|slap|portrait|iris)/.test(name))

const thumbAgain = () =>
  tenFingers(new Date(app.clock()).toISOString())
    .slice(0, 1)
    .map((finger) => ({
      ...finger,
      impressions: finger.impressions.map((one) => ({ ...one, file: 'finger-01-2.png' })),
    }))

describe('a file returned for its right thumb', () => {
  test('comes in with the thumb alone; the rest is taken from the packet before', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    const before = await samplesOf(file.id)
    await sendBack(file.id, ['FINGERS_UNCLEAR'], [1])
    const packet = await resubmit(file.code as Packet['code'], applicant, { fingers: thumbAgain() })
    expect(biometricFiles(packet)).toEqual(['finger-01-2.png', 'finger-01.fmr'])
    const again = await send(desk, packet)
    expect(again).toMatchObject({ status: 'AWAITING_APPROVAL', portraitSha256: file.portraitSha256 })
    const after = await samplesOf(file.id)
    expect(after).toHaveLength(before.length)
    const images = (rows: typeof after) => rows.map(({ kind, position, sha256 }) => [kind, position, sha256])
    const changed = images(after).filter(
      (row) => !images(before).some((one) => JSON.stringify(one) === JSON.stringify(row)),
    )
    expect(changed.map(([kind, position]) => [kind, position])).toEqual([['FINGER', 1]])
    for (const { sha256 } of after.filter(isPicture)) expect(await app.blobs.get(sha256 ?? '')).not.toBeNull()
  })

  test('may be put right at another desk of the same centre', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    await sendBack(file.id, ['FINGERS_UNCLEAR'], [1])
    const next = await openDesk(app)
    const packet = await resubmit(file.code as Packet['code'], applicant, { fingers: thumbAgain() }, next)
    expect((await send(next, packet)).status).toBe('AWAITING_APPROVAL')
    expect(packet.manifest.machine).toBe(next.kiosk.actor.id)
    const fresh = await apply(desk, await registerResident(app))
    const stolen = await sealedPacket(next, applicant, { code: fresh.code as Packet['code'] })
    expect(await refusalOf(send(next, stolen))).toBe('PACKET_MANIFEST_FOREIGN')
  })

  test('does not pass without it: what was faulty is never taken from before', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    await sendBack(file.id, ['FINGERS_UNCLEAR'], [1])
    const { manifest } = await resubmit(file.code as Packet['code'], applicant, {})
    expect(manifest.resubmits?.fingers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    const forged = {
      fingers: [],
      portrait: null,
      resubmits: manifest.resubmits && { ...manifest.resubmits, fingers: [1, ...manifest.resubmits.fingers] },
    }
    const packet = await sealedPacket(desk, applicant, {
      code: file.code as Packet['code'],
      manifest: forged,
    })
    expect(await send(desk, packet)).toMatchObject({ status: 'RETURNED', reasonCodes: ['INCOMPLETE'] })
  })

  test('may be returned and come in again more than once', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    const code = file.code as Packet['code']
    await sendBack(file.id, ['FINGERS_UNCLEAR'], [1])
    await send(desk, await resubmit(code, applicant, { fingers: thumbAgain() }))
    await sendBack(file.id, ['PORTRAIT_UNSUITABLE'])
    const portrait = {
      file: 'portrait.jpg',
      device: 'Máy ảnh khác',
      capturedAt: new Date(app.clock()).toISOString(),
      quality: null,
      findings: [],
      reason: null,
    } as const
    const again = await send(
      desk,
      await resubmit(code, applicant, { portrait: { ...portrait, findings: [...portrait.findings] } }),
    )
    expect([again.status, ...again.reasonCodes]).toEqual(['AWAITING_APPROVAL'])
    const samples = (await samplesOf(file.id)).filter(isPicture)
    expect(samples).toHaveLength(11)
    expect(samples.find(({ kind }) => kind === 'FACE')?.device).toBe('Máy ảnh khác')
  })
})

describe('a file whose details were wrong', () => {
  test('comes in with corrected details and no capture, though its first packet was never admitted', async () => {
    const applicant = await registerResident(app)
    const wrong = { ...applicant.person, name: 'NGUYỄN THỊ NHẦM' }
    const file = await apply(desk, { person: wrong, number: applicant.number })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['REGISTRY_MISMATCH'] })
    expect(await samplesOf(file.id)).toEqual([])
    running.advanceClock(minutes(5))
    const asked = await content(file.code)
    expect(asked.returned).toMatchObject({
      name: wrong.name,
      returnedFor: { parts: ['DETAILS', 'PAPERS'], fingers: [] },
    })
    expect(asked).toMatchObject({
      phone: '0243000001',
      number: applicant.number,
      content: { person: { name: wrong.name } },
      registry: { number: applicant.number, person: { name: applicant.person.name } },
    })
    const packet = await resubmit(file.code as Packet['code'], applicant, {})
    expect(biometricFiles(packet)).toEqual([])
    const again = await send(desk, packet)
    expect(again).toMatchObject({ status: 'AWAITING_APPROVAL', number: applicant.number })
    expect((await samplesOf(file.id)).filter(isPicture)).toHaveLength(11)
    expect(again.portraitSha256).not.toBeNull()
  })
})

describe('what a desk may ask of a returned file', () => {
  test('carries no picture and no template, and the view is in the audit', async () => {
    const applicant = await registerResident(app)
    const file = await apply(desk, applicant)
    await sendBack(file.id, ['FINGERS_UNCLEAR'], [1])
    const asked = await content(file.code)
    expect(asked.content?.good.fingers.map(({ position }) => position)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(asked.returned.returnedFor).toMatchObject({ parts: ['FINGERS'], fingers: [1] })
    const views = await app.db.auditEntry.findMany({
      where: { action: 'kiosk.returned', subjectId: file.id },
    })
    expect(views).toMatchObject([{ actorId: desk.kiosk.actor.id }])
  })

  test('is nothing where the file is another centre’s, was not returned, or does not exist', async () => {
    const file = await apply(desk, await registerResident(app))
    const elsewhere = { ...desk.kiosk.actor, centreCode: 'SG001' }
    const asked = [
      content(file.code),
      content('HN001-01-260302-9999-A'),
      returnedContent(app, elsewhere, { code: file.code }),
    ]
    expect(await Promise.all(asked.map(refusalOf))).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })

  test('ends with its deadline', async () => {
    const file = await apply(desk, await registerResident(app))
    await sendBack(file.id, ['PORTRAIT_UNSUITABLE'])
    running.advanceClock(days(29))
    expect((await content(file.code)).returned.returnedFor.deadlineOn).toBe('2026-04-01')
    running.advanceClock(days(3))
    expect(await refusalOf(content(file.code))).toBe('RETURN_DEADLINE_PASSED')
    // Until no kiosk can bring it any more the file stays; then its applicant may apply anew.
    const statusOf = async () =>
      (await app.db.application.findUniqueOrThrow({ where: { id: file.id } })).status
    running.advanceClock(days(app.env.longestOfflineDays - 2))
    await lapseReturned(app)
    expect(await statusOf()).toBe('RETURNED')
    running.advanceClock(days(1))
    await lapseReturned(app)
    expect(await statusOf()).toBe('LAPSED')
  })
})
