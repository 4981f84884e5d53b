import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { residentItems } from '../../../../core/forms/resident-items.ts'
import { correctableFields } from '../../../../core/citizen/correction.ts'
import { approveChange } from '../../../../server/registry/approve-change.ts'
import { proposeChange } from '../../../../server/registry/propose-change.ts'
import { reEstablishNumber } from '../../../../server/registry/re-establish-number.ts'
import { approveDeclaration } from '../../../../server/registry/residence/approve-declaration.ts'
import { readResident } from '../../../../server/registry/residents/read-resident.ts'
import { submitChange } from '../../../../server/registry/submit-change.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { type Applicant, makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { approver, declare, registrar, settle, versionOf } from '../residence/registrar.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const read = (id: string, actor = registrar) => readResident(running.app, actor, { id })
const address = (kind: string, text: string) => ({
  kind: 'ADDRESS',
  addressKind: kind,
  unitCode: '00002',
  text,
  from: '2026-01-10',
})

/** Somebody of whom every item is on record. */
async function wholePerson(): Promise<Applicant> {
  const { app } = running
  const mother = await registerResident(app)
  const person = await registerResident(app)
  const { residentId } = person
  await app.db.resident.update({
    where: { id: residentId },
    data: {
      otherName: 'NGUYỄN MẪU',
      birthPlace: 'Bệnh viện Mẫu, Thành phố Hà Nội',
      religion: 'Phật giáo',
      bloodType: 'AB',
      maritalStatus: 'MARRIED',
      residenceFile: 'HK-2026-0001',
      phone: '0900000001',
      email: 'mau@example.invalid',
      otherData: { note: 'Có tên trong danh sách cử tri mẫu' },
    },
  })
  await app.db.legacyDocument.create({
    data: {
      residentId,
      kind: 'CMND12',
      number: `09${mother.number.slice(2)}`,
      issuedOn: new Date('2015-06-01'),
      issuedBy: 'Công an Thành phố Hà Nội',
      expiresOn: new Date('2030-06-01'),
    },
  })
  await settle(app, { residentId, declaration: address('TEMPORARY', 'Số 1, Phường Mẫu Một') })
  await declare(app, { residentId, declaration: address('CURRENT', 'Số 2, Phường Mẫu Một') })
  const absence = { kind: 'STATUS', status: 'DECLARED_ABSENT', reason: 'ABROAD', from: '2026-02-01' }
  await declare(app, { residentId, declaration: absence })
  const household = {
    kind: 'HOUSEHOLD_CREATE',
    unitCode: '00002',
    text: 'Số 2, Phường Mẫu Một',
    from: '2026-01-10',
  }
  await settle(app, { residentId, declaration: household })
  return person
}

