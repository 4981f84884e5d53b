import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { movementColumns, readMovementList } from './movement-list.ts'

const today = parseCalendarDate('2026-03-20')
const list = (...rows: readonly string[]) =>
  readMovementList([movementColumns.join(','), ...rows].join('\n'), today)

describe('a list of movements', () => {
  test('is read with Vietnamese words and dates, decomposed accents and quoted addresses', () => {
    const { movements, faults } = list(
      `${'Đến'.normalize('NFD')},05/03/2026,001 090 000 001,${'Nguyễn Thị Mẫu'.normalize('NFD')},20/05/1990,"Phòng 3, Nhà trọ Mẫu"`,
      'LEFT,2026-03-10,,TRẦN VĂN MẪU,1985,Khu nhà ở công nhân Mẫu',
    )
    expect(faults).toEqual([])
    expect(movements).toEqual([
      {
        line: 2,
        kind: 'ARRIVED',
        on: '2026-03-05',
        number: '001090000001',
        name: 'Nguyễn Thị Mẫu',
        birthDate: '1990-05-20',
        address: 'Phòng 3, Nhà trọ Mẫu',
      },
      {
        line: 3,
        kind: 'LEFT',
        on: '2026-03-10',
        number: null,
        name: 'TRẦN VĂN MẪU',
        birthDate: '1985',
        address: 'Khu nhà ở công nhân Mẫu',
      },
    ])
  })

  test('tells every fault of a bad row by line and column, and keeps the good rows', () => {
    const { movements, faults } = list(
      'về,30/02/2026,12,M4U,,',
      'đi,05/03/2026,,LÊ VĂN MẪU,,Nhà trọ Mẫu',
      'đến,21/03/2026,001090000001,LÊ VĂN MẪU,,Nhà trọ Mẫu',
      'đến,01/2026,001090000001,LÊ VĂN MẪU,2027-01-01,Nhà trọ Mẫu',
      'đến,05/03/2026',
      'đến,05/03/2026,001090000001,LÊ VĂN MẪU,,Nhà trọ Mẫu',
    )
    expect(faults.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 kind',
      '2 on',
      '2 number',
      '2 name',
      '2 address',
      '3 birth_date',
      '4 on',
      '5 on',
      '5 birth_date',
      '6 row',
    ])
    expect(movements.map(({ line }) => line)).toEqual([7])
  })

  test('with other columns, or none, is refused as a whole', () => {
    expect(readMovementList('name,on\nLÊ VĂN MẪU,05/03/2026', today)).toMatchObject({
      movements: [],
      faults: [{ line: 1, column: 'row' }],
    })
    expect(readMovementList('', today).faults).toHaveLength(1)
  })
})
