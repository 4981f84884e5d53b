import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toHex } from '../../../../core/bytes.ts'
import { readRevocationList } from '../../../../core/pki/revocation-list.ts'
import { carryOutRecalls } from '../../../../server/issuance/recalls/carry-out-recalls.ts'
import { listRecalledCards } from '../../../../server/issuance/recalls/list-recalled-cards.ts'
import { recordHolderTold } from '../../../../server/issuance/recalls/record-holder-told.ts'
import { receiveCard } from '../../../../server/issuance/receive-card.ts'
import { reportPrintJob } from '../../../../server/production/report-print-job.ts'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { newestRevocationList } from '../../../../server/pki/card/publish-revocation-list.ts'
import { revokeCertificate } from '../../../../server/pki/card/revoke-certificate.ts'
import { newestCsca } from '../../../../server/pki/card/card-certificates.ts'
import { signerAt } from '../../../../server/pki/signer-at.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { handToRepresentative } from '../../../support/counter.ts'
import {
  dispatchedCard,
  jobOf,
  openStation,
  passedCard,
  plannedJob,
  qrOf,
  workUntil,
} from '../../../support/factory.ts'
import type { MachineActor } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'
import { runPipeline } from '../../../support/pipeline.ts'
import { refusalOf } from '../../../support/refusals.ts'

const administrator = officerOf('ADMINISTRATOR')
const issuer = officerOf('ISSUING_OFFICER')

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 40)
})
beforeEach(() => keepCardPki(running.app))
afterAll(() => running.close())

const documentSigner = () => signerAt(running.app, 'DOCUMENT_SIGNER', 'SOD')
const revoke = (serial: string) =>
  revokeCertificate(running.app, administrator, { serial, reason: 'KEY_COMPROMISE' })

/** As if the job's chip had been signed now. */
async function signChip(printJobId: string): Promise<void> {
  const { serial } = await documentSigner()
  const chance = () => toHex(randomBytes(32))
  await running.app.db.chipRecord.create({
    data: {
      printJobId,
      profile: 'cc-2024',
      chipSerial: chance().slice(0, 16),
      signerSerial: serial,
      signedAt: new Date(running.app.clock()),
      sodSha256: chance(),
      imageSha256: chance(),
    },
  })
}

type CardAt = 'VERIFIED' | 'STACKED' | 'PASSED' | 'DISPATCHED' | 'AT_UNIT' | 'ACTIVE'

/** The next card, of whatever file is planned first, as far as it comes. */
async function signedCard(at: CardAt) {
  const { app } = running
  await plannedJob(app)
  const jobId = await madeJob(at)
  await signChip(jobId)
  const card = await app.db.card.findUniqueOrThrow({ where: { printJobId: jobId } })
  if (at === 'AT_UNIT' || at === 'ACTIVE') await receiveCard(app, issuer, { id: card.id })
  if (at === 'ACTIVE') await handToRepresentative(app, issuer, { scan: await qrOf(app, card.id) })
  return { jobId, cardId: card.id, applicationId: card.applicationId }
}

async function madeJob(at: CardAt): Promise<string> {
  const { app } = running
  if (at === 'VERIFIED' || at === 'STACKED') return (await workUntil(app, station, at)).id
  const card = at === 'PASSED' ? await passedCard(app, station) : await dispatchedCard(app, station)
  return card.printJobId
}

const cardStatus = async (id: string) =>
  (await running.app.db.card.findUniqueOrThrow({ where: { id } })).status
const fileOf = (id: string) => running.app.db.application.findUniqueOrThrow({ where: { id } })
const itemsOf = (recallId: string | null) =>
  running.app.db.recallItem.findMany({ where: { recallId: recallId ?? '' }, orderBy: { cardId: 'asc' } })

