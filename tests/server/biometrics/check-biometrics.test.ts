import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDeskTemplate, writeDeskTemplate } from '../../../core/biometrics/desk-template.ts'
import type { FingerPosition } from '../../../core/biometrics/positions.ts'
import { packTemplate } from '../../../core/biometrics/template-bytes.ts'
import { fingerFile } from '../../../core/enrollment/packet.ts'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { commandStage } from '../../../server/kernel/command-stage.ts'
import { runStage } from '../../../server/kernel/stages.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import {
  admittedFile,
  always,
  changedAt as changed,
  checkingStage,
  impressionsWith,
  never,
  packetOf,
  shareOfOneHalf,
  stageName,
  templatesOf as templatesIn,
} from '../../support/checking.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { stageOf } from '../../support/files.ts'
import { type Hands, honestHands } from '../../support/hands.ts'
import { officerOf } from '../../support/officers.ts'
import type { PacketChanges } from '../../support/packets.ts'
import { type Applicant, makeChild, registerResident } from '../../support/people.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
/** One honest person whose hands many files show, and another's; a file of another resident may well show the same. */
let own: Hands
let ownAgain: Hands
let other: Hands

beforeAll(async () => {
  running = await testApp({ variables: shareOfOneHalf })
  app = running.app
  desk = await openDesk(app)
  const capturedAt = new Date(app.clock()).toISOString()
  own = await honestHands({ person: 1, capturedAt })
  ownAgain = await honestHands({ person: 1, touch: 2, capturedAt })
  other = await honestHands({ person: 2, capturedAt })
})
afterAll(() => running.close())

const admitted = (changes: PacketChanges, applicant?: Applicant) => admittedFile(desk, changes, applicant)
const runOn = (id: string, draw: () => number = never) => runStage(app, checkingStage(app, draw), id)
const templatesOf = (id: string) => templatesIn(app, id)
const state = async (id: string) => {
  const { status, reasonCodes, flags } = await app.db.application.findUniqueOrThrow({ where: { id } })
  return { status, reasonCodes, flags }
}
const stages = async (applicationId: string) =>
  (await app.db.applicationStage.findMany({ where: { applicationId } })).map(({ stage }) => stage)
const rereadings = async (subjectId: string) => {
  const entries = await app.db.auditEntry.findMany({ where: { subjectId, action: 'biometrics.reread' } })
  return entries.map(({ details }) => JSON.parse(details) as Record<string, number>)
}
const onDevice = (device: string): Hands => ({
  ...own,
  fingers: own.fingers.map(impressionsWith({ device })),
})

const blankPng = () =>
  sharp({ create: { width: 256, height: 288, channels: 3, background: '#ffffff' } })
    .toColourspace('b-w')
    .png()
    .toBuffer()

describe('an honest file', () => {
  test('gets the desk’s ten templates under a new reference and goes on', async () => {
    const hand = own
    const file = await admitted(packetOf(hand))
    await runOn(file.id)
    expect(await state(file.id)).toEqual({ status: 'SCREENING', reasonCodes: [], flags: [] })
    const templates = await templatesOf(file.id)
    expect(templates.map(({ position, source }) => [position, source])).toEqual(
      hand.fingers.map(({ position }) => [position, 'DESK']),
    )
    const second = readDeskTemplate(await hand.template(2), 2)
    expect(Uint8Array.from(templates[1]?.bytes ?? [])).toEqual(packTemplate(second, 512))
    expect(templates[1]?.imageSha256).toBe(
      file.packet.manifest.files.find(({ name }) => name === fingerFile(2, 1))?.sha256,
    )
    expect(await rereadings(file.id)).toEqual([])
    expect((await stageOf(app, file.id, 'search-duplicates')).status).toBe('PENDING')
  })

  test('of the random share is read again from its images, and is believed', async () => {
    const file = await admitted(packetOf(own))
    await runOn(file.id, always)
    expect(await state(file.id)).toMatchObject({ status: 'SCREENING', flags: [] })
    expect(await rereadings(file.id)).toEqual([{ fingers: 10, doubted: 0, mismatched: 0, unclear: 0 }])
    expect(new Set((await templatesOf(file.id)).map(({ source }) => source))).toEqual(new Set(['DESK']))
  })

  test('keeps its reference when its stage runs again, and is counted once', async () => {
    const hand = onDevice('MÁY ĐẾM')
    const { id } = await admitted(packetOf(hand))
    await runOn(id)
    const reference = await app.db.biometricReference.findUniqueOrThrow({ where: { applicationId: id } })
    await commandStage(app, officerOf('ADMINISTRATOR'), {
      stage: stageName,
      applicationId: id,
      event: 'restart',
      reason: 'KIỂM TRA',
    })
    await runOn(id)
    expect(await app.db.biometricReference.findUnique({ where: { applicationId: id } })).toEqual(reference)
    const tally = await app.db.captureTally.findMany({ where: { device: 'MÁY ĐẾM', kind: 'FINGER' } })
    const qualities = hand.fingers.flatMap(({ impressions }) =>
      impressions.map(({ quality }) => quality ?? 0),
    )
    expect(tally).toMatchObject([
      {
        centreCode: desk.centre,
        operatorId: desk.operator.officer.id,
        day: new Date('2026-03-02T00:00:00Z'),
        samples: 10,
        measured: 10,
        qualitySum: qualities.reduce((sum, quality) => sum + quality, 0),
        recaptures: 0,
        exceptions: 0,
      },
    ])
  })
})

