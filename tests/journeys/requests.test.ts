import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeApplicationCode, parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { decideAppeal } from '../../server/enrollment/appeals/decide-appeal.ts'
import { lodgeAppeal } from '../../server/enrollment/appeals/lodge-appeal.ts'
import { answerArchive } from '../../server/enrollment/approvals/answer-archive.ts'
import { approvalsPage } from '../../server/enrollment/approvals/approvals-page.ts'
import { askArchive } from '../../server/enrollment/approvals/ask-archive.ts'
import { readApplicationFile } from '../../server/enrollment/approvals/read-application-file.ts'
import { approveApplication } from '../../server/enrollment/approve-application.ts'
import { refuseApplication } from '../../server/enrollment/refuse-application.ts'
import { openRequest } from '../../server/enrollment/requests/open-request.ts'
import { readRequestResult } from '../../server/enrollment/requests/read-request-result.ts'
import { returnApplication } from '../../server/enrollment/return-application.ts'
import { receiveOnlineApplication } from '../../server/enrollment/requests/receive-online-application.ts'
import type { RequestInput } from '../../server/enrollment/requests/request-input.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { centres, type TestApp, testApp } from '../support/app.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { officerOf } from '../support/officers.ts'
import { type Applicant, makeChild, makePerson, registerResident } from '../support/people.ts'
import { apply, fileOf, runPipeline } from '../support/pipeline.ts'
import { refusalOf } from '../support/refusals.ts'

let running: TestApp
let desk: Desk
beforeAll(async () => {
  running = await testApp()
  await keepCardPki(running.app)
  desk = await openDesk(running.app)
})
afterAll(() => running.close())

const citizen = (id: string): Actor => ({ kind: 'citizen', id })
const approver = officerOf('APPROVER')
const registrar = officerOf('REGISTRAR')

const pickup = { kind: 'PICKUP', centre: centres.here.code } as const
const asking = (changes: Partial<RequestInput> & Pick<RequestInput, 'residentId'>): RequestInput => ({
  kind: 'FIRST_ISSUE',
  reason: 'FIRST',
  centre: centres.here.code,
  contact: { phone: '0912345678', email: null },
  delivery: pickup,
  consent: '2024-07',
  ...changes,
})

/** A child and the parent whom the register knows as such. */
async function family(): Promise<{ readonly child: Applicant; readonly mother: Applicant }> {
  const { app } = running
  const mother = await registerResident(app)
  const child = await registerResident(app, makeChild({ motherName: mother.person.name }))
  await app.db.relationship.deleteMany({ where: { residentId: child.residentId, kind: 'MOTHER' } })
  await app.db.relationship.create({
    data: {
      residentId: child.residentId,
      kind: 'MOTHER',
      relatedId: mother.residentId,
      name: mother.person.name,
      number: mother.number,
    },
  })
  return { child, mother }
}