describe('the record of a person', () => {
  test('has every one of the 26 items, and each is read where the record has it', async () => {
    const { residentId } = await wholePerson()
    await running.app.db.resident.update({ where: { id: residentId }, data: { deathOn: '2026-02-20' } })
    const { items } = await read(residentId)
    expect(items.map(({ item }) => item)).toEqual(Object.keys(residentItems))
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1))
    expect(items.filter(({ state }) => state !== 'KNOWN')).toEqual([])
    const text = Object.fromEntries(items.map(({ item, texts }) => [item, texts.join('; ')]))
    expect(text).toMatchObject({
      birthDate: '20/05/1990',
      sex: 'Nữ',
      issuedDocuments: 'CMND 12 số, cấp ngày 01/06/2015, Công an Thành phố Hà Nội, có giá trị đến 01/06/2030',
      declaredAbsence: 'Tạm vắng có khai báo, Ở nước ngoài, từ 01/02/2026',
      relationToHead: 'Chủ hộ',
      maritalStatus: 'Đã kết hôn',
      death: '20/02/2026',
      contact: '0900000001; mau@example.invalid',
      otherData: 'Có tên trong danh sách cử tri mẫu',
      currentAddress: 'Số 2, Phường Mẫu Một',
    })
  })

  test('tells what is unknown from what is empty', async () => {
    const { residentId } = await registerResident(running.app, makePerson({ ethnicity: 'Không rõ' }))
    const otherData = { unknown: ['bloodType', 'fatherName', 'headName'] }
    await running.app.db.resident.update({ where: { id: residentId }, data: { otherData } })
    const states = new Map((await read(residentId)).items.map(({ item, state }) => [item, state]))
    expect(states.get('bloodType')).toBe('UNKNOWN')
    expect(states.get('ethnicity')).toBe('UNKNOWN')
    expect(states.get('household')).toBe('UNKNOWN')
    expect(states.get('relatives'), 'the mother is known').toBe('KNOWN')
    expect(states.get('religion')).toBe('EMPTY')
  })

  test('shows relations both ways, children by their own records', async () => {
    const { app } = running
    const mother = await registerResident(app)
    const child = await registerResident(app)
    const { residentId } = child
    await app.db.relationship.updateMany({
      where: { residentId, kind: 'MOTHER' },
      data: { relatedId: mother.residentId },
    })
    const guardian = {
      kind: 'RELATIONSHIP',
      relation: 'REPRESENTATIVE',
      relatedNumber: mother.number,
      name: mother.person.name,
      from: '2026-01-01',
    }
    await settle(app, { residentId, declaration: guardian })
    const seen = (await read(mother.residentId)).relatives
    expect(
      seen
        .filter((one) => one.residentId === residentId)
        .map(({ kinship }) => kinship)
        .toSorted(),
    ).toEqual(['CHILD', 'REPRESENTED'])
    expect(seen.find(({ kinship }) => kinship === 'CHILD')).toMatchObject({
      number: child.number,
      nationality: 'Việt Nam',
    })
    const back = (await read(residentId)).relatives
    expect(back.find(({ kinship }) => kinship === 'MOTHER')).toMatchObject({ number: mother.number })
  })

  test('keeps addresses of both eras under the names of their day', async () => {
    const { app } = running
    const { residentId } = await registerResident(app, makePerson({ residenceUnit: '00003' }))
    await settle(app, {
      residentId,
      declaration: address('PERMANENT', 'Số 3, Phường Mẫu Một, Thành phố Hà Nội'),
    })
    expect((await read(residentId)).addresses.map(({ unitPath, validTo }) => [unitPath, validTo])).toEqual([
      ['Phường Thử Một, Quận Thử Một, Thành phố Hà Nội', '2026-01-10'],
      ['Phường Mẫu Một, Thành phố Hà Nội', null],
    ])
  })

  test('is found under a cancelled number too, with the chain to the one in force', async () => {
    const { app } = running
    const { residentId, number } = await registerResident(app)
    const successor = await reEstablishNumber(app, approver, {
      residentId,
      baseVersion: 1,
      ground: 'SEX_REDETERMINED',
    })
    const record = await readResident(app, registrar, { number })
    expect(record.row).toMatchObject({ id: residentId, number: successor })
    expect(record.numbers).toMatchObject([
      { number, state: 'CANCELLED', successor, reason: 'SEX_REDETERMINED' },
      { number: successor, state: 'ACTIVE', successor: null },
    ])
    expect(record.history.map(({ act }) => act)).toContain('resident.re-establish-number')
  })

  test('has its history: who, when, on what evidence, from what to what', async () => {
    const { app } = running
    const [maker, checker] = [await hireOfficer(app, 'REGISTRAR'), await hireOfficer(app, 'APPROVER')]
    const { residentId } = await registerResident(app)
    const id = await proposeChange(app, maker.actor, {
      residentId,
      baseVersion: 1,
      wanted: { ethnicity: 'Tày' },
      evidenceKind: 'BIRTH_CERTIFICATE',
      evidenceNumber: '12/2026',
    })
    await submitChange(app, maker.actor, { id })
    await approveChange(app, checker.actor, { id })
    running.advanceClock(1000)
    const moved = address('PERMANENT', 'Số 4, Phường Mẫu Một')
    await declare(app, { residentId, declaration: moved, actor: maker.actor })
    const { history } = await read(residentId)
    expect(history).toMatchObject([
      {
        kind: 'DECLARATION',
        act: 'ADDRESS',
        state: 'SUBMITTED',
        officer: 'Cán bộ Mẫu',
        checker: null,
        evidenceKind: 'RESIDENCE_REQUEST',
        evidenceNumber: 'ĐK-01/2026',
        fields: [{ field: 'permanentAddress', to: 'Số 4, Phường Mẫu Một' }],
      },
      {
        kind: 'CORRECTION',
        state: 'APPLIED',
        officer: 'Cán bộ Mẫu',
        checker: 'Cán bộ Mẫu',
        evidenceKind: 'BIRTH_CERTIFICATE',
        evidenceNumber: '12/2026',
        fields: [{ field: 'ethnicity', label: correctableFields.ethnicity.label, from: 'Kinh', to: 'Tày' }],
      },
    ])
    expect(await versionOf(app, residentId)).toBe(2)
  })
})