test('cards of a revoked signer that nobody holds yet are made again; whoever holds one is told', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  const atFactory = [await signedCard('VERIFIED'), await signedCard('STACKED')]
  const underway = [await signedCard('PASSED'), await signedCard('DISPATCHED'), await signedCard('AT_UNIT')]
  const held = await signedCard('ACTIVE')
  await plannedJob(app)
  const other = await workUntil(app, station, 'STACKED')

  const { recallId } = await revoke(serial)
  await listRecalledCards(app, recallId ?? '')
  const actions = new Map((await itemsOf(recallId)).map(({ cardId, action }) => [cardId, action]))
  expect(actions).toEqual(
    new Map([
      ...[...atFactory, ...underway].map(({ cardId }) => [cardId, 'REMAKE'] as const),
      [held.cardId, 'TELL_HOLDER'],
    ]),
  )

  await carryOutRecalls(app)
  for (const { cardId } of [...atFactory, ...underway]) expect(await cardStatus(cardId)).toBe('REVOKED')
  expect(await cardStatus(held.cardId)).toBe('ACTIVE')
  for (const { jobId, applicationId } of atFactory) {
    expect(await jobOf(app, jobId)).toMatchObject({ status: 'SPOILED', failureCode: 'SIGNER_REVOKED' })
    expect(await app.db.printJob.count({ where: { applicationId, status: 'PLANNED' } })).toBe(1)
  }
  for (const { applicationId } of underway)
    expect(await fileOf(applicationId)).toMatchObject({ status: 'APPROVED', flags: ['REMAKING'] })
  await runPipeline(app)
  for (const { applicationId } of underway) {
    expect(await fileOf(applicationId)).toMatchObject({ status: 'IN_PRODUCTION' })
    expect(await app.db.printJob.count({ where: { applicationId, status: 'PLANNED' } })).toBe(1)
  }
  expect(await jobOf(app, other.id)).toMatchObject({ status: 'STACKED' })

  const recall = () => app.db.recall.findUniqueOrThrow({ where: { id: recallId ?? '' } })
  expect(await recall()).toMatchObject({ signerSerial: serial, reason: 'KEY_COMPROMISE', closedAt: null })
  const elsewhere = officerOf('ISSUING_OFFICER', centres.elsewhere.unitCode)
  const told = { recallId: recallId ?? '', cardId: held.cardId }
  expect(await refusalOf(recordHolderTold(app, elsewhere, told))).toBe('FORBIDDEN')
  await recordHolderTold(app, issuer, told)
  expect((await recall()).closedAt).not.toBeNull()
})

test('the revoked signer is on a new list at once, and the next one signs', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  const before = await newestRevocationList(app)
  await revoke(serial)
  expect(await refusalOf(documentSigner())).toBe('SIGNER_UNUSABLE')
  await keepCardPki(app)
  const after = await newestRevocationList(app)
  expect(after?.number).toBe((before?.number ?? 0) + 1)
  const listed = readRevocationList(after?.der ?? new Uint8Array()).revoked.map((entry) =>
    toHex(entry.serial),
  )
  expect(listed).toContain(serial)
  expect((await documentSigner()).serial).not.toBe(serial)
})

test('a card that was on the machine when its signer was revoked is recalled once it exists', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  await plannedJob(app)
  const order = await workUntil(app, station, 'PRINTED')
  const { id, lease } = order
  await signChip(id)
  const { recallId } = await revoke(serial)
  await carryOutRecalls(app)
  expect(await itemsOf(recallId)).toEqual([])
  expect(await app.db.recall.findUniqueOrThrow({ where: { id: recallId ?? '' } })).toMatchObject({
    closedAt: null,
  })
  await reportPrintJob(app, station, { id, report: { event: 'verify', lease, qr: order.face.qr } })
  await carryOutRecalls(app)
  const card = await app.db.card.findUniqueOrThrow({ where: { printJobId: id } })
  expect(card.status).toBe('REVOKED')
  expect(await app.db.recall.findUniqueOrThrow({ where: { id: recallId ?? '' } })).not.toMatchObject({
    closedAt: null,
  })
})

