import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portraitFile } from '../../../core/enrollment/packet.ts'
import { emptyPortraitSvg } from '../../../core/synthetic/portrait.ts'
import { checkPortrait } from '../../../server/biometrics/check-portrait.ts'
import { startFaceEngine } from '../../../server/biometrics/face-engine.ts'
import { runStage } from '../../../server/kernel/stages.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  admittedFile,
  always,
  checkingStage,
  never,
  packetOf,
  shareOfOneHalf,
} from '../../support/checking.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { type Hands, honestHands } from '../../support/hands.ts'
import { drawPortrait } from '../../support/packets.ts'
import { jpegOf, portraitOf } from '../../support/portraits.ts'

const faces = startFaceEngine()
afterAll(() => faces.close())

test('a kept portrait is measured again, and one that shows nobody told as such', async () => {
  const { app } = await testApp()
  const checking = { ...app, faces }
  const keep = async (picture: Uint8Array) => checkPortrait(checking, await app.blobs.put(picture))
  expect(await keep(await portraitOf(2))).toMatchObject({ outcome: 'MEASURED', accepted: true, hints: [] })
  expect(await keep(await portraitOf(2, { eyes: 0 }))).toMatchObject({
    accepted: false,
    hints: ['EYES_CLOSED'],
  })
  expect(await keep(await jpegOf(emptyPortraitSvg()))).toEqual({ outcome: 'UNUSABLE', cause: 'NO_FACE' })
  await expect(checkPortrait(checking, 'a'.repeat(64))).rejects.toThrow('missing')
})

describe('in the pipeline', () => {
  let running: TestApp
  let desk: Desk
  let hands: Hands
  beforeAll(async () => {
    running = await testApp({ variables: shareOfOneHalf })
    desk = await openDesk(running.app)
    hands = await honestHands({ person: 3, capturedAt: capturedAt() })
  })
  afterAll(() => running.close())

  const capturedAt = () => new Date(running.app.clock() - 60_000).toISOString()
  const good = { quality: 82, findings: [], reason: null }
  const unlooked = { ...good, quality: null }

  /** A file whose portrait is this picture, after its captures were checked. */
  async function checked(picture: Uint8Array, words: typeof good | typeof unlooked, draw = never) {
    const { app } = running
    const portrait = { file: portraitFile, device: 'Webcam', capturedAt: capturedAt(), ...words } as const
    const changes = packetOf(hands)
    const { id } = await admittedFile(desk, {
      ...changes,
      manifest: { ...changes.manifest, portrait },
      picture: async (name) =>
        name === portraitFile ? picture : (hands.pictures.get(name) ?? drawPortrait()),
    })
    await runStage(app, checkingStage(app, draw, { faces }), id)
    const file = await app.db.application.findUniqueOrThrow({ where: { id }, include: { samples: true } })
    const face = file.samples.find(({ kind }) => kind === 'FACE')
    return { status: file.status, reasons: file.reasonCodes, quality: face?.quality }
  }

  test('a portrait that no page of the desk measured is measured, and its score kept', async () => {
    const { quality, ...file } = await checked(await portraitOf(2), unlooked)
    expect(file).toEqual({ status: 'SCREENING', reasons: [] })
    expect(quality).toBeGreaterThan(50)
  })

  test('one that shows nobody goes back to the desk; closed eyes are for the approver to judge', async () => {
    const nobody = await jpegOf(emptyPortraitSvg())
    expect(await checked(nobody, unlooked)).toEqual({
      status: 'RETURNED',
      reasons: ['PORTRAIT_UNSUITABLE'],
      quality: null,
    })
    expect(await checked(await portraitOf(2, { eyes: 0 }), unlooked)).toMatchObject({ status: 'SCREENING' })
  })

  test('the word of the page stands, but for the files that are drawn', async () => {
    const nobody = await jpegOf(emptyPortraitSvg())
    expect(await checked(nobody, good)).toEqual({ status: 'SCREENING', reasons: [], quality: 82 })
    expect(await checked(nobody, good, always)).toMatchObject({ reasons: ['PORTRAIT_UNSUITABLE'] })
  })
})
