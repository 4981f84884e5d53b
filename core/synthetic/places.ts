import { fullUnitName, pathOf, unitTree } from '../citizen/administrative-units.ts'
import type { UnitRecord, UnitSuccession } from '../citizen/administrative-units.ts'
import { mergerDate, provinceSuccessions, provinceUnits, provincesDate } from '../citizen/provinces.ts'
import type { People, Region } from './names.ts'

/** A place with the text that addresses print for it. */
export type PrintedUnit = { readonly unit: UnitRecord; readonly printed: string }

/** A commune of today that synthetic people live in. */
export type SyntheticCommune = PrintedUnit & {
  /** The communes it was made of on 01/07/2025. */
  readonly former: readonly [PrintedUnit, ...PrintedUnit[]]
  readonly formerProvince: {
    /** "Tỉnh Hà Giang" */
    readonly printed: string
    /** Three digits that begin the numbers of those born there. */
    readonly birthCode: string
    /** First two digits of the 9-digit numbers its police issued, as far as known. */
    readonly cmndPrefix: string
  }
  readonly region: Region
  /** Peoples by their share. */
  readonly peoples: readonly (readonly [People, number])[]
  /** Share of the population. */
  readonly weight: number
  /** What the parts of the commune are called: "Tổ dân phố", "Thôn", "Buôn" … */
  readonly hamlet: string
}

type Flags = { readonly [flag in keyof UnitRecord['attributes']]?: true }

type Titled = readonly [code: string, type: string, name: string]

/** One commune of today with its predecessors; names are invented, codes are free ones within the province's range. */
type Row = {
  readonly commune: Titled
  readonly province: string
  readonly formerProvince: string
  readonly cmnd: string
  readonly district: Titled
  readonly former: readonly Titled[]
  readonly region: Region
  readonly peoples: SyntheticCommune['peoples']
  readonly weight: number
  readonly hamlet: string
  readonly flags: Flags
}

const kinh: SyntheticCommune['peoples'] = [['Kinh', 1]]

// prettier-ignore
const rows: readonly Row[] = [
  { commune: ['00002', 'Phường', 'Mẫu Một'], province: '01', formerProvince: '01', cmnd: '01', district: ['010', 'Quận', 'Thử Một'], former: [['00003', 'Phường', 'Thử Một'], ['00005', 'Phường', 'Thử Hai']], region: 'NORTH', peoples: kinh, weight: 14, hamlet: 'Tổ dân phố', flags: {} },
  { commune: ['00009', 'Xã', 'Mẫu Hai'], province: '01', formerProvince: '01', cmnd: '01', district: ['022', 'Huyện', 'Thử Hai'], former: [['00010', 'Xã', 'Thử Ba']], region: 'NORTH', peoples: kinh, weight: 9, hamlet: 'Thôn', flags: {} },
  { commune: ['00689', 'Xã', 'Mẫu Ba'], province: '08', formerProvince: '02', cmnd: '07', district: ['025', 'Huyện', 'Thử Ba'], former: [['00690', 'Xã', 'Thử Tư'], ['00693', 'Xã', 'Thử Năm']], region: 'NORTH', peoples: [['HMông', 60], ['Dao', 25], ['Tày', 10], ['Kinh', 5]], weight: 4, hamlet: 'Bản', flags: { border: true, mountain: true, hardship: true } },
  { commune: ['02201', 'Phường', 'Mẫu Tư'], province: '08', formerProvince: '08', cmnd: '07', district: ['077', 'Thành phố', 'Thử Tư'], former: [['02202', 'Phường', 'Thử Sáu']], region: 'NORTH', peoples: [['Kinh', 60], ['Tày', 30], ['Dao', 10]], weight: 5, hamlet: 'Tổ dân phố', flags: { mountain: true } },
  { commune: ['21011', 'Đặc khu', 'Mẫu Năm'], province: '51', formerProvince: '51', cmnd: '21', district: ['523', 'Huyện', 'Thử Năm'], former: [['21012', 'Xã', 'Thử Bảy']], region: 'CENTRE', peoples: kinh, weight: 2, hamlet: 'Thôn', flags: { island: true } },
  { commune: ['21014', 'Xã', 'Mẫu Sáu'], province: '51', formerProvince: '51', cmnd: '21', district: ['526', 'Huyện', 'Thử Sáu'], former: [['21015', 'Xã', 'Thử Tám'], ['21017', 'Xã', 'Thử Chín']], region: 'CENTRE', peoples: [['Hrê', 70], ['Kinh', 30]], weight: 3, hamlet: 'Thôn', flags: { mountain: true, hardship: true } },
  { commune: ['23282', 'Xã', 'Mẫu Bảy'], province: '51', formerProvince: '62', cmnd: '23', district: ['619', 'Huyện', 'Thử Bảy'], former: [['23283', 'Xã', 'Thử Mười']], region: 'CENTRE', peoples: [['Xơ-Đăng', 70], ['Ba na', 15], ['Kinh', 15]], weight: 2, hamlet: 'Làng', flags: { border: true, mountain: true, hardship: true } },
  { commune: ['21551', 'Phường', 'Mẫu Tám'], province: '52', formerProvince: '52', cmnd: '21', district: ['541', 'Thành phố', 'Thử Tám'], former: [['21552', 'Phường', 'Thử Mười Một'], ['21554', 'Phường', 'Thử Mười Hai']], region: 'CENTRE', peoples: [['Kinh', 97], ['Hoa', 3]], weight: 8, hamlet: 'Khu phố', flags: {} },
  { commune: ['23558', 'Xã', 'Mẫu Chín'], province: '52', formerProvince: '64', cmnd: '23', district: ['636', 'Huyện', 'Thử Chín'], former: [['23559', 'Xã', 'Thử Mười Ba'], ['23561', 'Xã', 'Thử Mười Bốn']], region: 'CENTRE', peoples: [['Gia-rai', 55], ['Ba na', 20], ['Kinh', 25]], weight: 4, hamlet: 'Làng', flags: { mountain: true } },
  { commune: ['24119', 'Xã', 'Mẫu Mười'], province: '66', formerProvince: '66', cmnd: '24', district: ['642', 'Huyện', 'Thử Mười'], former: [['24120', 'Xã', 'Thử Mười Lăm'], ['24122', 'Xã', 'Thử Mười Sáu']], region: 'CENTRE', peoples: [['Ê-đê', 50], ['Mnông', 15], ['Kinh', 30], ['Tày', 5]], weight: 6, hamlet: 'Buôn', flags: { mountain: true } },
  { commune: ['22016', 'Phường', 'Mẫu Mười Một'], province: '66', formerProvince: '54', cmnd: '22', district: ['556', 'Thành phố', 'Thử Mười Một'], former: [['22017', 'Phường', 'Thử Mười Bảy']], region: 'CENTRE', peoples: kinh, weight: 5, hamlet: 'Khu phố', flags: {} },
  { commune: ['26735', 'Phường', 'Mẫu Mười Hai'], province: '79', formerProvince: '79', cmnd: '02', district: ['762', 'Quận', 'Thử Mười Hai'], former: [['26736', 'Phường', 'Thử Mười Tám'], ['26738', 'Phường', 'Thử Mười Chín']], region: 'SOUTH', peoples: [['Kinh', 90], ['Hoa', 10]], weight: 17, hamlet: 'Khu phố', flags: {} },
  { commune: ['25742', 'Phường', 'Mẫu Mười Ba'], province: '79', formerProvince: '74', cmnd: '28', district: ['727', 'Thành phố', 'Thử Mười Ba'], former: [['25743', 'Phường', 'Thử Hai Mươi']], region: 'SOUTH', peoples: [['Kinh', 95], ['Khơ-me', 5]], weight: 9, hamlet: 'Khu phố', flags: {} },
  { commune: ['29237', 'Xã', 'Mẫu Mười Bốn'], province: '86', formerProvince: '84', cmnd: '33', district: ['843', 'Huyện', 'Thử Mười Bốn'], former: [['29238', 'Xã', 'Thử Hai Mốt'], ['29240', 'Xã', 'Thử Hai Hai']], region: 'SOUTH', peoples: [['Khơ-me', 45], ['Kinh', 55]], weight: 6, hamlet: 'Ấp', flags: {} },
  { commune: ['28758', 'Xã', 'Mẫu Mười Lăm'], province: '86', formerProvince: '83', cmnd: '32', district: ['830', 'Huyện', 'Thử Mười Lăm'], former: [['28760', 'Xã', 'Thử Hai Ba']], region: 'SOUTH', peoples: kinh, weight: 6, hamlet: 'Ấp', flags: {} },
]

