import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toPem } from '../../core/cms/certificate.ts'
import { signJws } from '../../core/cms/certified-jws.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import { makeAuthority, makeIdentity } from '../../core/cms/test-identities.ts'
import { asciiBytes } from '../../core/der.ts'
import { cardListPaper } from '../../server/issuance/lists/card-list-paper.ts'
import { closeCardList } from '../../server/issuance/lists/close-card-list.ts'
import { homeList } from '../../server/issuance/lists/home-list.ts'
import { importHomeResult } from '../../server/issuance/lists/import-home-result.ts'
import { listCard } from '../../server/issuance/lists/list-card.ts'
import { openCardList } from '../../server/issuance/lists/open-card-list.ts'
import { sendCardList } from '../../server/issuance/lists/send-card-list.ts'
import { takeListedCard } from '../../server/issuance/lists/take-listed-card.ts'
import { writeOffListed } from '../../server/issuance/lists/write-off-listed.ts'
import { deliverCard } from '../../server/issuance/post/deliver-card.ts'
import { importCarrierProof } from '../../server/issuance/post/import-carrier-proof.ts'
import { postCard } from '../../server/issuance/post/post-card.ts'
import { postSlip } from '../../server/issuance/post/post-slip.ts'
import { registerCarrier } from '../../server/issuance/post/register-carrier.ts'
import { takeBackCard } from '../../server/issuance/post/take-back-card.ts'
import { arrangeShelf } from '../../server/issuance/shelves/arrange-shelf.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { centres, days, minutes, type TestApp, testApp } from '../support/app.ts'
import { type ArrivedCard, arrivedCards, cardGivenBack, cardState, issuer } from '../support/arrivals.ts'
import { collectorPerson, strokes } from '../support/counter.ts'
import { signerAt } from '../support/desk.ts'
import { openStation, passedCard, plannedJob } from '../support/factory.ts'
import type { MachineActor } from '../support/machines.ts'
import { hireOfficer, type Officer, officerOf } from '../support/officers.ts'
import { refusalOf } from '../support/refusals.ts'

const here = centres.here.code

let running: TestApp
let station: MachineActor
let model: string
let colleague: Officer
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  station = await openStation(app, 20)
  await keepCardPki(app)
  await plannedJob(app)
  model = (await passedCard(app, station)).id
  colleague = (await hireOfficer(app, 'ISSUING_OFFICER')).actor
  await arrangeShelf(app, issuer, { centreCode: here, shelf: 'a', slots: 40 })
  await app.db.centre.create({ data: { code: 'HN002', name: 'Điểm trả thẻ Mẫu Hai', unitCode: '01' } })
})
afterAll(() => running.close())

const arrived = (count: number) => arrivedCards(running.app, model, count)
const stateOf = (id: string) => cardState(running.app, id)
const oldCard = () => cardGivenBack(running.app, model)

const changeFile = (card: ArrivedCard, data: object) =>
  running.app.db.application.update({ where: { id: card.applicationId }, data })

async function signedFile(content: object, signer: SigningIdentity) {
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { content: bytes, signature: await signJws(asciiBytes(sha256), signer) }
}

