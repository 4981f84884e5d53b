import { formatVietnamese, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { saysUnknown } from '../../../core/forms/answers.ts'
import { type ResidentItem, residentItems } from '../../../core/forms/resident-items.ts'
import { isAbsent } from '../../../core/residence/declarations.ts'
import {
  absenceReasonNames,
  householdRelationNames,
  relationNames,
  statusNames,
} from '../../../core/residence/words.ts'
import { readOtherData } from '../other-data.ts'
import type { ResidentRecord } from './resident-record.ts'

/** One of the 26 items as people read it. */
export interface ItemView {
  readonly item: ResidentItem
  /** Of Luật Căn cước 2023, article 9. */
  readonly number: number
  readonly label: { readonly vi: string; readonly en: string }
  /** UNKNOWN: a source was asked and did not know; EMPTY: nothing is on record. */
  readonly state: 'KNOWN' | 'UNKNOWN' | 'EMPTY'
  readonly texts: readonly string[]
}

type Text = string | null | undefined
type Reader = (record: ResidentRecord) => Text | readonly Text[]

const vietnamese = (names: object, code: string | null): string | null => {
  if (code === null) return null
  const name = (names as Readonly<Record<string, { readonly vi: string }>>)[code]
  return name?.vi ?? code
}

const dated = (date: string | null) => date && formatVietnamese(parsePartialDate(date))

const sexNames = { MALE: { vi: 'Nam' }, FEMALE: { vi: 'Nữ' } }
const maritalNames = {
  SINGLE: { vi: 'Chưa kết hôn' },
  MARRIED: { vi: 'Đã kết hôn' },
  DIVORCED: { vi: 'Đã ly hôn' },
  WIDOWED: { vi: 'Góa' },
}
const kinshipNames = { ...relationNames, REPRESENTED: { vi: 'Người được đại diện' } }

const documentNames = {
  CMND12: { vi: 'CMND 12 số' },
  CCCD_BARCODE: { vi: 'Thẻ CCCD mã vạch' },
  CCCD_CHIP: { vi: 'Thẻ CCCD gắn chíp' },
  CC_2024: { vi: 'Thẻ căn cước' },
  CC_2024_UNDER_6: { vi: 'Thẻ căn cước' },
  CC_2024_SIGNED_QR: { vi: 'Thẻ căn cước' },
  CC_2024_UNDER_6_SIGNED_QR: { vi: 'Thẻ căn cước' },
  IDENTITY_CERTIFICATE_2024: { vi: 'Giấy chứng nhận căn cước' },
}

const joined = (parts: readonly Text[]) => parts.filter(Boolean).join(', ')

const address =
  (kind: string): Reader =>
  ({ addresses }) =>
    addresses.find((one) => one.kind === kind && one.validTo === null)?.text

const currentHousehold = ({ households }: ResidentRecord) =>
  households.find(({ validTo }) => validTo === null)

/** How each item is read. A missing one does not compile. */
const readers: Readonly<Record<ResidentItem, Reader>> = {
  name: ({ row }) => row.name,
  otherName: ({ row }) => row.otherName,
  number: ({ row }) => row.number,
  birthDate: ({ row }) => dated(row.birthDate),
  sex: ({ row }) => vietnamese(sexNames, row.sex),
  birthPlace: ({ row }) => row.birthPlace,
  birthRegistrationPlace: ({ row }) => row.birthRegistrationPlace,
  placeOfOrigin: ({ row }) => row.placeOfOrigin,
  ethnicity: ({ row }) => row.ethnicity,
  religion: ({ row }) => row.religion,
  nationality: ({ row }) => row.nationality,
  bloodType: ({ row }) => row.bloodType,
  legacyNumber: ({ documents }) =>
    documents.filter(({ kind }) => kind === 'CMND9').map(({ number }) => number),
  issuedDocuments: ({ documents }) =>
    documents
      .filter(({ kind }) => kind !== 'CMND9')
      .map(({ kind, issuedOn, issuedBy, expiresOn }) =>
        joined([
          vietnamese(documentNames, kind),
          issuedOn && `cấp ngày ${formatVietnamese(issuedOn)}`,
          issuedBy,
          expiresOn && `có giá trị đến ${formatVietnamese(expiresOn)}`,
        ]),
      ),
  relatives: ({ relatives }) =>
    relatives
      .filter(({ validTo }) => validTo === null)
      .map(({ kinship, name, number, legacyNumber, nationality }) =>
        joined([`${vietnamese(kinshipNames, kinship)}: ${name}`, number ?? legacyNumber, nationality]),
      ),
  permanentAddress: address('PERMANENT'),
  temporaryAddress: address('TEMPORARY'),
  currentAddress: address('CURRENT'),
  declaredAbsence: ({ statuses }) => {
    const now = statuses.find(({ validTo }) => validTo === null)
    if (!now || !isAbsent(now.status)) return null
    const since = `từ ${formatVietnamese(now.validFrom)}`
    return joined([vietnamese(statusNames, now.status), vietnamese(absenceReasonNames, now.reason), since])
  },
  residenceFile: ({ row }) => row.residenceFile,
  maritalStatus: ({ row }) => vietnamese(maritalNames, row.maritalStatus),
  relationToHead: (record) => {
    const declared = readOtherData(record.row.otherData).head?.relation ?? null
    return vietnamese(householdRelationNames, currentHousehold(record)?.relation ?? declared)
  },
  household: (record) => {
    const household = currentHousehold(record)
    const head = household
      ? { name: household.headName, number: household.headNumber }
      : readOtherData(record.row.otherData).head
    if (!head) return []
    const members = (household?.members ?? []).filter(({ relation }) => relation !== 'HEAD')
    return [
      joined([`Chủ hộ: ${head.name}`, head.number]),
      ...members.map(({ relation, name, number }) =>
        joined([`${vietnamese(householdRelationNames, relation)}: ${name}`, number]),
      ),
    ]
  },
  death: ({ row }) => dated(row.deathOn),
  contact: ({ row }) => [row.phone, row.email],
  otherData: ({ row }) =>
    Object.entries(readOtherData(row.otherData))
      .filter(([field, value]) => !keptElsewhere.has(field) && typeof value === 'string')
      .map(([, value]) => String(value)),
}

/** Of `Resident.otherData`: what other items show, and a day that only the follow-up of missing papers needs. */
const keptElsewhere: ReadonlySet<string> = new Set(['unknown', 'head', 'followedUpOn'])

/** Fields of sources that bear another name than the item they belong to. */
const itemOfField: Readonly<Record<string, ResidentItem>> = {
  phone: 'contact',
  email: 'contact',
  headName: 'household',
  fatherName: 'relatives',
  motherName: 'relatives',
  spouseName: 'relatives',
}

/** All 26, in the order of the article. */
export function itemViews(record: ResidentRecord): readonly ItemView[] {
  const unknown = new Set([...record.unknown].map((field) => itemOfField[field] ?? field))
  return (Object.keys(residentItems) as ResidentItem[]).map((item) => {
    const { number, text: label } = residentItems[item]
    const read = readers[item](record)
    const texts = (Array.isArray(read) ? (read as readonly Text[]) : [read as Text]).filter(
      (text): text is string => Boolean(text),
    )
    const said = texts.filter((text) => !saysUnknown(text))
    const isUnknown = said.length === 0 && (texts.length > 0 || unknown.has(item))
    const state = said.length > 0 ? 'KNOWN' : isUnknown ? 'UNKNOWN' : 'EMPTY'
    return { item, number, label, state, texts: said }
  })
}