describe('a finger in doubt', () => {
  test('without a template gets one of the server’s making', async () => {
    const hand = own
    const fingers = changed(hand.fingers, 3, (finger) => ({ ...finger, template: null }))
    const { id } = await admitted(packetOf(hand, fingers))
    await runOn(id)
    const third = (await templatesOf(id)).find(({ position }) => position === 3)
    expect(third?.source).toBe('SERVER')
    const desk3 = readDeskTemplate(await hand.template(3), 3)
    expect(Uint8Array.from(third?.bytes ?? [])).toEqual(packTemplate(desk3, 512))
    expect(await rereadings(id)).toEqual([{ fingers: 1, doubted: 1, mismatched: 0, unclear: 0 }])
  })

  test('without a quality is measured, and the measure is kept with the sample and counted', async () => {
    const hand = onDevice('MÁY KHÔNG ĐO')
    const fingers = hand.fingers.map(impressionsWith({ quality: null, attempts: null }))
    const { id } = await admitted(packetOf(hand, fingers))
    await runOn(id)
    const samples = await app.db.biometricSample.findMany({ where: { applicationId: id, kind: 'FINGER' } })
    const honest = hand.fingers.map(({ impressions }) => impressions[0]?.quality)
    expect(samples.toSorted((a, b) => a.position - b.position).map(({ quality }) => quality)).toEqual(honest)
    const tally = await app.db.captureTally.findFirst({ where: { device: 'MÁY KHÔNG ĐO' } })
    expect(tally).toMatchObject({ samples: 10, measured: 10, recaptures: 0 })
  })

  test('of a lesser scanner is read again', async () => {
    const hand = own
    const { id } = await admitted(packetOf(hand, hand.fingers.map(impressionsWith({ bitDepth: 4 }))))
    await runOn(id)
    expect(await rereadings(id)).toEqual([{ fingers: 10, doubted: 10, mismatched: 0, unclear: 0 }])
    expect(await state(id)).toMatchObject({ status: 'SCREENING' })
  })

  test('of a resolution that nobody reads goes on without a template', async () => {
    const hand = own
    const fingers = changed(hand.fingers, 4, (finger) => ({
      ...impressionsWith({ dpi: 96, quality: null })(finger),
      template: null,
    }))
    const { id } = await admitted(packetOf(hand, fingers))
    await runOn(id)
    expect(await state(id)).toMatchObject({ status: 'SCREENING' })
    expect((await templatesOf(id)).map(({ position }) => position)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10])
  })
})

describe('a file goes back to the desk', () => {
  test('when the random share finds another finger’s template beside an image', async () => {
    const hand = own
    const template = (position: FingerPosition) => (position === 6 ? other : hand).template(position)
    const { id } = await admitted({ ...packetOf(hand), template })
    await runOn(id, always)
    expect(await state(id)).toMatchObject({ status: 'RETURNED', reasonCodes: ['TEMPLATE_MISMATCH'] })
    expect(await templatesOf(id)).toEqual([])
    expect(await rereadings(id)).toEqual([{ fingers: 10, doubted: 0, mismatched: 1, unclear: 0 }])
    expect((await stageOf(app, id, stageName)).status).toBe('DONE')
  })

  test('but not when nothing makes the server look at that image', async () => {
    const hand = own
    const template = (position: FingerPosition) => (position === 6 ? other : hand).template(position)
    const { id } = await admitted({ ...packetOf(hand), template })
    await runOn(id, never)
    expect(await state(id)).toMatchObject({ status: 'SCREENING' })
  })

  test('with an image that shows no finger, or is none', async () => {
    for (const bytes of [new Uint8Array([1, 2, 3]), await blankPng()]) {
      const hand = own
      const fingers = changed(hand.fingers, 9, (finger) => ({ ...finger, template: null }))
      const pictures = new Map(hand.pictures).set(fingerFile(9, 1), bytes)
      const { id } = await admitted(packetOf({ ...hand, pictures }, fingers))
      await runOn(id)
      expect(await state(id)).toMatchObject({ status: 'RETURNED', reasonCodes: ['FINGERS_UNCLEAR'] })
    }
  })

  test('when one finger lies in the places of two', async () => {
    const hand = own
    const middle = readDeskTemplate(await ownAgain.template(2), 2)
    const template = async (position: FingerPosition) =>
      position === 3
        ? writeDeskTemplate({ position, template: middle, quality: 60 })
        : hand.template(position)
    const { id } = await admitted({ ...packetOf(hand), template })
    await runOn(id)
    expect(await state(id)).toMatchObject({ status: 'RETURNED', reasonCodes: ['FINGERS_REPEATED'] })
  })
})

