import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cardLifecycle } from '../../../../core/lifecycle/card.ts'
import { cardStatus } from '../../../../server/issuance/card-status/card-status.ts'
import { confirmMeasure, endMeasure } from '../../../../server/issuance/card-life/decide-measure.ts'
import { holdCard } from '../../../../server/issuance/card-life/hold-card.ts'
import { lockCard, lockCardOf } from '../../../../server/issuance/card-life/lock-card.ts'
import { measuresToDecide } from '../../../../server/issuance/card-life/measures-to-decide.ts'
import { proposeRevocation } from '../../../../server/issuance/card-life/propose-revocation.ts'
import { unlockCard } from '../../../../server/issuance/card-life/unlock-card.ts'
import { endFilesByLaw } from '../../../../server/issuance/end-files-by-law.ts'
import type { Actor } from '../../../../server/kernel/actor.ts'
import { approveChange } from '../../../../server/registry/approve-change.ts'
import { declareDeath } from '../../../../server/registry/declare-death.ts'
import { retractDeath } from '../../../../server/registry/retract-death.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { cardInHand, cardNow } from '../../../support/cards-in-hand.ts'
import { unknownId } from '../../../support/factory.ts'
import { applicationIn } from '../../../support/files.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const colleague = officerOf('STATION_SUPERVISOR')
const approver = officerOf('APPROVER')
const registrar = officerOf('REGISTRAR')
const basis = { kind: 'DECISION', number: '12/QĐ-CA', issuedOn: '2026-02-20', issuedBy: 'Công an Mẫu' }

let card: Awaited<ReturnType<typeof cardInHand>>
beforeEach(async () => {
  card = await cardInHand(running.app)
})

const state = async (id = card.id) => (await cardNow(running.app, id)).status
const lost = () => lockCard(running.app, issuer, { cardId: card.id, ground: 'LOST' })
const lastMeasure = () =>
  running.app.db.cardMeasure.findFirstOrThrow({ where: { cardId: card.id }, orderBy: { id: 'desc' } })
const unlocking = (actor: Actor) => unlockCard(running.app, actor, { cardId: card.id, ground: 'FOUND' })
const holding = (kind: 'HOLD' | 'GIVE_BACK', ground: 'DETENTION' | 'TERM_SERVED', paper: unknown = basis) =>
  holdCard(running.app, issuer, { cardId: card.id, kind, ground, basis: paper })
const revoking = (kind: 'REVOKE' | 'REINSTATE' = 'REVOKE', actor: Actor = issuer) =>
  proposeRevocation(running.app, actor, {
    cardId: card.id,
    kind,
    ground: kind === 'REVOKE' ? 'ALTERED' : 'REGISTRY_ERROR',
    basis,
  })

