/** The official catalogues of both eras, where they lie beside the repository; never part of it. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formerProvinces } from '../../../../core/citizen/provinces.ts'
import { parseCsv } from '../../../../core/text/csv.ts'

const folder = join(import.meta.dirname, '../../../../../shared/data')
const legacy = join(folder, 'communes-legacy-to-2025.csv')
const today = join(folder, 'communes-2025.csv')

export const cataloguesAreThere = existsSync(legacy) && existsSync(today)
export const absence = 'the official catalogues are not beside the repository (../shared/data)'

export interface Catalogues {
  /** Of until 30/06/2025, as `units import` reads it. The names of districts are not published there: these are invented. */
  readonly former: string
  readonly today: string
  /** As `units successions` reads it. */
  readonly successions: string
}

/** A few names write "Thị Trấn". */
const typeOf = (name: string) =>
  ['Thị trấn', 'Phường', 'Xã'].find((type) => name.toLowerCase().startsWith(type.toLowerCase())) ?? ''

export async function publishedCatalogues(): Promise<Catalogues> {
  const rows = parseCsv(await readFile(legacy, 'utf8')).slice(1)
  const provinces = new Map(formerProvinces.map(({ code, name, type }) => [code, `${type} ${name}`]))
  const communes = new Map(
    rows.map(({ fields: [province = '', district = '', code = '', name = ''] }) => {
      const type = typeOf(name)
      return [
        code,
        [code, name, type, district, `Huyện Số ${district}`, province, provinces.get(province)].join(),
      ]
    }),
  )
  const heading = 'code,name,type,district_code,district,province_code,province'
  return {
    former: [heading, ...communes.values()].join('\n'),
    today: await readFile(today, 'utf8'),
    successions: ['from,to,on', ...rows.map(({ fields }) => `${fields[2]},${fields[5]},2025-07-01`)].join(
      '\n',
    ),
  }
}