describe('beside the person’s earlier file', () => {
  const second = async (changes: (hand: Hands) => PacketChanges, hand: Hands) => {
    const applicant = await registerResident(app)
    const first = await admitted(packetOf(own), applicant)
    await runOn(first.id)
    await app.db.application.update({ where: { id: first.id }, data: { status: 'ISSUED' } })
    running.advanceClock(minutes(1))
    const file = await admitted(changes(hand), applicant)
    await runOn(file.id)
    return state(file.id)
  }

  test('the same fingers are no news', async () => {
    expect(await second(packetOf, ownAgain)).toEqual({ status: 'SCREENING', reasonCodes: [], flags: [] })
  })

  test('fingers in each other’s places are flagged for people', async () => {
    const swap: Partial<Record<FingerPosition, FingerPosition>> = { 2: 7, 7: 2 }
    const swapped = (hand: Hands): PacketChanges => ({
      ...packetOf(hand),
      template: async (position) => {
        const from = swap[position] ?? position
        return writeDeskTemplate({
          position,
          template: readDeskTemplate(await hand.template(from), from),
          quality: 60,
        })
      },
    })
    expect(await second(swapped, ownAgain)).toEqual({
      status: 'SCREENING',
      reasonCodes: [],
      flags: ['FINGERS_SWAPPED'],
    })
  })

  test('another person’s fingers are flagged for people', async () => {
    expect(await second(packetOf, other)).toMatchObject({ flags: ['FINGERS_UNLIKE_EARLIER'] })
  })
})

describe('a file that comes in again', () => {
  test('with other fingers gets a new reference, and the old one is withdrawn', async () => {
    const applicant = await registerResident(app)
    const first = await admitted(packetOf(own), applicant)
    await runOn(first.id)
    const old = await app.db.biometricReference.findUniqueOrThrow({ where: { applicationId: first.id } })
    await app.db.$transaction((tx) =>
      moveApplication(tx, app, first, {
        event: 'returnToDesk',
        actor: officerOf('APPROVER'),
        reasons: ['FINGERS_UNCLEAR'],
      }),
    )
    running.advanceClock(minutes(1))
    await admitted({ ...packetOf(ownAgain), code: first.packet.code }, applicant)
    await runOn(first.id)
    expect(await app.db.biometricReference.findUnique({ where: { id: old.id } })).toMatchObject({
      applicationId: null,
      withdrawnAt: new Date(app.clock()),
    })
    const fresh = await app.db.biometricReference.findUniqueOrThrow({ where: { applicationId: first.id } })
    expect(fresh.id).not.toBe(old.id)
    expect(await templatesOf(first.id)).toHaveLength(10)
  })
})

describe('files without captures', () => {
  test('of children under six pass the stage by', async () => {
    const file = await admitted({}, await registerResident(app, makeChild()))
    expect(file).toMatchObject({ status: 'SCREENING', flags: ['UNDER_6'] })
    expect(await stages(file.id)).not.toContain(stageName)
    expect((await stageOf(app, file.id, 'search-duplicates')).status).toBe('PENDING')
  })

  test('of people without a usable finger have nothing checked, and their exceptions are counted', async () => {
    const exception = {
      kind: 'AMPUTATED',
      permanent: true,
      reason: 'Mất hai bàn tay',
      photo: null,
      confirmedBy: null,
    } as const
    const hand = own
    const fingers = hand.fingers.map((finger) => ({ ...finger, impressions: [], exception, template: null }))
    const before = await app.db.captureTally.findFirst({ where: { device: '' } })
    const { id, flags } = await admitted(packetOf(hand, fingers))
    expect(flags).toEqual(['FINGER_EXCEPTION', 'WITHOUT_FINGERS'])
    await runOn(id, always)
    expect(await state(id)).toMatchObject({ status: 'SCREENING' })
    expect(await app.db.biometricReference.findUnique({ where: { applicationId: id } })).toBeNull()
    const after = await app.db.captureTally.findFirst({ where: { device: '' } })
    expect((after?.exceptions ?? 0) - (before?.exceptions ?? 0)).toBe(10)
  })
})
