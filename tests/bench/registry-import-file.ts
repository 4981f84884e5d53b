/** A locality's own data for measuring: invented people, household by household, as a CSV with a profile that reads it. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { formatVietnamese } from '../../core/dates/calendar-date.ts'
import { demoCommunes } from '../../core/synthetic/places.ts'
import { syntheticHouseholds } from '../../core/synthetic/population.ts'
import type { SyntheticHousehold } from '../../core/synthetic/population.ts'
import type { SyntheticResident } from '../../core/synthetic/resident.ts'

/** The province whose data the file is. */
export const importProvince = '79'

interface Member {
  readonly household: SyntheticHousehold
  readonly resident: SyntheticResident
  readonly member: number
}

const relativeOf = ({ resident }: Member, kind: string) => resident.relatives.find((one) => one.kind === kind)

const columns: Readonly<Record<string, (of: Member) => string | null | undefined>> = {
  MA: ({ household, member }) => `${household.index}-${member}`,
  HO_TEN: ({ resident }) => resident.name,
  NGAY_SINH: ({ resident }) => formatVietnamese(resident.birthDate),
  GIOI_TINH: ({ resident }) => (resident.sex === 'MALE' ? '1' : '0'),
  SO_DDCN: ({ resident }) => resident.number,
  CMND: ({ resident }) => resident.documents.find(({ kind }) => kind === 'CMND9')?.number,
  DAN_TOC: ({ resident }) => resident.ethnicity,
  TON_GIAO: ({ resident }) => resident.religion,
  NHOM_MAU: ({ resident }) => resident.bloodType,
  HON_NHAN: ({ resident }) => resident.maritalStatus,
  NOI_DKKS: ({ resident }) => resident.birthRegistrationPlace,
  QUE_QUAN: ({ resident }) => resident.placeOfOrigin,
  MA_XA: ({ household }) => household.unit.code,
  SO_NHA: ({ household }) => household.address.split(', ')[0],
  THON: ({ household }) => household.address.split(', ')[1],
  CHA: (of) => relativeOf(of, 'FATHER')?.name,
  SO_CHA: (of) => relativeOf(of, 'FATHER')?.number,
  ME: (of) => relativeOf(of, 'MOTHER')?.name,
  SO_ME: (of) => relativeOf(of, 'MOTHER')?.number,
  VO_CHONG: (of) => relativeOf(of, 'SPOUSE')?.name,
  SO_VO_CHONG: (of) => relativeOf(of, 'SPOUSE')?.number,
  CHU_HO: ({ household }) => household.members[0]?.name,
  SO_CHU_HO: ({ household }) => household.members[0]?.number,
  QUAN_HE: ({ resident }) => resident.relation,
}

const person = (name: string, number: string) => ({
  parts: { name: { column: name }, number: { column: number } },
})

/** Reads the columns above. */
export const importProfile = {
  target: 'RESIDENT',
  format: { kind: 'CSV' },
  asOf: '2026-01-01',
  unit: { code: { column: 'MA_XA' } },
  key: ['MA'],
  fields: {
    name: { column: 'HO_TEN' },
    birthDate: { column: 'NGAY_SINH', dates: ['dd/MM/yyyy', 'MM/yyyy', 'yyyy'] },
    sex: { column: 'GIOI_TINH', codes: { '0': 'FEMALE', '1': 'MALE' } },
    number: { column: 'SO_DDCN' },
    ethnicity: { column: 'DAN_TOC' },
    religion: { column: 'TON_GIAO' },
    bloodType: { column: 'NHOM_MAU' },
    // DC01 has no box for the widowed: such an item stays to be topped up.
    maritalStatus: {
      column: 'HON_NHAN',
      codes: { SINGLE: 'SINGLE', MARRIED: 'MARRIED', DIVORCED: 'DIVORCED' },
      unknown: ['WIDOWED'],
    },
    nationality: { constant: 'VN' },
    birthRegistrationPlace: { oneLine: { column: 'NOI_DKKS' } },
    placeOfOrigin: { oneLine: { column: 'QUE_QUAN' } },
    permanentAddress: { parts: { house: { column: 'SO_NHA' }, hamlet: { column: 'THON' } } },
    father: person('CHA', 'SO_CHA'),
    mother: person('ME', 'SO_ME'),
    spouse: person('VO_CHONG', 'SO_VO_CHONG'),
    head: person('CHU_HO', 'SO_CHU_HO'),
    relationToHead: {
      choice: {
        column: 'QUAN_HE',
        codes: { HEAD: 'HEAD', SPOUSE: 'SPOUSE', CHILD: 'CHILD', PARENT: 'PARENT', OTHER: 'OTHER' },
      },
      written: {
        column: 'QUAN_HE',
        codes: { OTHER: 'Họ hàng', HEAD: '', SPOUSE: '', CHILD: '', PARENT: '' },
      },
    },
  },
  legacyNumber: { column: 'CMND' },
} as const

/** Writes so many invented people of the province; the same seed gives the same file. Answers how many rows it has. */
export async function writeImportFile(
  path: string,
  { residents, seed, on }: { readonly residents: number; readonly seed: string; readonly on: CalendarDate },
): Promise<number> {
  const units = demoCommunes.filter(({ unit }) => unit.parent === importProvince)
  const out = createWriteStream(path)
  const done = finished(out)
  out.write(`${Object.keys(columns).join(',')}\n`)
  const cells = Object.values(columns)
  let rows = 0
  for (const household of syntheticHouseholds({ seed, residents, on, units })) {
    let text = ''
    for (const [member, resident] of household.members.entries()) {
      const values = cells.map((cell) => quoted(cell({ household, resident, member }) ?? ''))
      text += `${values.join(',')}\n`
      rows++
    }
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await done
  return rows
}

const quoted = (value: string) => (value.includes(',') ? `"${value}"` : value)
