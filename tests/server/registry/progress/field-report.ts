/** The field reports of the 2017–2020 collection as units, tallies and targets. Districts' shares are theirs; where a report gives only the sum, the rest is spread evenly. */
import { formerProvinces } from '../../../../core/citizen/provinces.ts'
import type { FormKind } from '../../../../core/forms/definition.ts'
import { dateOf } from '../../../../server/kernel/clock.ts'
import type { App } from '../../../../server/kernel/app.ts'
import { mergerDate, provincesDate } from '../../../../core/citizen/provinces.ts'
import type { Officer } from '../../../support/officers.ts'
import { officerOf } from '../../../support/officers.ts'
import type { Role } from '../../../../core/access/actions.ts'

/** The day of the conference at Trà Vinh, 10:00. */
export const conference = Date.parse('2020-09-09T03:00:00Z')

const otherDistricts = [
  ['842', 'Thành phố', 'Trà Vinh'],
  ['847', 'Huyện', 'Châu Thành'],
  ['848', 'Huyện', 'Cầu Ngang'],
  ['849', 'Huyện', 'Trà Cú'],
  ['850', 'Huyện', 'Duyên Hải'],
] as const

interface District {
  readonly code: string
  readonly type: string
  readonly name: string
  readonly target: number
  readonly returned: number
}

/** DC01 of Trà Vinh: 1.187.439 of 1.226.109 together. */
export const districtsOfTraVinh: readonly District[] = [
  { code: '846', type: 'Huyện', name: 'Tiểu Cần', target: 108_000, returned: 107_676 },
  { code: '844', type: 'Huyện', name: 'Càng Long', target: 140_000, returned: 139_020 },
  { code: '845', type: 'Huyện', name: 'Cầu Kè', target: 102_000, returned: 100_878 },
  ...otherDistricts.map(([code, type, name]) => ({ code, type, name, target: 146_018, returned: 139_978 })),
  { code: '851', type: 'Thị xã', name: 'Duyên Hải', target: 146_019, returned: 139_975 },
]

/** Hà Nội, Hải Phòng, Tây Ninh and Cần Thơ had data of their own. */
export const withOwnData: readonly string[] = ['01', '31', '72', '92']

interface TallyRow {
  readonly unitCode: string
  readonly formKind: FormKind
  readonly status: string
  readonly count: number
}

const others = formerProvinces
  .map(({ code }) => code)
  .filter((code) => ![...withOwnData, '84', '02', '26'].includes(code))

/** So many forms over the other provinces, the odd ones to the first. */
function spread(formKind: FormKind, total: number): TallyRow[] {
  const each = Math.floor(total / others.length)
  return others.map((unitCode, i) => {
    const count = i === 0 ? total - each * (others.length - 1) : each
    return { unitCode, formKind, status: 'COLLECTED', count }
  })
}

const tallies: readonly TallyRow[] = [
  ...districtsOfTraVinh.map(({ code, returned }) => ({
    unitCode: code,
    formKind: 'DC01' as const,
    status: 'COLLECTED',
    count: returned,
  })),
  { unitCode: '84', formKind: 'DC02', status: 'COLLECTED', count: 514_739 },
  { unitCode: '024', formKind: 'DC01', status: 'SENT', count: 538_876 },
  { unitCode: '249', formKind: 'DC01', status: 'COLLECTED', count: 81_981 },
  { unitCode: '249', formKind: 'DC01', status: 'ISSUED', count: 112_013 - 81_981 },
  ...spread('DC01', 82_764_700 - 1_187_439 - 538_876 - 81_981),
  ...spread('DC02', 6_117_608 - 514_739),
]

/** What a campaign manager hands in. */
export const targetsCsv = [
  'unit;kind;target',
  ...districtsOfTraVinh.map(({ code, target }) => `${code};DC01;${target}`),
  '84;DC02;558.040',
  '024;DC01;544.319',
].join('\r\n')

/** Puts districts and tallies into a database. */
export async function seedFieldReport({ db }: App): Promise<void> {
  const period = { validFrom: dateOf(provincesDate), validTo: dateOf(mergerDate) }
  const districts = [
    ...districtsOfTraVinh.map((district) => ({ ...district, parentCode: '84' })),
    { code: '024', type: 'Thành phố', name: 'Hà Giang', parentCode: '02' },
    { code: '249', type: 'Huyện', name: 'Bình Xuyên', parentCode: '26' },
  ]
  await db.administrativeUnit.createMany({
    data: districts.map(({ code, type, name, parentCode }) => ({
      code,
      type,
      name,
      parentCode,
      level: 2,
      ...period,
    })),
  })
  await db.formTally.createMany({ data: [...tallies] })
}

/** Somebody who holds a role in every province, of then and of today. */
export function nationalOfficer(role: Role): Officer {
  const officer = officerOf(role)
  return { ...officer, roles: formerProvinces.map(({ code }) => ({ role, unitCode: code })) }
}
