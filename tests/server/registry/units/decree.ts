/** A decree of the tests: two communes merge, a third is split and one part keeps its code. All names are invented. */
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { App } from '../../../../server/kernel/app.ts'
import { importUnits } from '../../../../server/registry/import-units.ts'
import { reorganiseUnits } from '../../../../server/registry/units/reorganise-units.ts'
import { officerOf } from '../../../support/officers.ts'

export const administrator = officerOf('ADMINISTRATOR')
/** The clock of the tests stands at 02/03/2026. */
export const on = parseCalendarDate('2026-03-01')

const heading = 'code,name,type,province_code,province,decree'
const rows = (units: readonly string[]) =>
  [heading, ...units.map((unit) => `${unit},01,Thành phố Hà Nội,`)].join('\n')

/** Units of both eras: 99001 and 99002 become 99003; 99004 is split into 99004 and 99005. */
export async function loadUnits(app: App): Promise<void> {
  const former = rows([
    '99001,Mẫu Cũ Một,Xã',
    '99002,Mẫu Cũ Hai,Xã',
    '99004,Mẫu Cũ Bốn,Xã',
    '99009,Mẫu Chín,Xã',
  ])
  await importUnits(app, administrator, { csv: former, validFrom: parseCalendarDate('2025-07-01') })
  const today = rows([
    '99003,Mẫu Mới Ba,Phường',
    '99004,Mẫu Mới Bốn,Phường',
    '99005,Mẫu Mới Năm,Xã',
    '99009,Mẫu Chín,Xã',
  ])
  await importUnits(app, administrator, { csv: today, validFrom: on })
}

export const changes = [
  { from: '99001', to: ['99003'] },
  { from: '99002', to: ['99003'] },
  {
    from: '99004',
    to: ['99004', '99005'],
    hamlets: [
      { hamlet: 'Thôn Mẫu Đông', to: '99004' },
      { hamlet: 'Thôn Mẫu Tây', to: '99005' },
    ],
  },
]

let decrees = 0
export const order = (app: App, more: Partial<Parameters<typeof reorganiseUnits>[2]> = {}) =>
  reorganiseUnits(app, administrator, { decree: `NQ ${++decrees}/2026`, on, changes, ...more })
