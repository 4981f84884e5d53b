import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sharedFields } from '../../../../core/sharing/fields.ts'
import { parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import { verifyAudit } from '../../../../server/audit/verify-audit.ts'
import { reEstablishNumber } from '../../../../server/registry/re-establish-number.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp } from '../../../support/http.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, freeNumber, makePerson, registerResident } from '../../../support/people.ts'
import { ask, type Claims, claimsOf, openAgency, post, sign, type TestAgency, verified } from './agencies.ts'

let running: TestApp
let server: HttpServer
let agency: TestAgency
let resident: Applicant
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  agency = await openAgency(running.app)
  resident = await registerResident(running.app)
})
beforeEach(() => running.advanceClock(minutes(1)))
afterAll(async () => {
  await server.close()
  await running.close()
})

const claims = (changes: Claims = {}, number: string = resident.number) =>
  claimsOf(running.app, agency, number, changes)
const rowOf = ({ jti }: Claims) =>
  running.app.db.agencyQuery.findFirstOrThrow({ where: { requestId: String(jti) } })

describe('an agency that proves itself', () => {
  test('is told the fields that it asked for and was granted, and no others', async () => {
    const question = claims({ fields: ['name', 'permanentAddress'] })
    const answer = await ask(server, agency, question)
    expect(answer).toEqual({
      iss: running.app.publicUrl,
      aud: agency.code,
      iat: question['iat'],
      jti: (await rowOf(question)).id,
      requestId: question['jti'],
      purpose: 'TAX',
      reference: 'HS-2026/000123',
      outcome: 'ANSWERED',
      numberState: 'ACTIVE',
      provisional: false,
      confirmed: null,
      data: {
        name: resident.person.name,
        permanentAddress: { unitCode: '01', text: resident.person.residence, since: '1990-05-20' },
      },
    })
  })

  test('can prove the answer to a third party by what the log kept, which holds no data', async () => {
    const question = claims()
    const jws = await (await post(server, await sign(agency, question))).text()
    const row = await rowOf(question)
    const [header, , signature] = jws.split('.')
    expect(row).toMatchObject({
      outcome: 'ANSWERED',
      residentId: resident.residentId,
      fields: ['name', 'birthDate'],
      refusal: null,
      answerSha256: createHash('sha256').update(jws).digest('hex'),
      signature: `${header}..${signature}`,
    })
    const [head, body = '', end] = jws.split('.')
    const other = Buffer.from(body, 'base64url').toString().replace('"ANSWERED"', '"NOT_FOUND"')
    const forged = [head, Buffer.from(other).toString('base64url'), end].join('.')
    await expect(verified(server, forged)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
  })

  test('leaves one entry in the audit for each question, in chains that hold', async () => {
    const question = claims()
    const { jti } = await ask(server, agency, question)
    const entries = await running.app.db.auditEntry.findMany({ where: { subjectId: jti } })
    expect(entries.map(({ action, details }) => [action, JSON.parse(details) as unknown])).toEqual([
      [
        'agency.query',
        { agency: agency.code, purpose: 'TAX', outcome: 'ANSWERED', refusal: null, fields: 2 },
      ],
    ])
    expect((await verifyAudit(running.app)).faults).toEqual([])
  })

  test('may have name and birth date compared on the way: what disagrees is nobody', async () => {
    const { number, person } = resident
    const { name, birthDate } = person
    const right = await ask(
      server,
      agency,
      claims({ subject: { number, name: name.toLowerCase(), birthDate } }),
    )
    expect(right.outcome).toBe('ANSWERED')
    for (const subject of [
      { number, name: 'TRẦN VĂN KHÁC' },
      { number, birthDate: '1990-05-21' },
    ])
      expect(await ask(server, agency, claims({ subject }))).toMatchObject({ outcome: 'NOT_FOUND', data: {} })
  })

  test('is told each of the 26 items but the last, in the form of the contract', async () => {
    const { app } = running
    const court = await openAgency(app, {
      grants: [{ purpose: 'JUDICIAL_PROCEEDINGS', fields: sharedFields }],
    })
    const person = makePerson({ religion: 'Phật giáo' })
    const { number, residentId } = await registerResident(app, person)
    const head = await registerResident(app)
    const unit = await app.db.administrativeUnit.findFirstOrThrow({ where: { code: '01' } })
    const since = new Date('2020-01-01')
    await app.db.household.create({
      data: {
        headId: head.residentId,
        unitId: unit.id,
        addressText: 'Số 1, Phường Mẫu Một',
        members: {
          create: [
            { residentId: head.residentId, relation: 'HEAD', validFrom: since },
            { residentId, relation: 'CHILD', validFrom: since },
          ],
        },
      },
    })
    await app.db.residenceStatus.create({
      data: { residentId, status: 'DECLARED_ABSENT', unitId: unit.id, validFrom: since },
    })
    await app.db.legacyDocument.create({
      data: { residentId, kind: 'CCCD_CHIP', number, issuedOn: since, issuedBy: 'Cục Mẫu' },
    })
    await app.db.resident.update({
      where: { id: residentId },
      data: { phone: '0900000001', deathOn: '2026-02-01' },
    })
    const question = claimsOf(app, court, number, { purpose: 'JUDICIAL_PROCEEDINGS', fields: sharedFields })
    const { data } = await ask(server, court, question)
    expect(Object.keys(data).toSorted()).toEqual(sharedFields.toSorted())
    expect(data).toMatchObject({
      name: person.name,
      number,
      religion: 'Phật giáo',
      legacyNumber: person.legacyNumber,
      issuedDocuments: [
        { kind: 'CCCD_CHIP', number, issuedOn: '2020-01-01', issuedBy: 'Cục Mẫu', expiresOn: null },
      ],
      relatives: [
        { kind: 'FATHER', name: person.fatherName, number: null },
        { kind: 'MOTHER', name: person.motherName, number: null },
      ],
      temporaryAddress: null,
      declaredAbsence: { since: '2020-01-01', until: null },
      relationToHead: 'CHILD',
      household: {
        address: 'Số 1, Phường Mẫu Một',
        members: [
          { name: head.person.name, number: head.number, relation: 'HEAD' },
          { name: person.name, number, relation: 'CHILD' },
        ],
      },
      death: { on: '2026-02-01' },
      contact: { phone: '0900000001', email: null },
      successorNumber: null,
    })
  })
})

describe('a subject that is not simply there', () => {
  test('is answered in the same shape, kept and counted like anybody', async () => {
    const known = await ask(server, agency, claims())
    const question = claims({}, freeNumber())
    const unknown = await ask(server, agency, question)
    expect(unknown).toMatchObject({ outcome: 'NOT_FOUND', numberState: null, provisional: null, data: {} })
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    const kept = await rowOf(question)
    expect(kept).toMatchObject({ outcome: 'NOT_FOUND', residentId: null })
    expect(kept.evidenceSha256).not.toBeNull()
    const { id } = await running.app.db.relyingParty.findUniqueOrThrow({ where: { code: agency.code } })
    const [allowance] = await running.app.db.agencyAllowance.findMany({ where: { relyingPartyId: id } })
    const asked = await running.app.db.agencyQuery.count({ where: { relyingPartyId: id } })
    expect(allowance?.dayCount).toBe(asked)
  })

  test('with a cancelled number: the agency learns that, and the successor where it is granted', async () => {
    const { app } = running
    const { residentId, number } = await registerResident(app)
    const successor = await reEstablishNumber(app, officerOf('APPROVER'), {
      residentId,
      baseVersion: 1,
      ground: 'WRONG_DATA_GIVEN',
    })
    const question = claims({}, number)
    expect(await ask(server, agency, question)).toMatchObject({
      outcome: 'ANSWERED',
      numberState: 'CANCELLED',
      data: {},
    })
    expect((await rowOf(question)).fields).toEqual([])
    const wide = await openAgency(app, { grants: [{ purpose: 'TAX', fields: ['name', 'successorNumber'] }] })
    const fields = ['name', 'successorNumber']
    expect(await ask(server, wide, claimsOf(app, wide, number, { fields }))).toMatchObject({
      numberState: 'CANCELLED',
      data: { successorNumber: successor },
    })
    expect((await ask(server, wide, claimsOf(app, wide, successor, { fields }))).data).toMatchObject({
      successorNumber: null,
    })
  })

  test('dead: said to those who were granted it', async () => {
    const { app } = running
    const { residentId, number, person } = await registerResident(app)
    await app.db.resident.update({ where: { id: residentId }, data: { deathOn: '2026-01-15' } })
    expect((await ask(server, agency, claims({}, number))).data).toEqual({
      name: person.name,
      birthDate: person.birthDate,
    })
    const insurer = await openAgency(app, { grants: [{ purpose: 'SOCIAL_INSURANCE', fields: ['death'] }] })
    const question = claimsOf(app, insurer, number, { purpose: 'SOCIAL_INSURANCE', fields: ['death'] })
    expect((await ask(server, insurer, question)).data).toEqual({ death: { on: '2026-01-15' } })
  })

  test('provisional: marked as such', async () => {
    const { residentId, number } = await registerResident(running.app)
    await running.app.db.resident.update({ where: { id: residentId }, data: { provisional: true } })
    expect(await ask(server, agency, claims({}, number))).toMatchObject({ provisional: true })
  })
})

describe('a question that only confirms', () => {
  const confirm = (name: string, birthDate: string, number: string = resident.number) =>
    ask(
      server,
      agency,
      claims({
        purpose: 'IDENTITY_CONFIRMATION',
        fields: ['name', 'birthDate'],
        subject: { number, name, birthDate },
      }),
    )

  test('is answered yes or no, without data', async () => {
    const { name, birthDate } = resident.person
    expect(await confirm(name, birthDate)).toMatchObject({ confirmed: true, numberState: 'ACTIVE', data: {} })
  })

  test('cannot tell a wrong name from a wrong birth date or a number that nobody has', async () => {
    const { name, birthDate } = resident.person
    const no = [
      await confirm('TRẦN VĂN KHÁC', birthDate),
      await confirm(name, '1990-05-21'),
      await confirm(name, birthDate, freeNumber()),
    ].map(({ jti: _jti, requestId: _id, ...rest }) => rest)
    expect(no[0]).toMatchObject({
      outcome: 'ANSWERED',
      confirmed: false,
      numberState: null,
      provisional: null,
    })
    expect(no[1]).toEqual(no[0])
    expect(no[2]).toEqual(no[0])
  })

  test('agrees across the spellings of a name, and as far as a birth date is known', async () => {
    const { number } = await registerResident(
      running.app,
      makePerson({ name: 'LÃ THỊ HOÀ', birthDate: parsePartialDate('1948') }),
    )
    expect(await confirm('Lã Thị Hòa', '1948-07-01', number)).toMatchObject({ confirmed: true })
    expect(await confirm('Lã Thị Hoa', '1948-07-01', number)).toMatchObject({ confirmed: false })
    expect(await confirm('Lã Thị Hòa', '1949-07-01', number)).toMatchObject({ confirmed: false })
  })

  test('says no of a cancelled number, and why to those who know the person', async () => {
    const { number, person } = await registerResident(running.app)
    await running.app.db.identityNumber.update({ where: { number }, data: { status: 'CANCELLED' } })
    expect(await confirm(person.name, person.birthDate, number)).toMatchObject({
      confirmed: false,
      numberState: 'CANCELLED',
    })
    expect(await confirm('TRẦN VĂN KHÁC', person.birthDate, number)).toMatchObject({ numberState: null })
  })
})

test('nothing that leads to a person is in the log, the audit, the allowance or the server’s log lines', async () => {
  const { app, logged } = running
  const person = makePerson({
    name: 'ĐẶNG ĐÁNH DẤU RIÊNG',
    birthDate: parsePartialDate('1983-11-07'),
    residence: 'Ngõ Đánh Dấu 77',
    legacyNumber: '123450987',
  })
  const { number } = await registerResident(app, person)
  const { name, birthDate } = person
  const subject = { number, name, birthDate }
  const fields = ['name', 'number', 'permanentAddress']
  await ask(server, agency, claims({ subject, fields }))
  await ask(server, agency, claims({ subject: { ...subject, name: 'ĐẶNG DẤU SAI' } }))
  for (const wrong of [
    claims({ subject, fields: ['religion'] }),
    claims({ subject, purpose: 'CIVIL_STATUS' }),
    claims({ subject, reference: `HS-${number}` }),
    claims({ subject, reference: `HS-${number.slice(0, 6)}.${number.slice(6)}` }),
    claims({ subject: { ...subject, birthDate: 'không rõ' } }),
    claims({ subject, jti: number }),
    claims({ subject, [name]: name }),
    { ...claims({ subject }), iss: 'AI-DO' },
  ])
    expect((await post(server, await sign(agency, wrong))).status).toBeGreaterThanOrEqual(400)
  const kept = await Promise.all([
    app.db.agencyQuery.findMany(),
    app.db.auditEntry.findMany({ where: { action: { startsWith: 'agency' } } }),
    app.db.agencyAllowance.findMany(),
  ])
  const text = JSON.stringify([kept, logged], (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).toContain('FIELD_NOT_GRANTED')
  expect(logged.length).toBeGreaterThan(0)
  const decoded = kept[0].map(({ signature }) =>
    (signature ?? '').split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')),
  )
  for (const marked of [number, name, 'ĐẶNG', birthDate, 'Đánh Dấu 77', '123450987', 'DẤU SAI'])
    for (const searched of [text, JSON.stringify(decoded)]) expect(searched).not.toContain(marked)
})

test('a row of the log is neither changed nor deleted', async () => {
  const { db } = running.app
  const { jti: id } = await ask(server, agency, claims())
  for (const attempt of [
    db.agencyQuery.update({ where: { id }, data: { residentId: null } }),
    db.agencyQuery.delete({ where: { id } }),
    db.$executeRaw`TRUNCATE "AgencyQuery"`,
  ])
    await expect(attempt).rejects.toThrow(/append-only/)
})

test('an installation without the register refuses, instead of saying that nobody is known', async () => {
  const { app, dataDir } = running
  const elsewhere = {
    ...app,
    env: { ...app.env, registry: { ...app.env.registry, mode: 'remote' as const } },
  }
  const other = await openHttp({ ...running, app: elsewhere, dataDir: `${dataDir}/${randomUUID()}` })
  const response = await post(other, await sign(agency, claims()))
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    503,
    'SHARING_NOT_HERE',
  ])
  await other.close()
})