describe('reading', () => {
  test('is kept in the audit, with nothing of the person in it', async () => {
    const { app } = running
    const { residentId, number, person } = await registerResident(app)
    await readResident(app, registrar, { number })
    const entries = await app.db.auditEntry.findMany({ where: { subjectId: residentId } })
    expect(entries).toMatchObject([{ action: 'resident.read', actorId: registrar.id, details: '{}' }])
    expect(
      JSON.stringify(entries, (_key, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain(person.name)
  })

  test('somebody of another province looks like reading nobody, and leaves no trace', async () => {
    const { app } = running
    const { residentId, number } = await registerResident(app)
    const elsewhere = officerOf('REGISTRAR', '79')
    expect(await refusalOf(read(residentId, elsewhere))).toBe('NOT_FOUND')
    expect(await refusalOf(readResident(app, elsewhere, { number }))).toBe('NOT_FOUND')
    expect(await refusalOf(readResident(app, registrar, { number: '001000000001' }))).toBe('NOT_FOUND')
    expect(await refusalOf(readResident(app, registrar, { number: '12' }))).toBe('ILLEGAL_CITIZEN_NUMBER')
    expect(await refusalOf(readResident(app, registrar, { id: 'x' }))).toBe('NOT_FOUND')
    expect(await refusalOf(read(residentId, officerOf('STOCK_KEEPER')))).toBe('FORBIDDEN')
    expect(await app.db.auditEntry.count({ where: { subjectId: residentId } })).toBe(0)
  })

  test('is for the unit of a temporary residence too', async () => {
    const { app } = running
    const { residentId } = await registerResident(app)
    const south = officerOf('REGISTRAR', '79')
    const lodging = { ...address('TEMPORARY', 'Số 5, Phường Mẫu Mười Hai'), unitCode: '26735' }
    const id = await declare(app, { residentId, declaration: lodging, actor: south })
    await approveDeclaration(app, officerOf('APPROVER', '79'), { id })
    expect((await read(residentId, south)).row.id).toBe(residentId)
  })

  test('over GraphQL gives items with their labels', async () => {
    const { app } = running
    const { number, person } = await registerResident(app)
    const account = await signIn(server, await hireOfficer(app, 'REGISTRAR'))
    const query = `query ($number: String) { resident(number: $number) {
      ... on ResidentRecord { name version provisional items { number label { vi } state texts } history { act } }
      ... on DomainRefusal { code }
    } }`
    const { data } = await askGraphql(server, { query, variables: { number } }, account.credentials)
    expect(data).toMatchObject({ resident: { name: person.name, version: 1, provisional: false } })
    const items = (data?.['resident'] as { items: unknown[] } | undefined)?.items
    expect(items).toHaveLength(26)
    expect(items?.[2]).toEqual({
      number: 3,
      label: { vi: 'Số định danh cá nhân' },
      state: 'KNOWN',
      texts: [number],
    })
  })
})