describe('a lost card', () => {
  test('is locked at any desk, with who, when and why; said again nothing more happens', async () => {
    const elsewhere = officerOf('RECEPTION', '79')
    const locking = () => lockCard(running.app, elsewhere, { cardId: card.id, ground: 'STOLEN' })
    expect(await locking()).toEqual({ cardId: card.id, changed: true })
    expect(await state()).toBe('LOCKED')
    expect(await lastMeasure()).toMatchObject({
      kind: 'LOCK',
      ground: 'STOLEN',
      status: 'DONE',
      channel: 'DESK',
      actorId: elsewhere.id,
      cardVersion: 1,
    })
    const before = await contentOf(running.app)
    expect(await locking()).toEqual({ cardId: card.id, changed: false })
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('reported twice at once is locked once', async () => {
    const report = { ground: 'LOST', channel: 'PORTAL', actor: { kind: 'anonymous', id: null } } as const
    const outcomes = await Promise.all([1, 2, 3].map(() => lockCardOf(running.app, card.residentId, report)))
    expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1)
    expect(await running.app.db.cardMeasure.count({ where: { cardId: card.id } })).toBe(1)
  })

  test('that is found is unlocked by two officers, each of whom sees the holder', async () => {
    await lost()
    expect(await unlocking(issuer)).toEqual({ state: 'PROPOSED' })
    expect(await state()).toBe('LOCKED')
    const { id } = await lastMeasure()
    expect(await refusalOf(confirmMeasure(running.app, issuer, { id }))).toBe('ANOTHER_OFFICER_NEEDED')
    await confirmMeasure(running.app, colleague, { id })
    expect(await state()).toBe('ACTIVE')
    expect(await lastMeasure()).toMatchObject({
      status: 'DONE',
      secondId: colleague.id,
      identifiedBy: 'PAPERS',
    })
  })

  test('is unlocked at once by the officer who has just compared its holder’s fingers, and by no other', async () => {
    const { app } = running
    const check = {
      cardId: card.id,
      officerId: issuer.id,
      by: 'FINGERS',
      verdict: 'SAME',
      taken: 2,
      fingers: 2,
    }
    await app.db.holderCheck.create({
      data: { ...check, score: 90, threshold: 40, at: new Date(app.clock()) },
    })
    await lost()
    expect(await unlocking(issuer)).toEqual({ state: 'DONE' })
    await lost()
    expect(await unlocking(colleague)).toEqual({ state: 'PROPOSED' })
    await endMeasure(app, colleague, { id: (await lastMeasure()).id, reason: '' })
    running.advanceClock(minutes(31))
    expect(await unlocking(issuer)).toEqual({ state: 'PROPOSED' })
  })

  test('stays locked once a new card was asked for, before and after it was proposed', async () => {
    const { app } = running
    await lost()
    await unlocking(issuer)
    const { id } = await lastMeasure()
    const file = await applicationIn(app, 'RECEIVED', { applicant: card, kind: 'REISSUE' })
    expect(await refusalOf(confirmMeasure(app, colleague, { id }))).toBe('NEW_CARD_FILED')
    await endMeasure(app, issuer, { id, reason: '' })
    expect(await refusalOf(unlocking(issuer))).toBe('NEW_CARD_FILED')
    await app.db.application.update({ where: { id: file.id }, data: { status: 'WITHDRAWN' } })
    expect(await unlocking(issuer)).toEqual({ state: 'PROPOSED' })
  })

  test('is locked and unlocked by its holder who signed in with an electronic identity, not by a code sent to the telephone', async () => {
    const { app } = running
    const holder: Actor = { kind: 'citizen', id: card.residentId }
    await lockCard(app, holder, { cardId: card.id, ground: 'LOST' })
    const session = { residentId: card.residentId, createdAt: new Date(app.clock()) }
    const expiresAt = new Date(app.clock() + minutes(15))
    await app.db.citizenSession.create({ data: { ...session, tokenSha256: card.id, by: 'OTP', expiresAt } })
    expect(await refusalOf(unlocking(holder))).toBe('STRONG_SIGN_IN_NEEDED')
    await app.db.citizenSession.updateMany({ where: { residentId: card.residentId }, data: { by: 'OIDC' } })
    expect(await unlocking(holder)).toEqual({ state: 'DONE' })
    const stranger: Actor = { kind: 'citizen', id: (await cardInHand(app)).residentId }
    expect(await refusalOf(lockCard(app, stranger, { cardId: card.id, ground: 'LOST' }))).toBe('NOT_FOUND')
    expect(await refusalOf(unlocking(stranger))).toBe('NOT_FOUND')
  })

  test.each(['MADE', 'AT_UNIT', 'HELD', 'EXPIRED', 'REVOKED', 'REPLACED', 'DESTROYED'])(
    'that is %s cannot be locked',
    async (status) => {
      await running.app.db.card.update({ where: { id: card.id }, data: { status } })
      expect(await refusalOf(lost())).toBe('NO_CARD_IN_USE')
    },
  )
})

describe('giữ thẻ', () => {
  test('rests on a named paper; the card is given back on another', async () => {
    await holding('HOLD', 'DETENTION')
    expect(await state()).toBe('HELD')
    expect(await lastMeasure()).toMatchObject({ ground: 'DETENTION', basis })
    expect(await cardStatus(running.app, { index: card.statusIndex })).toMatchObject({ state: 'SUSPENDED' })
    await holding('GIVE_BACK', 'TERM_SERVED')
    expect(await state()).toBe('ACTIVE')
  })

  test('without a paper that can be told nothing happens', async () => {
    const before = await contentOf(running.app)
    const papers = [
      null,
      { ...basis, number: ' ' },
      { ...basis, issuedOn: '2026-03-03' },
      { ...basis, issuedOn: '2026-02-30' },
      { ...basis, kind: 'RUMOUR' },
    ]
    const refusals: string[] = []
    for (const paper of papers) refusals.push(await refusalOf(holding('HOLD', 'DETENTION', paper)))
    expect(refusals).toEqual(papers.map(() => 'BASIS_NEEDED'))
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('a reason of another measure is refused, and a card that is not held is not given back', async () => {
    expect(await refusalOf(holding('HOLD', 'TERM_SERVED'))).toBe('GROUND_REFUSED')
    expect(await refusalOf(holding('GIVE_BACK', 'TERM_SERVED'))).toBe('TRANSITION_REFUSED')
    const death = { cardId: card.id, kind: 'REVOKE', ground: 'DEATH', basis } as const
    expect(await refusalOf(proposeRevocation(running.app, issuer, death))).toBe('GROUND_REFUSED')
  })
})

describe('thu hồi', () => {
  test('is proposed by one officer of the card’s unit and decided by another', async () => {
    const { measureId } = await revoking()
    expect(await state()).toBe('ACTIVE')
    expect(await refusalOf(revoking())).toBe('MEASURE_UNDER_WAY')
    expect((await measuresToDecide(running.app, approver, {})).map(({ id }) => id)).toContain(measureId)
    await confirmMeasure(running.app, approver, { id: measureId })
    expect(await state()).toBe('REVOKED')
    expect(await lastMeasure()).toMatchObject({ actorId: issuer.id, secondId: approver.id, basis })
    expect(await refusalOf(confirmMeasure(running.app, approver, { id: measureId }))).toBe(
      'TRANSITION_REFUSED',
    )
  })

  test('that a second officer refuses with a reason, or its own takes back, leaves the card as it was', async () => {
    const { measureId: id } = await revoking()
    expect(await refusalOf(endMeasure(running.app, approver, { id, reason: ' no ' }))).toBe(
      'REFUSAL_UNEXPLAINED',
    )
    await endMeasure(running.app, approver, { id, reason: 'Chưa đủ căn cứ' })
    expect(await lastMeasure()).toMatchObject({ status: 'REFUSED', refusal: 'Chưa đủ căn cứ' })
    const { measureId } = await revoking()
    await endMeasure(running.app, issuer, { id: measureId, reason: '' })
    expect([await state(), (await lastMeasure()).status]).toEqual(['ACTIVE', 'WITHDRAWN'])
  })

  test('that waits keeps nobody from locking the card, nor the register from ending it', async () => {
    const { measureId: id } = await revoking()
    await lost()
    expect(await state()).toBe('LOCKED')
    await endFilesByLaw(running.app, card)
    expect(await state()).toBe('REVOKED')
    expect(await refusalOf(confirmMeasure(running.app, approver, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('is for officers of the unit and no others', async () => {
    expect(await refusalOf(revoking('REVOKE', officerOf('ISSUING_OFFICER', '79')))).toBe('FORBIDDEN')
    const { measureId: id } = await revoking()
    for (const actor of [officerOf('APPROVER', '79'), colleague, officerOf('HOTLINE')])
      expect(await refusalOf(confirmMeasure(running.app, actor, { id }))).toBe('FORBIDDEN')
    expect(await refusalOf(confirmMeasure(running.app, approver, { id: unknownId() }))).toBe('NOT_FOUND')
  })
})

describe('an error of the register', () => {
  /** Dead by mistake, and their card with them. */
  async function declaredDead() {
    await declareDeath(running.app, registrar, {
      residentId: card.residentId,
      baseVersion: 1,
      on: '2026-02-01',
    })
    await endFilesByLaw(running.app, card)
  }
  const retracted = () =>
    retractDeath(running.app, approver, {
      residentId: card.residentId,
      baseVersion: 2,
      evidence: '12/QĐ-UBND',
    })

  async function reinstated() {
    const { measureId } = await revoking('REINSTATE')
    await confirmMeasure(running.app, approver, { id: measureId })
  }

  test('is undone by two officers once the register is right again', async () => {
    await declaredDead()
    expect([await state(), (await lastMeasure()).ground]).toEqual(['REVOKED', 'DEATH'])
    expect(await refusalOf(revoking('REINSTATE'))).toBe('NOT_REINSTATABLE')
    await retracted()
    await reinstated()
    expect(await state()).toBe('ACTIVE')
    expect(await cardStatus(running.app, { index: card.statusIndex })).toMatchObject({ state: 'VALID' })
  })

  test.each([
    ['LOCKED', () => lost()],
    ['HELD', () => holding('HOLD', 'DETENTION')],
  ])('leaves a card that was %s before so', async (before, make) => {
    await make()
    await declaredDead()
    await retracted()
    await reinstated()
    expect(await state()).toBe(before)
  })

  test('brings no second card into force, no card that nobody had, and none whose last day is over', async () => {
    const { app } = running
    await endFilesByLaw(app, card)
    const reason = () =>
      revoking('REINSTATE').catch((error: { facts: { reason: string } }) => error.facts.reason)
    const { residentId, number } = card
    const other = await cardInHand(app, { residentId, number })
    expect(await reason()).toBe('OTHER_CARD')
    await app.db.card.update({ where: { id: other.id }, data: { status: 'REPLACED' } })
    await app.db.card.update({ where: { id: card.id }, data: { expiresOn: new Date('2026-01-31') } })
    expect(await reason()).toBe('OVER')
    await app.db.card.update({ where: { id: card.id }, data: { expiresOn: null, statusIndex: null } })
    expect(await reason()).toBe('NEVER_HANDED_OVER')
  })

  test('a death is taken back by another officer than who recorded it, on a numbered paper', async () => {
    const both = { ...registrar, roles: [...registrar.roles, { role: 'APPROVER', unitCode: '01' }] }
    const input = { residentId: card.residentId, baseVersion: 2, evidence: '12/QĐ-UBND' }
    expect(await refusalOf(retractDeath(running.app, approver, input))).toBe('DEATH_NOT_RETRACTABLE')
    await declareDeath(running.app, both, { residentId: card.residentId, baseVersion: 1, on: '2026-02-01' })
    expect(await refusalOf(retractDeath(running.app, both, input))).toBe('SAME_PERSON')
    const nameless = { ...input, evidence: 'ông A nói' }
    expect(await refusalOf(retractDeath(running.app, approver, nameless))).toBe('DEATH_NOT_RETRACTABLE')
    await retractDeath(running.app, approver, input)
  })
})

const inForce = ['MADE', 'DISPATCHED', 'AT_UNIT', 'POSTED', 'ACTIVE', 'LOCKED', 'HELD']

test.each(Object.keys(cardLifecycle.table))(
  'the register’s word ends a card that is %s where it has not ended',
  async (status) => {
    const { app } = running
    await app.db.card.update({ where: { id: card.id }, data: { status } })
    await endFilesByLaw(app, card)
    expect(await state()).toBe(inForce.includes(status) ? 'REVOKED' : status)
  },
)

test('a correction that takes somebody’s nationality away puts the end of their card on the queue', async () => {
  const { app } = running
  const change = { residentId: card.residentId, baseVersion: 1, unitCode: '01', makerId: registrar.id }
  const { id } = await app.db.residentChange.create({
    data: {
      ...change,
      status: 'SUBMITTED',
      diff: { nationality: { from: 'Việt Nam', to: 'Xứ Mẫu' } },
      evidenceKind: 'COURT_DECISION',
      createdAt: new Date(app.clock()),
    },
  })
  await approveChange(app, approver, { id })
  const jobs = await app.db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE key = ${`end-files-by-law:${card.residentId}`}`
  expect(jobs).toEqual([{ payload: { residentId: card.residentId } }])
  await endFilesByLaw(app, card)
  expect(await lastMeasure()).toMatchObject({ ground: 'LOST_NATIONALITY', channel: 'REGISTRY' })
})