test('a card is not handed over any more once its signer was revoked, and is remade', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  const { cardId } = await signedCard('AT_UNIT')
  const { recallId } = await revoke(serial)
  await listRecalledCards(app, recallId ?? '')
  const given = handToRepresentative(app, issuer, { scan: await qrOf(app, cardId) })
  expect(await refusalOf(given)).toBe('CARD_RECALLED')
  await carryOutRecalls(app)
  expect(await itemsOf(recallId)).toMatchObject([{ cardId, action: 'REMAKE' }])
  expect(await cardStatus(cardId)).toBe('REVOKED')
})

test('only an administrator revokes, once, and never a CSCA or a certificate of a machine', async () => {
  const { app } = running
  const { serial } = await signerAt(app, 'QR_SIGNER', 'QR')
  const reason = 'SUPERSEDED'
  expect(await refusalOf(revokeCertificate(app, officerOf('APPROVER'), { serial, reason }))).toBe('FORBIDDEN')
  expect(await revokeCertificate(app, administrator, { serial, reason })).toEqual({ recallId: null })
  expect(await refusalOf(revokeCertificate(app, administrator, { serial, reason }))).toBe('ALREADY_REVOKED')
  const csca = (await newestCsca(app))?.serial ?? ''
  expect(await refusalOf(revokeCertificate(app, administrator, { serial: csca, reason }))).toBe(
    'NOT_REVOCABLE',
  )
  const machine = await app.db.certificate.findFirstOrThrow({ where: { profile: 'ISSUER' } })
  expect(await refusalOf(revokeCertificate(app, administrator, { serial: machine.serial, reason }))).toBe(
    'NOT_FOUND',
  )
})

test('a holder whose card ended meanwhile has nothing to exchange: the item is closed with what became of the card', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  const { cardId } = await signedCard('ACTIVE')
  const { recallId } = await revoke(serial)
  await carryOutRecalls(app)
  expect(await itemsOf(recallId)).toMatchObject([
    { cardId, action: 'TELL_HOLDER', doneAt: null, ending: null },
  ])
  await app.db.card.update({ where: { id: cardId }, data: { status: 'REPLACED' } })
  await carryOutRecalls(app)
  expect(await itemsOf(recallId)).toMatchObject([
    { cardId, doneAt: new Date(app.clock()), ending: 'REPLACED' },
  ])
  const recall = await app.db.recall.findUniqueOrThrow({ where: { id: recallId ?? '' } })
  expect(recall.closedAt).not.toBeNull()
})

test('a card that cannot be remade keeps no other from it, and the job is marked as failed until it can', async () => {
  const { app } = running
  const { serial } = await documentSigner()
  const cards = [await signedCard('STACKED'), await signedCard('STACKED')]
  const [bad, good] = cards.toSorted((a, b) => (a.cardId < b.cardId ? -1 : 1))
  if (!bad || !good) throw new Error('two cards')
  // A blank that is called lost cannot be spoiled.
  const { blankSerial } = await jobOf(app, bad.jobId)
  const blankIs = (status: string) =>
    app.db.blankCard.update({ where: { serial: blankSerial ?? '' }, data: { status } })
  const { status } = await app.db.blankCard.findUniqueOrThrow({ where: { serial: blankSerial ?? '' } })
  await blankIs('LOST')
  const { recallId } = await revoke(serial)
  await expect(carryOutRecalls(app)).rejects.toThrow('1 recalled cards')
  expect([await cardStatus(bad.cardId), await cardStatus(good.cardId)]).toEqual(['MADE', 'REVOKED'])
  expect((await itemsOf(recallId)).map(({ doneAt }) => doneAt)).toEqual([null, new Date(app.clock())])
  await blankIs(status)
  await carryOutRecalls(app)
  expect(await cardStatus(bad.cardId)).toBe('REVOKED')
})
