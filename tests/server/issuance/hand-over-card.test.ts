import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FingerPosition } from '../../../core/biometrics/positions.ts'
import { encodeJp2 } from '../../../server/biometrics/jpeg2000.ts'
import type { FingerAtCounter } from '../../../server/issuance/check-holder.ts'
import { handOverCard } from '../../../server/issuance/hand-over-card.ts'
import { recogniseHolder } from '../../../server/issuance/recognise-holder.ts'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import {
  collectorPerson,
  handToHolder,
  handToRepresentative,
  signaturePicture,
  strokes,
} from '../../support/counter.ts'
import { dispatchedCard, openStation, plannedJob, qrOf } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { type Applicant, registerResident } from '../../support/people.ts'
import { greyPng, keepImages, keepTemplates, printOf, printPng, printSize } from '../../support/prints.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 40)
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')
const holder = 1
const stranger = 2
const enrolled: readonly FingerPosition[] = [1, 2, 6, 7]
/** Ridges broken to dots: a print that quality control would throw away. */
const dry = { dryness: 1.5, pressure: -0.8, contact: 0.55 }

/** A card that waits to be collected, what its QR says, and the holder's fingers in its file. */
async function waitingCard({
  applicant,
  keep = keepTemplates,
  positions = enrolled,
}: {
  readonly applicant?: Applicant
  readonly keep?: typeof keepTemplates
  readonly positions?: readonly FingerPosition[]
} = {}) {
  const { app } = running
  await plannedJob(app, applicant && { applicant })
  const card = await dispatchedCard(app, station)
  await receiveCard(app, issuer, { id: card.id })
  const file = await app.db.application.findUniqueOrThrow({ where: { id: card.applicationId } })
  await keep(app, file, { body: holder, positions })
  return { ...card, scan: await qrOf(app, card.id) }
}

const nothingKept: typeof keepTemplates = async () => {}

async function fingersOf(
  body: number,
  positions: readonly FingerPosition[],
  damage = {},
): Promise<FingerAtCounter[]> {
  return Promise.all(
    positions.map(async (position) => {
      return { position, dpi: 500, file: await printPng(body, position, { impression: 2, damage }) }
    }),
  )
}
const twoFingers = (body = holder) => fingersOf(body, [2, 7])

const cardOf = (id: string) => running.app.db.card.findUniqueOrThrow({ where: { id } })
const handOverOf = (cardId: string) => running.app.db.handOver.findUniqueOrThrow({ where: { cardId } })
const checksOf = (cardId: string) =>
  running.app.db.holderCheck.findMany({ where: { cardId }, orderBy: { id: 'asc' } })