describe('forwarding', () => {
  test('takes cards to another place on a list of two signatures; what was lost on the way is made again', async () => {
    const { app } = running
    const [card, lost] = await arrived(2)
    const { id } = await openCardList(app, issuer, { kind: 'FORWARD', fromCentre: here, toCentre: 'HN002' })
    for (const { serial } of [card!, lost!]) await listCard(app, issuer, { listId: id, scan: serial })
    const other = await openCardList(app, issuer, { kind: 'FORWARD', fromCentre: here, toCentre: 'HN002' })
    expect(await refusalOf(listCard(app, issuer, { listId: other.id, scan: card!.serial }))).toBe(
      'CARD_NOT_FOR_LIST',
    )
    await sendCardList(app, issuer, { id })
    expect(await stateOf(card!.id)).toBe('DISPATCHED IN_TRANSIT')
    const take = (officer: Officer) => takeListedCard(app, officer, { listId: id, scan: card!.serial })
    expect(await refusalOf(take(issuer))).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await take(colleague)).toMatchObject({ again: false, left: 1 })
    expect(await stateOf(card!.id)).toBe('AT_UNIT READY')
    expect(await app.db.card.findUniqueOrThrow({ where: { id: card!.id } })).toMatchObject({
      centreCode: 'HN002',
    })
    expect(await closeCardList(app, colleague, { id })).toMatchObject({ missing: 1 })
    expect(Buffer.from(await cardListPaper(app, colleague, { id })).includes('/ByteRange')).toBe(true)
    expect(await writeOffListed(app, officerOf('PRODUCTION_SUPERVISOR'), { id })).toMatchObject({
      writtenOff: 1,
    })
    expect(await stateOf(lost!.id)).toBe('REVOKED APPROVED')
    expect(await app.db.hotListEntry.count({ where: { serial: lost!.serial } })).toBe(1)
  })

  test('to the homes without network: in force when the signed list comes back, refused where revoked meanwhile', async () => {
    const { app } = running
    const [given, revoked, brought] = await arrived(3)
    const { id, number } = await openCardList(app, issuer, { kind: 'HOME', fromCentre: here })
    for (const { serial } of [given!, revoked!, brought!])
      await listCard(app, issuer, { listId: id, scan: serial })
    expect(await refusalOf(sendCardList(app, issuer, { id }))).toBe('ANOTHER_OFFICER_NEEDED')
    const { identity } = await signerAt(app, colleague)
    await sendCardList(app, colleague, { id })
    expect(await stateOf(given!.id)).toBe('AT_UNIT READY')
    expect(await refusalOf(homeList(app, issuer, { id }))).toBe('FORBIDDEN')
    const { listSha256, cards } = await homeList(app, colleague, { id })
    expect(cards.map(({ serial }) => serial)).toEqual([given!.serial, revoked!.serial, brought!.serial])
    await app.db.card.update({ where: { id: revoked!.id }, data: { status: 'REVOKED' } })
    running.advanceClock(minutes(90))
    const at = new Date(app.clock() - minutes(30)).toISOString()
    const handed = {
      outcome: 'HANDED_OVER',
      at,
      collector: 'REPRESENTATIVE',
      person: collectorPerson(),
      authorisation: null,
      surrendered: await oldCard(),
      signature: strokes,
      unsignedReason: null,
    }
    const result = {
      list: number,
      listSha256,
      day: '2026-03-02',
      cards: [
        { serial: given!.serial, ...handed },
        { serial: revoked!.serial, ...handed },
        { serial: brought!.serial, outcome: 'BROUGHT_BACK', at, reason: 'NOBODY_HOME' },
      ],
    }
    const importAs = async (signer: SigningIdentity, content: object = result) =>
      importHomeResult(app, issuer, { id, file: await signedFile(content, signer) })
    const strangers = (await signerAt(app, issuer)).identity
    expect(await refusalOf(importAs(strangers))).toBe('FILE_NOT_SIGNED')
    const file = await signedFile(result, identity)
    const altered = { ...file, content: new TextEncoder().encode(`${JSON.stringify(result)} `) }
    expect(await refusalOf(importHomeResult(app, issuer, { id, file: altered }))).toBe('FILE_NOT_SIGNED')
    expect(await refusalOf(importAs(identity, { ...result, list: 'DS2026-999999' }))).toBe(
      'RESULT_OF_OTHER_LIST',
    )
    const told = {
      handedOver: 1,
      broughtBack: 1,
      left: 0,
      conflicts: [{ serial: revoked!.serial, code: 'CARD_REVOKED' }],
    }
    expect(await importAs(identity)).toEqual(told)
    expect(await stateOf(given!.id)).toBe('ACTIVE ISSUED')
    expect(await stateOf(brought!.id)).toBe('AT_UNIT READY shelved')
    expect(await app.db.handOver.findUniqueOrThrow({ where: { cardId: given!.id } })).toMatchObject({
      way: 'HOME',
      at: new Date(at),
      officerId: colleague.id,
    })
    expect(await app.db.cardList.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'CLOSED' })
    expect(await importAs(identity)).toEqual(told)
  })
})

