import type { FingerPosition } from '../../../../core/biometrics/positions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recogniseCardHolder } from '../../../../server/issuance/card-life/recognise-card-holder.ts'
import { unlockCard } from '../../../../server/issuance/card-life/unlock-card.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { cardInHand, cardNow } from '../../../support/cards-in-hand.ts'
import { officerOf } from '../../../support/officers.ts'
import { keepTemplates, printPng } from '../../../support/prints.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const positions: readonly FingerPosition[] = [2, 7]
const fingersOf = (body: number) =>
  Promise.all(
    positions.map(async (position) => ({
      position,
      dpi: 500,
      file: await printPng(body, position, { impression: 2, damage: {} }),
    })),
  )

test('who brings a locked card is known by two fingers and has it back at once; a stranger is not, and it stays locked', async () => {
  const { app } = running
  const card = await cardInHand(app, { status: 'LOCKED' })
  const file = await app.db.application.findUniqueOrThrow({ where: { id: card.applicationId } })
  await keepTemplates(app, file, { body: 1, positions })
  const [holder, stranger] = await Promise.all([fingersOf(1), fingersOf(2)])
  const unlocking = () => unlockCard(app, issuer, { cardId: card.id, ground: 'FOUND' })
  expect(await refusalOf(recogniseCardHolder(app, issuer, { scan: card.qr, fingers: stranger }))).toBe(
    'NOT_THE_HOLDER',
  )
  expect(await recogniseCardHolder(app, issuer, { scan: card.serial, fingers: holder })).toMatchObject({
    cardId: card.id,
    fingers: 2,
  })
  expect(await unlocking()).toEqual({ state: 'DONE' })
  expect((await cardNow(app, card.id)).status).toBe('ACTIVE')
  // In force again it is no card that waits to be unlocked.
  expect(await refusalOf(recogniseCardHolder(app, issuer, { scan: card.qr, fingers: holder }))).toBe(
    'NOT_FOUND',
  )
  expect(
    await refusalOf(recogniseCardHolder(app, officerOf('RECEPTION'), { scan: card.qr, fingers: holder })),
  ).toBe('FORBIDDEN')
})