describe('online', () => {
  test('a mother asks for her child of four, and the file waits for its decision with nothing captured', async () => {
    const { app } = running
    const { child, mother } = await family()
    const { code } = await receiveOnlineApplication(
      app,
      citizen(mother.residentId),
      asking({ residentId: child.residentId }),
    )
    await runPipeline(app)
    expect(await fileOf(app, code)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      channel: 'ONLINE',
      machineId: null,
      flags: expect.arrayContaining(['UNDER_6']),
      representativeNumber: mother.number,
      deadlineOn: new Date('2026-03-11'),
    })
  })

  test('who is nobody’s representative is told the same as of somebody who does not exist', async () => {
    const { app } = running
    const { child } = await family()
    const stranger = await registerResident(app)
    const asked = (residentId: string) =>
      refusalOf(receiveOnlineApplication(app, citizen(stranger.residentId), asking({ residentId })))
    const unknown = await asked(randomUUID())
    expect(unknown).toBe('NOT_FOUND')
    expect(await asked(child.residentId)).toBe(unknown)
  })

  test.each([
    ['a child for itself', makeChild(), {}, 'REPRESENTATIVE_NEEDED'],
    ['a first card of an adult', makePerson(), {}, 'COME_TO_A_DESK'],
    [
      'a lost card without captures',
      makePerson(),
      { kind: 'REISSUE', reason: 'LOST' },
      'NO_USABLE_BIOMETRICS',
    ],
    ['a reason of another kind', makePerson(), { kind: 'REISSUE', reason: 'AGE' }, 'NO_SUCH_CASE'],
  ] as const)('%s is refused with the article', async (_what, person, changes, reason) => {
    const { app } = running
    const { residentId } = await registerResident(app, person)
    const filed = receiveOnlineApplication(app, citizen(residentId), asking({ residentId, ...changes }))
    await expect(filed).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
      facts: { reasons: reason },
      text: { vi: expect.stringContaining('26/2023/QH15') },
    })
  })

  test('of two requests at the same moment one is taken', async () => {
    const { app } = running
    const { child, mother } = await family()
    const { residentId } = child
    const file = () => receiveOnlineApplication(app, citizen(mother.residentId), asking({ residentId }))
    const both = await Promise.allSettled([file(), file()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(file())).toBe('OPEN_REQUEST_EXISTS')
  })

  test('a lost card is reissued with the portrait and fingers of the last file, and searched for duplicates', async () => {
    const { app } = running
    const holder = await registerResident(app)
    const first = await apply(desk, holder)
    // As if the card had been made and handed over.
    await app.db.application.update({ where: { id: first.id }, data: { status: 'ISSUED' } })
    const { residentId } = holder
    const lost = asking({ residentId, kind: 'REISSUE', reason: 'LOST' })
    const { id, code } = await receiveOnlineApplication(app, citizen(residentId), lost)
    await runPipeline(app)
    expect(await fileOf(app, code)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      flags: ['EARLIER_BIOMETRICS'],
      biometricsFromId: first.id,
      portraitSha256: first.portraitSha256,
      fee: { decision: 'DUE', amount: 35_000, rule: 'HALF_TT_64_2025' },
    })
    const fingersOf = (applicationId: string) =>
      app.db.template.findMany({
        where: { reference: { applicationId } },
        orderBy: { position: 'asc' },
        select: { position: true, bytes: true },
      })
    expect(await fingersOf(id)).toEqual(await fingersOf(first.id))
    const searches = { kind: 'IDENTIFY', reference: { applicationId: id } }
    expect(await app.db.abisRequest.count({ where: searches })).toBeGreaterThan(0)
    await approveApplication(app, approver, { id })
    await runPipeline(app)
    expect(await fileOf(app, code)).toMatchObject({ status: 'IN_PRODUCTION' })
  })
})

test('an adult for whom the register has a representative is not captured alone', async () => {
  const { app } = running
  const [ward, guardian] = [await registerResident(app), await registerResident(app)]
  const { person, number, residentId: relatedId } = guardian
  const { residentId } = ward
  const represented = { residentId, kind: 'REPRESENTATIVE', relatedId, name: person.name, number }
  await app.db.relationship.create({ data: represented })
  const alone = await apply(desk, ward)
  expect(alone).toMatchObject({ status: 'RETURNED', reasonCodes: ['REPRESENTATIVE_NEEDED'] })
  const representative = { number, name: person.name, relation: 'GUARDIAN' } as const
  const together = await apply(desk, ward, { manifest: { representative } })
  expect(together).toMatchObject({ status: 'AWAITING_APPROVAL', representativeNumber: number })
})

describe('an online file that was returned', () => {
  test('is put right at a desk of its centre under its old code', async () => {
    const { app } = running
    const { child, mother } = await family()
    const asked = asking({ residentId: child.residentId })
    const { id, code } = await receiveOnlineApplication(app, citizen(mother.residentId), asked)
    await runPipeline(app)
    await returnApplication(app, approver, { id, reason: 'EVIDENCE_MISSING' })
    const again = await apply(desk, child, { code: parseApplicationCode(code) })
    expect(again).toMatchObject({ id, channel: 'DESK', operatorId: desk.operator.officer.id })
    expect(again.status).not.toBe('RETURNED')
    const made = composeApplicationCode({
      centre: desk.centre,
      machine: 0,
      day: '2026-03-02',
      sequence: 4711,
    })
    expect(await refusalOf(apply(desk, await registerResident(app), { code: made }))).toBe(
      'PACKET_FROM_ANOTHER_MACHINE',
    )
  })
})