describe('the post', () => {
  const address = {
    kind: 'POST',
    recipient: 'NGUYỄN THỊ MẪU',
    address: 'Số 1, Phường Mẫu Một, Thành phố Hà Nội',
    unit: '01',
    phone: '0900000001',
  }

  test('brings the card where the file says so: in force by the carrier’s proof, on the shelf again when it comes back', async () => {
    const { app } = running
    const [card, second, third] = await arrived(3)
    const carrier = await makeIdentity(await makeAuthority('Post CA'), 'SERVER')
    const certificate = toPem('CERTIFICATE', carrier.certificate)
    const clerk = officerOf('ADMINISTRATOR')
    await registerCarrier(app, clerk, { code: 'vnpost', name: 'Bưu điện Mẫu', certificate })
    const post = (of: ArrivedCard, trackingNumber: string) =>
      postCard(app, issuer, { scan: of.serial, carrier: 'VNPOST', trackingNumber })
    expect(await refusalOf(post(card!, 'EM0001'))).toBe('NOT_BY_POST')
    for (const one of [card!, second!, third!]) await changeFile(one, { delivery: address })
    const kept = [{ kind: 'CMND9', number: '123456789', handling: 'KEPT_UNTIL_DELIVERY' }]
    await changeFile(card!, { surrendered: kept })
    expect(await refusalOf(post(card!, 'EM0001'))).toBe('NOT_BY_POST')
    await changeFile(card!, { surrendered: [{ ...kept[0], handling: 'CORNER_CUT' }] })
    const { mailingId } = await post(card!, 'em0001')
    expect(await stateOf(card!.id)).toBe('POSTED POSTED')
    expect(await refusalOf(post(second!, 'EM0001'))).toBe('TRACKING_NUMBER_TAKEN')
    const letters = await Promise.all([post(second!, 'EM0002'), post(third!, 'EM0003')])
    expect(
      Buffer.from(await postSlip(app, issuer, { mailingId }))
        .subarray(0, 4)
        .toString(),
    ).toBe('%PDF')
    expect(await refusalOf(postSlip(app, officerOf('ISSUING_OFFICER', '79'), { mailingId }))).toBe(
      'FORBIDDEN',
    )

    running.advanceClock(days(1))
    const at = new Date(app.clock()).toISOString()
    const proof = {
      carrier: 'VNPOST',
      letters: [
        { tracking: 'EM0001', outcome: 'DELIVERED', at, receipt: 'BP-77' },
        { tracking: 'EM0002', outcome: 'RETURNED', at, reason: 'NOBODY_HOME' },
        { tracking: 'EM9999', outcome: 'DELIVERED', at, receipt: 'BP-78' },
      ],
    }
    const stranger = await makeIdentity(await makeAuthority('Other CA'), 'SERVER')
    expect(await refusalOf(importCarrierProof(app, issuer, await signedFile(proof, stranger)))).toBe(
      'FILE_NOT_SIGNED',
    )
    const file = await signedFile(proof, carrier)
    const refused = [{ tracking: 'EM9999', code: 'UNKNOWN_LETTER' }]
    expect(await importCarrierProof(app, issuer, file)).toEqual({
      delivered: 1,
      returned: 1,
      known: 0,
      refused,
    })
    expect(await stateOf(card!.id)).toBe('ACTIVE ISSUED')
    expect(await stateOf(second!.id)).toBe('AT_UNIT READY shelved')
    expect(await importCarrierProof(app, issuer, file)).toEqual({
      delivered: 0,
      returned: 0,
      known: 2,
      refused,
    })

    const byHand = { mailingId: letters[1]!.mailingId, receipt: 'BP-80' }
    expect(await refusalOf(deliverCard(app, issuer, { ...byHand, deliveredAt: app.clock() + days(1) }))).toBe(
      'PROOF_NEEDED',
    )
    await deliverCard(app, issuer, { ...byHand, deliveredAt: app.clock() })
    expect(await stateOf(third!.id)).toBe('ACTIVE ISSUED')
    expect(await stateOf(card!.id)).toBe('REPLACED ISSUED')
    const settled = takeBackCard(app, issuer, { mailingId: byHand.mailingId, reason: 'REFUSED' })
    expect(await refusalOf(settled)).toBe('MAILING_SETTLED')
  })
})
