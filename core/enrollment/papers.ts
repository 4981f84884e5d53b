import { ageOn, type CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { searchKey } from '../text/vietnamese.ts'
import type { ApplicationKind } from './application-kinds.ts'
import type { PacketManifest } from './packet.ts'
import { inForce } from './request-reasons.ts'

/** What a supporting paper can be. */
export const paperTypes = {
  BIRTH_CERTIFICATE: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  CIVIL_STATUS_DECISION: {
    vi: 'Quyết định, trích lục thay đổi hộ tịch',
    en: 'Decision or extract on a change of civil status',
  },
  COURT_DECISION: { vi: 'Bản án, quyết định của Tòa án', en: 'Court decision' },
  SEX_CERTIFICATE: { vi: 'Giấy tờ về giới tính', en: 'Certificate of sex' },
  NUMBER_DECISION: { vi: 'Văn bản xác lập lại số định danh', en: 'Decision on the number' },
  NATIONALITY_DECISION: { vi: 'Quyết định về quốc tịch', en: 'Decision on nationality' },
  COLLECTION_FORM: { vi: 'Phiếu DC01 đã ký', en: 'Signed form DC01' },
  REPRESENTATIVE_PROOF: {
    vi: 'Giấy tờ chứng minh người đại diện',
    en: 'Proof that the representative is one',
  },
  OLD_CARD: { vi: 'CMND, CCCD, thẻ căn cước cũ', en: 'Old card' },
  FEE_EXEMPTION: { vi: 'Giấy tờ miễn, giảm lệ phí', en: 'Proof of fee exemption' },
  OTHER: { vi: 'Giấy tờ khác', en: 'Another paper' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PaperType = keyof typeof paperTypes

export const isPaperType = (type: string): type is PaperType => Object.hasOwn(paperTypes, type)

/** What of a file decides on its papers: the manifest has the same names. */
export type PaperCase = Pick<
  PacketManifest,
  'reason' | 'representative' | 'hasCollectionForm' | 'claims' | 'fee' | 'surrendered' | 'papers'
> & {
  readonly kind: ApplicationKind
  readonly person: Pick<PacketManifest['person'], 'birthDate' | 'fatherName' | 'motherName'>
  /** Names of father and mother as the registry has them; null where it was not asked or does not answer. */
  readonly registered: { readonly fatherName: string | null; readonly motherName: string | null } | null
}

interface PaperRule {
  readonly type: PaperType
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly article: string
  readonly applies: (file: PaperCase, on: CalendarDate) => boolean
  readonly required: (file: PaperCase, on: CalendarDate) => boolean
}

const always = () => true
const never = () => false
const ofKind =
  (...kinds: readonly ApplicationKind[]) =>
  ({ kind }: PaperCase) =>
    kinds.includes(kind)
const ofReason =
  (...reasons: readonly string[]) =>
  ({ reason }: PaperCase) =>
    reasons.includes(reason)

const isChild = ({ person }: PaperCase, on: CalendarDate) => ageOn(person.birthDate, on) < 14

/** A parent whom the registry knows as one needs no paper; whom it does not, or a guardian, does. */
function representativeUnproven({ representative, registered }: PaperCase): boolean {
  if (!representative) return false
  const known = { FATHER: registered?.fatherName, MOTHER: registered?.motherName, GUARDIAN: null }
  const name = known[representative.relation] ?? null
  return name === null || searchKey(name) !== searchKey(representative.name)
}

const hasProvableClaim = ({ claims }: PaperCase) => claims.some(({ winner }) => winner === 'DECLARED')
const from2016 = { from: '2016-01-01' as CalendarDate, until: null } as const
const from2024 = { from: '2024-07-01' as CalendarDate, until: null } as const

/** Which papers a file needs or may have, by the law of a day. */
const paperRules: readonly PaperRule[] = [
  {
    ...from2016,
    type: 'COLLECTION_FORM',
    article: 'Thông tư 17/2024/TT-BCA, Điều 4; Thông tư 59/2021/TT-BCA, Điều 11',
    applies: ({ hasCollectionForm }) => hasCollectionForm,
    required: always,
  },
  {
    ...from2024,
    type: 'REPRESENTATIVE_PROOF',
    article: 'Luật Căn cước 26/2023/QH15, Điều 23 khoản 2; Nghị định 70/2024/NĐ-CP, Điều 20',
    applies: isChild,
    required: (file, on) => isChild(file, on) && representativeUnproven(file),
  },
  {
    ...from2016,
    type: 'CIVIL_STATUS_DECISION',
    article: 'Luật Căn cước 26/2023/QH15, Điều 24 khoản 1 điểm a',
    applies: (file) => ofReason('NAME_OR_BIRTH_CHANGED', 'SEX')(file) || hasProvableClaim(file),
    required: never,
  },
  {
    ...from2016,
    type: 'SEX_CERTIFICATE',
    article: 'Luật Căn cước 26/2023/QH15, Điều 24 khoản 1 điểm b',
    applies: ofReason('SEX'),
    required: ofReason('SEX'),
  },
  {
    ...from2024,
    type: 'NUMBER_DECISION',
    article: 'Luật Căn cước 26/2023/QH15, Điều 24 khoản 1 điểm đ',
    applies: ofReason('NUMBER_REESTABLISHED'),
    required: never,
  },
  {
    ...from2016,
    type: 'NATIONALITY_DECISION',
    article: 'Luật Căn cước 26/2023/QH15, Điều 24 khoản 2 điểm b',
    applies: ofReason('NATIONALITY_REGAINED'),
    required: ofReason('NATIONALITY_REGAINED'),
  },
  {
    ...from2016,
    type: 'CIVIL_STATUS_DECISION',
    article: 'Nghị định 70/2024/NĐ-CP; Thông tư 59/2021/TT-BCA, Điều 6',
    applies: ofReason('SEX_REDETERMINED', 'BIRTH_YEAR_CORRECTED'),
    required: always,
  },
  {
    ...from2016,
    type: 'BIRTH_CERTIFICATE',
    article: 'Nghị định 70/2024/NĐ-CP; Thông tư 59/2021/TT-BCA, Điều 6',
    applies: ofReason('BIRTH_PLACE_CORRECTED', 'WRONG_DATA_GIVEN'),
    required: always,
  },
  {
    ...from2016,
    type: 'OLD_CARD',
    article: 'Luật Căn cước 26/2023/QH15, Điều 25; Thông tư 59/2021/TT-BCA, Điều 11',
    applies: ofKind('EXCHANGE', 'REISSUE'),
    required: never,
  },
  {
    ...from2016,
    type: 'FEE_EXEMPTION',
    article: 'Thông tư 59/2019/TT-BTC, Điều 4; Thông tư 73/2024/TT-BTC, Điều 4',
    applies: ({ fee }) => fee?.decision === 'EXEMPT',
    required: ({ fee }) => fee?.decision === 'EXEMPT',
  },
  {
    ...from2016,
    type: 'BIRTH_CERTIFICATE',
    article: 'Luật Căn cước 26/2023/QH15, Điều 10; Nghị định 70/2024/NĐ-CP, Điều 5',
    applies: (file, on) => isChild(file, on) || hasProvableClaim(file) || file.hasCollectionForm,
    required: never,
  },
  { ...from2016, type: 'COURT_DECISION', article: '', applies: hasProvableClaim, required: never },
  { ...from2016, type: 'OTHER', article: '', applies: always, required: never },
]

export interface PaperNeed {
  readonly type: PaperType
  readonly label: Bilingual
  readonly required: boolean
  readonly article: string
  /** Ids of papers of this type that are there. */
  readonly papers: readonly string[]
}

/** Papers of a file, required ones first, each with what is there. */
export function papersFor(file: PaperCase, on: CalendarDate): readonly PaperNeed[] {
  return paperRules
    .filter((rule) => inForce(rule, on) && rule.applies(file, on))
    .map(({ type, article, required }) => ({
      type,
      label: paperTypes[type],
      required: required(file, on),
      article,
      papers: file.papers.filter((paper) => paper.type === type).map(({ id }) => id),
    }))
    .sort((a, b) => Number(b.required) - Number(a.required))
}