describe('the holder', () => {
  test('is known by two fingers: the card becomes ACTIVE, its file ISSUED, and how and by whom is kept', async () => {
    const { app } = running
    const { id, applicationId, scan } = await waitingCard()
    await handToHolder(app, issuer, { scan, fingers: await twoFingers() })
    expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE', replacesId: null })
    expect(await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
      status: 'ISSUED',
    })
    const handOver = await handOverOf(id)
    expect(handOver).toMatchObject({
      officerId: issuer.id,
      collector: 'HOLDER',
      verifiedBy: 'TWO_FINGERS',
      threshold: 80,
      supervisorId: null,
    })
    expect(handOver.score).toBeGreaterThan(80)
    expect(await checksOf(id)).toMatchObject([{ verdict: 'SAME', taken: 2, fingers: 2 }])
  })

  test('is known by the images of the file where no templates were kept', async () => {
    const { id, scan } = await waitingCard({ keep: keepImages })
    await handToHolder(running.app, issuer, { scan, fingers: await twoFingers() })
    expect(await handOverOf(id)).toMatchObject({ verifiedBy: 'TWO_FINGERS' })
  })

  test('is known from JPEG 2000 as from PNG', async () => {
    const { id, scan } = await waitingCard()
    const fingers = await Promise.all(
      ([2, 7] as const).map(async (position) => {
        const samples = printOf(holder, position, { impression: 2 }).pixels
        const file = await encodeJp2({ ...printSize, components: 1, samples }, { ratio: 8 })
        return { position, dpi: 500, file }
      }),
    )
    await handToHolder(running.app, issuer, { scan, fingers })
    expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
  })

  test('with one good and one poor finger is asked for four, and known by them', async () => {
    const { app } = running
    const { id, scan } = await waitingCard()
    const [good] = await fingersOf(holder, [2])
    const [poor] = await fingersOf(holder, [7], dry)
    const two = handToHolder(app, issuer, { scan, fingers: [good!, poor!] })
    expect(await refusalOf(two)).toBe('MORE_FINGERS_NEEDED')
    expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
    await handToHolder(app, issuer, { scan, fingers: await fingersOf(holder, enrolled) })
    expect(await handOverOf(id)).toMatchObject({ verifiedBy: 'FOUR_FINGERS', threshold: 150 })
    expect(await checksOf(id)).toMatchObject([{ verdict: 'MORE_FINGERS', taken: 2 }, { verdict: 'SAME' }])
  })

  test('is asked for the fingers that the file has, before anything else', async () => {
    const { scan } = await waitingCard({ positions: [3, 7, 9] })
    const before = await contentOf(running.app)
    const refused = handToHolder(running.app, issuer, { scan })
    await expect(refused).rejects.toMatchObject({ code: 'FINGERS_NEEDED', facts: { positions: '7 3' } })
    await expect(refused).rejects.toMatchObject({
      text: { vi: expect.stringContaining('ngón trỏ trái, ngón giữa phải') },
    })
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('of whom nothing was ever captured cannot come in person, but sends a representative', async () => {
    const { id, scan } = await waitingCard({ keep: nothingKept })
    const fingers = await twoFingers()
    expect(await refusalOf(handToHolder(running.app, issuer, { scan, fingers }))).toBe(
      'REPRESENTATIVE_NEEDED',
    )
    await handToRepresentative(running.app, issuer, { scan })
    expect(await handOverOf(id)).toMatchObject({ collector: 'REPRESENTATIVE', verifiedBy: null, score: null })
  })
})

describe('somebody else', () => {
  test('does not get the card with two fingers or with four; the tries are counted and audited', async () => {
    const { app } = running
    const { id, scan } = await waitingCard()
    const two = handToHolder(app, issuer, { scan, fingers: await twoFingers(stranger) })
    expect(await refusalOf(two)).toBe('MORE_FINGERS_NEEDED')
    const fingers = await fingersOf(stranger, enrolled)
    expect(await refusalOf(handToHolder(app, issuer, { scan, fingers }))).toBe('NOT_THE_HOLDER')
    expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
    expect(await checksOf(id)).toMatchObject([{ verdict: 'MORE_FINGERS' }, { verdict: 'DIFFERENT' }])
    const entries = await app.db.auditEntry.findMany({
      where: { subjectKind: 'card', subjectId: id },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['card.check-holder', issuer.id],
      ['card.check-holder', issuer.id],
    ])
    expect(JSON.parse(entries[1]!.details)).toEqual({
      by: 'FINGERS',
      verdict: 'DIFFERENT',
      fingers: 4,
      tries: 2,
    })
  })

  test('with one finger of the holder’s among others gets no further', async () => {
    const { scan, id } = await waitingCard()
    const [own] = await fingersOf(holder, [2])
    const others = await fingersOf(stranger, [1, 6, 7])
    const mixed = handToHolder(running.app, issuer, { scan, fingers: [own!, ...others] })
    expect(await refusalOf(mixed)).toBe('NOT_THE_HOLDER')
    expect(await cardOf(id)).toMatchObject({ status: 'AT_UNIT' })
  })

  test('has six tries in a day, and the holder may come the next day', async () => {
    const { app } = running
    const { scan, id } = await waitingCard()
    const fingers = await twoFingers(stranger)
    const again = () => refusalOf(handToHolder(app, issuer, { scan, fingers }))
    for (let i = 0; i < 6; i++) expect(await again()).toBe('MORE_FINGERS_NEEDED')
    expect(await again()).toBe('TOO_MANY_TRIES')
    running.advanceClock(days(1))
    await handToHolder(app, issuer, { scan, fingers: await twoFingers() })
    expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('prints that say nothing', () => {
  test('need a supervisor after all fingers were tried twice', async () => {
    const { app } = running
    const { scan } = await waitingCard()
    const blank = await greyPng({ ...printSize, dpi: 500, pixels: new Uint8Array(388 * 374).fill(240) })
    const fingers = enrolled.map((position) => ({ position, dpi: 500, file: blank }))
    const tried = (count: number) =>
      refusalOf(handToHolder(app, issuer, { scan, fingers: fingers.slice(0, count) }))
    expect(await tried(2)).toBe('MORE_FINGERS_NEEDED')
    expect(await tried(2)).toBe('MORE_FINGERS_NEEDED')
    expect(await tried(4)).toBe('MORE_FINGERS_NEEDED')
    expect(await tried(4)).toBe('SUPERVISOR_NEEDED')
  })

  test('as files that are no images are refused, and are no try', async () => {
    const { scan, id } = await waitingCard()
    const [good] = await fingersOf(holder, [2])
    for (const file of [
      good!.file.slice(0, 2000),
      new TextEncoder().encode('no image'),
      new Uint8Array([0xff]),
    ]) {
      const fingers = [good!, { position: 7, dpi: 500, file } as const]
      expect(await refusalOf(handToHolder(running.app, issuer, { scan, fingers }))).toBe(
        'FINGER_FILE_UNREADABLE',
      )
    }
    expect(await checksOf(id)).toEqual([])
  })
})

describe('the card', () => {
  test('that came before is REPLACED in the same transaction, whatever state it was in, and is collected', async () => {
    const { app } = running
    for (const state of ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED']) {
      const applicant = await registerResident(app)
      const first = await waitingCard({ applicant, keep: nothingKept })
      await handToRepresentative(app, issuer, { scan: first.scan })
      await app.db.card.update({ where: { id: first.id }, data: { status: state } })
      running.advanceClock(days(1))
      const second = await waitingCard({ applicant })
      const given = { scan: second.scan, fingers: await twoFingers() }
      expect(await refusalOf(handToHolder(app, issuer, given))).toBe('OLD_CARDS_FIRST')
      expect(await cardOf(first.id)).toMatchObject({ status: state })
      const handling = state === 'LOCKED' ? 'LOST' : 'COLLECTED'
      const surrendered = [{ kind: 'CC_2024', number: applicant.number, handling } as const]
      await handToHolder(app, issuer, { ...given, surrendered })
      expect(await cardOf(first.id)).toMatchObject({ status: 'REPLACED' })
      expect(await cardOf(second.id)).toMatchObject({ status: 'ACTIVE', replacesId: first.id })
      expect(await handOverOf(second.id)).toMatchObject({ surrendered })
    }
  })

  test('that came before, scanned in its stead, does not hand over the new one', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const first = await waitingCard({ applicant, keep: nothingKept })
    await handToRepresentative(app, issuer, { scan: first.scan })
    running.advanceClock(days(1))
    const second = await waitingCard({ applicant })
    const before = await contentOf(app)
    const fingers = await twoFingers()
    expect(await refusalOf(handToHolder(app, issuer, { scan: first.scan, fingers }))).toBe('CARD_NOT_HERE')
    expect(await contentOf(app)).toEqual(before)
    expect(await cardOf(second.id)).toMatchObject({ status: 'AT_UNIT' })
  })

  test('stays, and nothing is changed, for a QR that is another’s, altered or none', async () => {
    const { app } = running
    const { scan, number } = await waitingCard()
    const before = await contentOf(app)
    const fingers = await twoFingers()
    const refusal = (text: string) => refusalOf(handToHolder(app, issuer, { scan: text, fingers }))
    expect(await refusal(scan.replace(number, '001190999999'))).toBe('CARD_NOT_HERE')
    expect(await refusal(scan.replace('NGUYỄN', 'TRẦN'))).toBe('CARD_NOT_HERE')
    expect(await refusal('https://example.invalid/')).toBe('ILLEGAL_CARD_QR')
    expect(await refusal('')).toBe('ILLEGAL_CARD_QR')
    expect(await contentOf(app)).toEqual(before)
  })

  test('stays, and nothing is changed, in another province or by another role', async () => {
    const { app } = running
    const { scan } = await waitingCard()
    const before = await contentOf(app)
    const input = { scan, fingers: await twoFingers() }
    expect(await refusalOf(handToHolder(app, officerOf('ISSUING_OFFICER', '79'), input))).toBe(
      'CARD_ELSEWHERE',
    )
    expect(await refusalOf(handToHolder(app, officerOf('APPROVER'), input))).toBe('FORBIDDEN')
    expect(await contentOf(app)).toEqual(before)
  })

  test('goes once where two officers hand it over at the same moment', async () => {
    const { app } = running
    const { scan, id } = await waitingCard()
    const fingers = await twoFingers()
    const officers = [issuer, officerOf('ISSUING_OFFICER')]
    const outcomes = await Promise.all(
      officers.map((officer) => refusalOf(handToHolder(app, officer, { scan, fingers }))),
    )
    expect(outcomes.filter((code) => code === 'NOT_REFUSED')).toHaveLength(1)
    expect(await app.db.transition.count({ where: { recordId: id, event: 'activate' } })).toBe(1)
    expect(await handOverOf(id)).toMatchObject({ way: 'COUNTER' })
  })

  test('is known to a scanner that decomposes letters and adds blanks', async () => {
    const { id, scan } = await waitingCard()
    const noisy = ` ${scan.normalize('NFD')} \r\n`
    await handToHolder(running.app, issuer, { scan: noisy, fingers: await twoFingers() })
    expect(await cardOf(id)).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('whoever takes the card', () => {
  test('has read it and signs, with a picture, with strokes, or says why not; the ink is sealed', async () => {
    const { app } = running
    const { id, scan } = await waitingCard({ keep: nothingKept })
    const take = (given: object) => refusalOf(handToRepresentative(app, issuer, { scan, ...given }))
    expect(await take({ checked: false })).toBe('CARD_UNCHECKED')
    expect(await take({ signature: { unsigned: 'tay' } })).toBe('SIGNATURE_UNREADABLE')
    expect(await take({ signature: { picture: new Uint8Array([1, 2, 3]) } })).toBe('SIGNATURE_UNREADABLE')
    expect(await take({ signature: { picture: await signaturePicture() } })).toBe('NOT_REFUSED')
    const { signatureSha256 } = await handOverOf(id)
    expect(await app.blobs.get(signatureSha256 ?? '')).not.toBeNull()
  })

  test('brings the CMND that stayed with them: its corner is cut, which is kept', async () => {
    const { app } = running
    const { id, applicationId, scan } = await waitingCard({ keep: nothingKept })
    const old = { kind: 'CMND9', number: '123456789' } as const
    const noted = [{ ...old, handling: 'KEPT_UNTIL_DELIVERY' }]
    await app.db.application.update({ where: { id: applicationId }, data: { surrendered: noted } })
    const take = (handling: 'CORNER_CUT' | 'KEPT_UNTIL_DELIVERY') =>
      refusalOf(handToRepresentative(app, issuer, { scan, surrendered: [{ ...old, handling }] }))
    expect(await take('KEPT_UNTIL_DELIVERY')).toBe('OLD_CARDS_FIRST')
    expect(await take('CORNER_CUT')).toBe('NOT_REFUSED')
    expect(await handOverOf(id)).toMatchObject({ surrendered: [{ ...old, handling: 'CORNER_CUT' }] })
  })

  test('is recognised by this officer and a moment ago', async () => {
    const { app } = running
    const { scan } = await waitingCard()
    const finish = (officer = issuer) =>
      refusalOf(
        handOverCard(app, officer, { scan, collector: 'HOLDER', checked: true, signature: { strokes } }),
      )
    await recogniseHolder(app, issuer, { scan, fingers: await twoFingers() })
    expect(await finish(officerOf('ISSUING_OFFICER'))).toBe('FINGERS_NEEDED')
    running.advanceClock(minutes(31))
    expect(await finish()).toBe('FINGERS_NEEDED')
    await recogniseHolder(app, issuer, { scan, fingers: await twoFingers() })
    expect(await finish()).toBe('NOT_REFUSED')
  })

  test('represents nobody who has grown up and can be compared, and is not the holder', async () => {
    const { app } = running
    const grown = await waitingCard()
    expect(await refusalOf(handToRepresentative(app, issuer, { scan: grown.scan }))).toBe('NO_REPRESENTATIVE')
    const { scan, number } = await waitingCard({ keep: nothingKept })
    const person = collectorPerson({ number: number as never })
    expect(await refusalOf(handToRepresentative(app, issuer, { scan, person }))).toBe('COLLECTOR_UNKNOWN')
  })
})
