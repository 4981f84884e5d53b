import { describe, expect, test } from 'vitest'
import { mergerDate } from './provinces.ts'
import { parseUnitsCsv } from './units-csv.ts'

const heading = 'code,name,type,province_code,province,decree'
const read = (...rows: string[]) => parseUnitsCsv([heading, ...rows].join('\n'), mergerDate)

describe('the catalogue of communes', () => {
  test('a row becomes a commune under its province', () => {
    const { communes, provinces, errors } = read(
      '00004,Phường Ba Đình,Phường,01,Thành phố Hà Nội,"Số: 1, Ngày: 2"',
    )
    expect(errors).toEqual([])
    expect(communes).toMatchObject([
      { code: '00004', name: 'Ba Đình', type: 'Phường', level: 3, parent: '01' },
    ])
    expect(provinces).toEqual(new Map([['01', 'Thành phố Hà Nội']]))
  })

  test('a decomposed name is stored composed', () => {
    const { communes } = read('00004,Phường Ba Đình,Phường,01,Thành phố Hà Nội,'.normalize('NFD'))
    expect(communes[0]?.name).toBe('Ba Đình'.normalize('NFC'))
  })

  test('bad rows are told by line and fault, good ones stay', () => {
    const { communes, errors } = read(
      '00004,Phường Ba Đình,Phường,01,Thành phố Hà Nội,',
      '4,Xã Một,Xã,01,Thành phố Hà Nội,',
      '00005,Huyện Hai,Huyện,01,Thành phố Hà Nội,',
      '00006,Xã,Xã,01,Thành phố Hà Nội,',
      '00007,Xã Ba,Xã,1,Thành phố Hà Nội,',
      '00008,Xã Bốn,Xã,01,Tỉnh Hà Nội,',
      '00004,Xã Năm,Xã,01,Thành phố Hà Nội,',
      '00009,Xã Sáu',
    )
    expect(communes).toHaveLength(1)
    expect(errors.map(({ line, fault }) => [line, fault])).toEqual([
      [3, 'CODE'],
      [4, 'TYPE'],
      [5, 'NAME'],
      [6, 'PROVINCE'],
      [7, 'PROVINCE_NAME'],
      [8, 'DUPLICATE'],
      [9, 'COLUMNS'],
    ])
  })

  test('another heading refuses the whole file', () => {
    const { communes, errors } = parseUnitsCsv('ma,ten\n1,2', mergerDate)
    expect([communes.length, errors[0]?.fault]).toEqual([0, 'COLUMNS'])
    expect(parseUnitsCsv('', mergerDate).errors).toHaveLength(1)
  })
})
