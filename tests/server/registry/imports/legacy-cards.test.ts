import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCounts } from '../../../../server/registry/imports/import-counts.ts'
import { settleCard } from '../../../../server/registry/imports/settle-card.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { faultsOf, load, registrar } from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const profile = {
  target: 'LEGACY_CARD',
  format: { kind: 'CSV', delimiter: ';' },
  asOf: '2026-03-01',
  unit: { code: { column: 'XA' } },
  fields: {
    kind: { column: 'LOAI' },
    number: { column: 'SO' },
    name: { column: 'TEN' },
    birthDate: { column: 'NS', dates: ['dd/MM/yyyy'] },
    issuedOn: { column: 'CAP', dates: ['yyyyMMdd'] },
    issuedBy: { column: 'NOI' },
    archivePlace: { column: 'KHO' },
  },
}
const heading = 'LOAI;SO;TEN;NS;CAP;NOI;KHO;XA'
let nth = 0
const cardRow = (changes: readonly string[]) => {
  const plain = [
    'CMND9',
    String(600_000_000 + nth++),
    'AI ĐÓ',
    '20/05/1990',
    '20050301',
    'Công an Hà Nội',
    'K2-17',
    '00002',
  ]
  return plain.map((cell, i) => changes[i] || cell).join(';')
}
const loadCards = (...rows: readonly string[]) =>
  load(running, [heading, ...rows, ''].join('\n'), { profile })
const documentsOf = (residentId: string) => running.app.db.legacyDocument.findMany({ where: { residentId } })
const waiting = (number: string) => running.app.db.unmatchedLegacyCard.findFirstOrThrow({ where: { number } })

describe('a legacy card', () => {
  test('is linked by its number, and adds only what is not known of it', async () => {
    const { residentId, number, person } = await registerResident(running.app)
    const old = person.legacyNumber ?? ''
    const { counts } = await loadCards(
      cardRow(['CCCD_CHIP', number, person.name]),
      cardRow(['CMND9', old, person.name, '', '', 'Nơi khác']),
    )
    expect(readCounts(counts)).toMatchObject({ rows: 2, matched: 2, unmatched: 0 })
    const [cmnd, chip] = (await documentsOf(residentId)).toSorted((a, b) => b.kind.localeCompare(a.kind))
    expect(cmnd).toMatchObject({ kind: 'CMND9', number: old, issuedBy: 'Nơi khác', archivePlace: 'K2-17' })
    expect(chip).toMatchObject({ kind: 'CCCD_CHIP', number, issuedOn: new Date('2005-03-01T00:00:00Z') })
    const before = await contentOf(running.app, [
      'ImportJob',
      'MappingProfile',
      'Transition',
      'AuditEntry',
      'AuditHead',
      '_private_jobs',
    ])
    const again = await loadCards(cardRow(['CMND9', old, person.name, '', '', 'Nơi thứ ba']))
    expect(readCounts(again.counts)).toMatchObject({ unchanged: 1, matched: 0 })
    expect(
      await contentOf(running.app, [
        'ImportJob',
        'MappingProfile',
        'Transition',
        'AuditEntry',
        'AuditHead',
        '_private_jobs',
      ]),
    ).toEqual(before)
  })

  test('without a known number is linked by name and birth date', async () => {
    const { residentId, person } = await registerResident(running.app, makePerson({ legacyNumber: null }))
    await loadCards(cardRow(['', '611111111', person.name]))
    expect(await documentsOf(residentId)).toMatchObject([{ number: '611111111' }])
  })

  test('that contradicts its number opens a case and waits, as do cards of nobody and of several', async () => {
    const { residentId, number } = await registerResident(running.app)
    const name = 'VŨ THỊ TRÙNG TÊN'
    for (const legacyNumber of ['622222221', '622222222'])
      await registerResident(running.app, makePerson({ name, legacyNumber }))
    const { id, counts } = await loadCards(
      cardRow(['CCCD_CHIP', number, 'TÊN KHÁC HẲN']),
      cardRow(['', '633333333', 'KHÔNG CÓ AI']),
      cardRow(['', '633333334', name]),
      cardRow(['', '6333', name]),
    )
    expect(readCounts(counts)).toMatchObject({ rows: 4, unmatched: 3, refused: 1, cases: 1 })
    expect(await faultsOf(running, id)).toEqual([
      '2 number CARD_CONTRADICTS',
      '3 number CARD_NOBODY',
      '4 number CARD_SEVERAL',
      '5 number DIGITS_ILLEGAL',
    ])
    expect(await waiting(number)).toMatchObject({ reason: 'CONTRADICTS', line: 2n })
    const [opened] = await running.app.db.conflictCase.findMany({
      where: { residentId },
      include: { values: true },
    })
    expect(opened).toMatchObject({ origin: 'LEGACY_CARD', kinds: ['NAME'] })
    expect(opened?.values).toContainEqual(
      expect.objectContaining({ source: 'CARD_ARCHIVE', field: 'name', value: 'TÊN KHÁC HẲN' }),
    )
  })
})

describe('a card that waits', () => {
  test('is linked by an officer of its unit, once', async () => {
    const { residentId } = await registerResident(running.app)
    await loadCards(cardRow(['', '644444441', 'KHÔNG CÓ AI']))
    const { id } = await waiting('644444441')
    expect(await refusalOf(settleCard(running.app, officerOf('REGISTRAR', '79'), { id, residentId }))).toBe(
      'FORBIDDEN',
    )
    expect(await refusalOf(settleCard(running.app, registrar, { id, residentId: 'somebody' }))).toBe(
      'NOT_FOUND',
    )
    await settleCard(running.app, registrar, { id, residentId })
    expect(await documentsOf(residentId)).toContainEqual(
      expect.objectContaining({ number: '644444441', archivePlace: 'K2-17' }),
    )
    expect(await refusalOf(settleCard(running.app, registrar, { id, residentId }))).toBe('CARD_SETTLED')
  })

  test('is not linked where the number is somebody else’s by now, and stays waiting', async () => {
    const [one, other] = [await registerResident(running.app), await registerResident(running.app)]
    await loadCards(cardRow(['', '644444442', 'KHÔNG CÓ AI']))
    const { id } = await waiting('644444442')
    await running.app.db.legacyDocument.create({
      data: { residentId: other.residentId, kind: 'CMND9', number: '644444442' },
    })
    const refused = settleCard(running.app, registrar, { id, residentId: one.residentId })
    expect(await refusalOf(refused)).toBe('CARD_OF_ANOTHER')
    expect(await waiting('644444442')).toMatchObject({ settledAt: null })
  })

  test('may be nobody’s of the register', async () => {
    await loadCards(cardRow(['', '644444443', 'KHÔNG CÓ AI']))
    const { id } = await waiting('644444443')
    await settleCard(running.app, registrar, { id, residentId: null })
    expect(await waiting('644444443')).toMatchObject({ residentId: null, settledAt: expect.any(Date) })
  })
})
