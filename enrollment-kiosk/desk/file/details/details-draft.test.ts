import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../../../core/dates/calendar-date.ts'
import { currentDetailsForm } from '../../../../core/enrollment/details-form.ts'
import type { Typed } from '../use-draft.ts'
import { detailsIn, faultsOf, feeIn } from './details-draft.ts'

const on = '2026-03-02' as CalendarDate
const form = currentDetailsForm()
const asked = { on, centre: 'HN001' }

const adult: Typed = {
  kind: 'EXCHANGE',
  reason: 'AGE',
  channel: 'DESK',
  'person.name': "h'hen  niê",
  'person.birthDate': '20/05/1986',
  'person.sex': 'FEMALE',
  'person.nationality': 'Việt Nam',
  'person.ethnicity': 'Ê Đê',
  'person.birthRegistrationPlace': 'Xã Mẫu Một, Thành phố Hà Nội',
  'person.placeOfOrigin': 'Xã Mẫu Một, Thành phố Hà Nội',
  'person.residence': 'Thôn Mẫu, Xã Mẫu Một, Thành phố Hà Nội',
  'person.residenceUnit': '00001',
  'person.birthProvince': '001',
  'delivery.kind': 'PICKUP',
}

describe('the details as they are typed', () => {
  test('become a request: names in capitals, dates as the file keeps them, nothing for what is empty', () => {
    expect(faultsOf(form, adult, on)).toEqual(new Map())
    expect(detailsIn(form, adult, asked)).toMatchObject({
      person: { name: "H'HEN NIÊ", birthDate: '1986-05-20', religion: null, legacyNumber: null },
      representative: null,
      contact: { phone: null, email: null },
      delivery: { kind: 'PICKUP', centre: 'HN001' },
    })
  })

  test('name every hole, of a child the representative too, and by post the address', () => {
    const child = { ...adult, 'person.birthDate': '2020', 'person.name': '', 'delivery.kind': 'POST' }
    expect([...faultsOf(form, child, on)]).toEqual([
      ['person.name', 'EMPTY'],
      ['representative.name', 'EMPTY'],
      ['representative.number', 'EMPTY'],
      ['representative.relation', 'EMPTY'],
      ['delivery.recipient', 'EMPTY'],
      ['delivery.address', 'EMPTY'],
      ['delivery.unit', 'EMPTY'],
      ['delivery.phone', 'EMPTY'],
    ])
    expect(detailsIn(form, child, asked)).toBeNull()
  })

  test.each([
    ['contact.phone', '09123'],
    ['contact.email', 'mẫu@'],
    ['person.birthDate', '31/02/1986'],
    ['person.residenceUnit', '123'],
    ['person.ethnicity', 'x'.repeat(61)],
  ])('say that %s does not read: %s', (path, text) => {
    const faults = faultsOf(form, { ...adult, [path]: text }, on)
    expect([...faults]).toEqual([[path, 'UNREADABLE']])
  })

  test('take a telephone number as it is written or said', () => {
    const phone = (text: string) =>
      detailsIn(form, { ...adult, 'contact.phone': text }, asked)?.contact?.phone
    expect(phone('+84 912 345 678')).toBe('0912345678')
    expect(phone('0912.345.678')).toBe('0912345678')
  })

  test('decide the fee by kind and reason, and by an exemption with its paper', () => {
    expect(feeIn(adult, on)).toMatchObject({ decision: 'FREE', amount: 0 })
    const asks = { ...adult, reason: 'ON_REQUEST' }
    expect(feeIn(asks, on)?.decision).toBe('DUE')
    const exempt = { ...asks, 'fee.exemption': 'POOR_HOUSEHOLD', 'fee.paper': 'a1' }
    expect(feeIn(exempt, on)).toMatchObject({
      decision: 'EXEMPT',
      amount: 0,
      rule: 'POOR_HOUSEHOLD',
      paper: 'a1',
    })
  })

  test('carry the old cards whose number is whole, with what is usually done with them', () => {
    const cards = {
      'surrendered.0.kind': 'CMND9',
      'surrendered.0.number': '012 345 678',
      'surrendered.1.kind': 'CCCD_CHIP',
      'surrendered.1.number': '0011',
    }
    expect(detailsIn(form, { ...adult, ...cards }, asked)?.surrendered).toEqual([
      { kind: 'CMND9', number: '012345678', handling: 'KEPT_UNTIL_DELIVERY' },
    ])
  })
})