describe('at a desk, without a card', () => {
  const requestOf = (residentId: string, changes: Partial<RequestInput>) =>
    openRequest(running.app, registrar, asking({ residentId, delivery: null, ...changes }))
  async function settled(opened: { readonly id: string; readonly code: string }) {
    await runPipeline(running.app)
    await approveApplication(running.app, approver, opened)
    await runPipeline(running.app)
    return fileOf(running.app, opened.code)
  }

  test('an old number is confirmed by a signed paper within three working days', async () => {
    const { app } = running
    const { residentId, person } = await registerResident(app)
    const number = person.legacyNumber ?? ''
    const details = { about: 'NUMBER', number } as const
    const opened = await requestOf(residentId, { kind: 'CMND_CONFIRMATION', reason: 'CMND9', details })
    const file = await settled(opened)
    expect(file).toMatchObject({
      status: 'COMPLETED',
      producesCard: false,
      deadlineOn: new Date('2026-03-05'),
    })
    const pdf = await readRequestResult(app, citizen(residentId), { code: file.code })
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
    expect(Buffer.from(pdf).toString('latin1')).toContain('ETSI.CAdES.detached')
    const stranger = await registerResident(app)
    const other = readRequestResult(app, citizen(stranger.residentId), { code: file.code })
    expect(await refusalOf(other)).toBe('NOT_FOUND')
  })

  test('a number that is not theirs cannot be confirmed, and the approver is told', async () => {
    const { app } = running
    const { residentId } = await registerResident(app)
    const details = { about: 'NUMBER', number: '999999999' } as const
    const opened = await requestOf(residentId, { kind: 'CMND_CONFIRMATION', reason: 'CMND9', details })
    await runPipeline(app)
    expect(await refusalOf(approveApplication(app, approver, opened))).toBe('NOTHING_TO_CONFIRM')
  })

  test('an extract of one’s own data is a signed paper', async () => {
    const { residentId } = await registerResident(running.app)
    const details = { about: 'EXTRACT', purpose: 'Nộp cho trường học' } as const
    for (const reason of ['NPDB', 'CCDB']) {
      const file = await settled(await requestOf(residentId, { kind: 'EXTRACT', reason, details }))
      expect(file).toMatchObject({ status: 'COMPLETED', result: { kind: reason } })
    }
  })

  test('a number is cancelled and established again by maker and checker', async () => {
    const { app } = running
    const { residentId, number } = await registerResident(app)
    const kind = 'NUMBER_CHANGE'
    const bare = { kind, reason: 'BIRTH_PLACE_CORRECTED' } as const
    expect(await refusalOf(requestOf(residentId, bare))).toBe('PAPERS_MISSING')
    const page = {
      sha256: await app.blobs.put(Buffer.from('%PDF-1.7')),
      mediaType: 'application/pdf',
    } as const
    const papers = [{ type: 'BIRTH_CERTIFICATE', pages: [page] }] as const
    const opened = await requestOf(residentId, {
      ...bare,
      papers: papers.map((one) => ({ ...one, pages: [page] })),
    })
    await runPipeline(app)
    const own = { ...registrar, roles: [{ role: 'APPROVER', unitCode: '01' }] }
    expect(await refusalOf(approveApplication(app, own, opened))).toBe('SAME_PERSON')
    const file = await settled(opened)
    expect(file).toMatchObject({ status: 'COMPLETED', number })
    const before = await app.db.identityNumber.findUniqueOrThrow({ where: { number } })
    expect(before).toMatchObject({ status: 'CANCELLED', reason: 'BIRTH_PLACE_CORRECTED' })
    const now = await app.db.resident.findUniqueOrThrow({ where: { id: residentId } })
    expect(now.number).toBe(before.successor)
    expect(await app.db.residentChange.findFirstOrThrow({ where: { residentId } })).toMatchObject({
      status: 'APPLIED',
      makerId: registrar.id,
      checkerId: approver.id,
      evidenceKind: 'BIRTH_CERTIFICATE',
      evidenceNumber: file.code,
    })
    const details = { about: 'NUMBER', number } as const
    const confirmed = await settled(
      await requestOf(residentId, { kind: 'CMND_CONFIRMATION', reason: 'CANCELLED_NUMBER', details }),
    )
    expect(confirmed).toMatchObject({ status: 'COMPLETED' })
  })

  test('data are corrected, added to, and put on the card', async () => {
    const { app } = running
    const { residentId } = await registerResident(app)
    const kind = 'DATA_CHANGE'
    const wanted = { bloodType: 'AB' }
    for (const request of [
      { reason: 'NPDB_CORRECTION', details: { about: 'FIELDS', wanted } },
      { reason: 'ON_CARD', details: { about: 'ADDITIONS', additions: ['HEALTH_INSURANCE'] } },
    ] as const) {
      const details = structuredClone(request.details) as RequestInput['details']
      const file = await settled(await requestOf(residentId, { kind, reason: request.reason, details }))
      expect(file).toMatchObject({ status: 'COMPLETED', result: { change: expect.any(String) } })
    }
    const resident = await app.db.resident.findUniqueOrThrow({ where: { id: residentId } })
    expect(resident).toMatchObject({ bloodType: 'AB', otherData: { onCard: ['HEALTH_INSURANCE'] } })
  })

  test('a card is not asked for here', async () => {
    const { residentId } = await registerResident(running.app)
    const asked = requestOf(residentId, { kind: 'EXCHANGE', reason: 'ON_REQUEST', delivery: pickup })
    expect(await refusalOf(asked)).toBe('CAPTURE_NEEDED')
  })
})

