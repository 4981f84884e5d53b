import { afterAll, beforeAll, expect, test } from 'vitest'
import { anotherTake } from '../../../core/synthetic/portrait-take.ts'
import { checkFace } from '../../../server/issuance/check-face.ts'
import { decideHandOver } from '../../../server/issuance/decide-hand-over.ts'
import { handOverCard } from '../../../server/issuance/hand-over-card.ts'
import { recogniseHolder } from '../../../server/issuance/recognise-holder.ts'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { strokes } from '../../support/counter.ts'
import { dispatchedCard, openStation, plannedJob, qrOf } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { portraitOf } from '../../support/portraits.ts'
import { greyPng, keepTemplates, printSize } from '../../support/prints.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 10)
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const supervisor = officerOf('STATION_SUPERVISOR')
const reason = 'Vân tay mòn, khuôn mặt giống ảnh trong hồ sơ'
const holder = 3

/** A card whose holder has worn fingers, or as many as are named, and a portrait. */
async function waitingCard(positions: readonly (1 | 2 | 6 | 7)[] = [1, 2, 6, 7]) {
  const { app } = running
  await plannedJob(app)
  const card = await dispatchedCard(app, station)
  await receiveCard(app, issuer, { id: card.id })
  const portraitSha256 = await app.blobs.put(await portraitOf(holder))
  const where = { id: card.applicationId }
  const file = await app.db.application.update({ where, data: { portraitSha256 } })
  await keepTemplates(app, file, { body: 1, positions })
  return { id: card.id, scan: await qrOf(app, card.id) }
}

async function tryFingersInVain(scan: string) {
  const blank = await greyPng({ ...printSize, dpi: 500, pixels: new Uint8Array(388 * 374).fill(240) })
  const fingers = ([1, 2, 6, 7] as const).map((position) => ({ position, dpi: 500, file: blank }))
  for (let i = 0; i < 2; i++) await refusalOf(recogniseHolder(running.app, issuer, { scan, fingers }))
}

test('a face like the portrait does not give the card away, but is what a supervisor may decide upon', async () => {
  const { app } = running
  const { id, scan } = await waitingCard()
  await tryFingersInVain(scan)
  const picture = await portraitOf(holder, anotherTake(holder))
  const { verdict } = await checkFace(app, issuer, { scan, picture })
  expect(['SAME', 'UNCERTAIN']).toContain(verdict)
  expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'AT_UNIT' })
  const [check] = await app.db.holderCheck.findMany({ where: { cardId: id, by: 'FACE' } })
  await decideHandOver(app, supervisor, { scan, reason })
  await handOverCard(app, issuer, { scan, collector: 'HOLDER', checked: true, signature: { strokes } })
  expect(await app.db.handOver.findUniqueOrThrow({ where: { cardId: id } })).toMatchObject({
    verifiedBy: 'FACE',
    score: check?.score,
    threshold: 0.45,
    officerId: issuer.id,
    supervisorId: supervisor.id,
    reason,
  })
})

test('another face is refused, and no supervisor overrules it that day', async () => {
  // Drawn people are too alike for the networks to tell any two apart for certain: the port's answer is given instead.
  const faces = {
    ...running.app.faces,
    compare: async () => ({ distance: 0.7, verdict: 'DIFFERENT' as const }),
  }
  const app = { ...running.app, faces }
  const { id, scan } = await waitingCard()
  await tryFingersInVain(scan)
  const seen = checkFace(app, issuer, { scan, picture: await portraitOf(holder) })
  expect(await refusalOf(seen)).toBe('NOT_THE_HOLDER')
  expect(await refusalOf(decideHandOver(app, supervisor, { scan, reason }))).toBe('NOT_THE_HOLDER')
  expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'AT_UNIT' })
})

test('a face is looked at only where fingers cannot tell', async () => {
  const { app } = running
  const picture = await portraitOf(holder)
  const { scan } = await waitingCard()
  expect(await refusalOf(checkFace(app, issuer, { scan, picture }))).toBe('FINGERS_FIRST')
  const { scan: withOneFinger } = await waitingCard([2])
  expect(await checkFace(app, issuer, { scan: withOneFinger, picture })).toEqual({ verdict: 'SAME' })
})

test('a picture without a face is refused, and is no try', async () => {
  const { app } = running
  const { id, scan } = await waitingCard([2])
  const picture = new TextEncoder().encode('no picture')
  expect(await refusalOf(checkFace(app, issuer, { scan, picture }))).toBe('FACE_REFUSED')
  expect(await app.db.holderCheck.count({ where: { cardId: id } })).toBe(0)
  const elsewhere = officerOf('ISSUING_OFFICER', '79')
  expect(await refusalOf(checkFace(app, elsewhere, { scan, picture }))).toBe('CARD_ELSEWHERE')
})