type Place = Omit<UnitRecord, 'attributes'> & { readonly flags?: Flags }

function record({ flags, ...unit }: Place): UnitRecord {
  const attributes = { border: false, island: false, mountain: false, hardship: false, ...flags }
  return { ...unit, attributes }
}

function unitsOf(row: Row): { district: UnitRecord; former: UnitRecord[]; commune: UnitRecord } {
  const until = { validFrom: provincesDate, validTo: mergerDate }
  const since = { validFrom: mergerDate, validTo: null }
  const titled = ([code, type, name]: Titled) => ({ code, type, name })
  const { flags, district, province, formerProvince } = row
  return {
    district: record({ ...until, ...titled(district), level: 2, parent: formerProvince }),
    former: row.former.map((one) =>
      record({ ...until, ...titled(one), level: 3, parent: district[0], flags }),
    ),
    commune: record({ ...since, ...titled(row.commune), level: 3, parent: province, flags }),
  }
}

/** Units of both eras: the real provinces, with invented districts and communes in some of them. */
export const demoUnits: readonly UnitRecord[] = [
  ...provinceUnits(),
  ...rows.map(unitsOf).flatMap(({ district, former, commune }) => [district, former, commune].flat()),
]

/** Which of {@link demoUnits} went to which; the districts ceased without a successor. */
export const demoSuccessions: readonly UnitSuccession[] = [
  ...provinceSuccessions(),
  ...rows.flatMap(({ former, commune }) =>
    former.map(([code]) => ({ from: code, to: commune[0], on: mergerDate })),
  ),
]

const tree = unitTree(demoUnits, demoSuccessions)

function printed(unit: UnitRecord): PrintedUnit {
  const path = pathOf(tree, { code: unit.code, on: unit.validFrom })
  return { unit, printed: path.map(fullUnitName).join(', ') }
}

/** Where synthetic people live, with who they are and how their addresses read in both eras. */
export const demoCommunes: readonly SyntheticCommune[] = rows.map((row) => {
  const { former, commune } = unitsOf(row)
  const [first, ...rest] = former.map(printed)
  const province = tree.records.get(row.formerProvince)?.[0]
  if (!first || !province) throw new RangeError(`the predecessors of ${commune.code} are not known`)
  const { region, peoples, weight, hamlet } = row
  return {
    unit: commune,
    printed: printed(commune).printed,
    former: [first, ...rest],
    formerProvince: {
      printed: fullUnitName(province),
      birthCode: `0${row.formerProvince}`,
      cmndPrefix: row.cmnd,
    },
    region,
    peoples,
    weight,
    hamlet,
  }
})