describe('appeals', () => {
  test('a refusal is reopened by two officers, neither of them the one who refused', async () => {
    const { app } = running
    const file = await apply(desk, await registerResident(app))
    await refuseApplication(app, approver, { id: file.id, reason: 'NOT_ENTITLED' })
    const ground = 'Đã nộp bản sao giấy khai sinh có chứng thực.'
    const id = await lodgeAppeal(app, officerOf('STATION_SUPERVISOR'), { applicationId: file.id, ground })
    const again = lodgeAppeal(app, officerOf('RECEPTION'), { applicationId: file.id, ground })
    expect(await refusalOf(again)).toBe('NOTHING_TO_APPEAL')
    expect(await refusalOf(decideAppeal(app, approver, { id, outcome: 'REOPENED' }))).toBe('SAME_PERSON')
    await decideAppeal(app, officerOf('APPROVER'), { id, outcome: 'REOPENED' })
    await runPipeline(app)
    expect(await fileOf(app, file.code)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })
})

describe('who decides', () => {
  test('an adult’s file that a commune received is decided by the province', async () => {
    const { app } = running
    const commune = await app.db.administrativeUnit.findFirstOrThrow({
      where: { level: 3, validTo: null, parentCode: '01' },
    })
    const place = { code: 'HN777', name: 'Công an xã Mẫu', unitCode: commune.code }
    await app.db.centre.upsert({ where: { code: place.code }, create: place, update: {} })
    const at = await openDesk(app, place)
    const adult = await apply(at, await registerResident(app))
    expect(adult).toMatchObject({ unitCode: commune.code, decidingUnit: '01', status: 'AWAITING_APPROVAL' })
    const ofCommune = officerOf('APPROVER', commune.code)
    expect(await refusalOf(approveApplication(app, ofCommune, adult))).toBe('NOT_COMPETENT')
    const page = { flag: null, flagged: null, unitCode: null, after: null, take: 50 }
    expect(await approvalsPage(app, ofCommune, page)).not.toContain(adult.id)
    expect(await approvalsPage(app, approver, { ...page, unitCode: commune.code })).toContain(adult.id)
    await approveApplication(app, approver, adult)
    const { child, mother } = await family()
    const asked = asking({ residentId: child.residentId, centre: place.code })
    const opened = await receiveOnlineApplication(app, citizen(mother.residentId), asked)
    await runPipeline(app)
    await approveApplication(app, ofCommune, opened)
    expect(await fileOf(app, opened.code)).toMatchObject({ decidingUnit: null, status: 'APPROVED' })
  })

  test('the archive’s answer stands with the file', async () => {
    const { app } = running
    const file = await apply(desk, await registerResident(app))
    const question = 'Có hồ sơ CMND cũ không?'
    const id = await askArchive(app, approver, { applicationId: file.id, question })
    await answerArchive(app, registrar, { id, answer: 'Có, tủ 12, hộp 4.' })
    const shown = await readApplicationFile(app, approver, { code: file.code })
    expect(shown.row.archiveRequests).toMatchObject([{ question, answer: 'Có, tủ 12, hộp 4.' }])
    expect(await refusalOf(answerArchive(app, registrar, { id, answer: 'Không.' }))).toBe('STALE_VERSION')
  })
})
