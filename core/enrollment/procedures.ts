/**
 * The nine requests of form DC02 (Thông tư 17/2024/TT-BCA, article 9), and what each becomes: a kind of application with its
 * case, which ends in a card, a signed paper or a change of the register.
 */
import { z } from 'zod'
import { type CorrectableFieldName, correctableFields } from '../citizen/correction.ts'
import type { Bilingual } from '../errors.ts'
import { type ApplicationKind, applicationKinds, type RequestEnd } from './application-kinds.ts'

export interface Procedure {
  /** Its place in part III of the form. */
  readonly item: number
  readonly code: string
  readonly label: Bilingual
  readonly kinds: readonly ApplicationKind[]
  /** Its case of core/enrollment/request-reasons.ts; null where the applicant names one. */
  readonly reason: string | null
}

const procedure = (
  item: number,
  code: string,
  label: Bilingual,
  becomes: { readonly kinds: readonly ApplicationKind[]; readonly reason?: string },
): Procedure => ({ item, code, label, kinds: becomes.kinds, reason: becomes.reason ?? null })

export const procedures: readonly Procedure[] = [
  procedure(
    1,
    'CARD',
    { vi: 'Cấp, cấp đổi, cấp lại thẻ căn cước', en: 'Card issued, exchanged or reissued' },
    { kinds: ['FIRST_ISSUE', 'EXCHANGE', 'REISSUE', 'IDENTITY_CERTIFICATE'] },
  ),
  procedure(
    2,
    'CMND9',
    { vi: 'Xác nhận số chứng minh nhân dân 09 số', en: 'Number of nine digits confirmed' },
    { kinds: ['CMND_CONFIRMATION'], reason: 'CMND9' },
  ),
  procedure(
    3,
    'CANCELLED_NUMBER',
    { vi: 'Xác nhận số định danh cá nhân đã hủy', en: 'Cancelled number confirmed' },
    { kinds: ['CMND_CONFIRMATION'], reason: 'CANCELLED_NUMBER' },
  ),
  procedure(
    4,
    'NUMBER_CHANGE',
    { vi: 'Hủy, xác lập lại số định danh cá nhân', en: 'Number cancelled and established again' },
    { kinds: ['NUMBER_CHANGE'] },
  ),
  procedure(
    5,
    'NPDB_EXTRACT',
    { vi: 'Khai thác thông tin trong CSDL quốc gia về dân cư', en: 'Extract of the population database' },
    { kinds: ['EXTRACT'], reason: 'NPDB' },
  ),
  procedure(
    6,
    'CCDB_EXTRACT',
    { vi: 'Khai thác thông tin trong CSDL căn cước', en: 'Extract of the identity database' },
    { kinds: ['EXTRACT'], reason: 'CCDB' },
  ),
  procedure(
    7,
    'NPDB_CORRECTION',
    { vi: 'Điều chỉnh thông tin trong CSDL quốc gia về dân cư', en: 'Population database corrected' },
    { kinds: ['DATA_CHANGE'], reason: 'NPDB_CORRECTION' },
  ),
  procedure(
    8,
    'ON_CARD',
    { vi: 'Tích hợp thông tin vào thẻ căn cước', en: 'Information put on the card' },
    { kinds: ['DATA_CHANGE'], reason: 'ON_CARD' },
  ),
  procedure(
    9,
    'CCDB_UPDATE',
    { vi: 'Thu thập, cập nhật thông tin trong CSDL căn cước', en: 'Identity database added to' },
    { kinds: ['DATA_CHANGE'], reason: 'CCDB_UPDATE' },
  ),
]

/** What a procedure may end in. */
export const endsOf = ({ kinds }: Procedure): ReadonlySet<RequestEnd> =>
  new Set(kinds.map((kind) => applicationKinds[kind].end))

/** What may be put on a card at its holder's wish: Luật Căn cước 26/2023/QH15, article 22.2. */
export const cardAdditions = {
  HEALTH_INSURANCE: { vi: 'Thẻ bảo hiểm y tế', en: 'Health insurance' },
  SOCIAL_INSURANCE: { vi: 'Sổ bảo hiểm xã hội', en: 'Social insurance' },
  DRIVING_LICENCE: { vi: 'Giấy phép lái xe', en: 'Driving licence' },
  BIRTH_CERTIFICATE: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  MARRIAGE_CERTIFICATE: { vi: 'Giấy chứng nhận kết hôn', en: 'Marriage certificate' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CardAddition = keyof typeof cardAdditions

const fields = Object.keys(correctableFields) as [CorrectableFieldName, ...CorrectableFieldName[]]
const additions = Object.keys(cardAdditions) as [CardAddition, ...CardAddition[]]

/** What a request without a card says beyond its case. */
export const requestDetailsSchema = z.discriminatedUnion('about', [
  /** The old or cancelled number that is to be confirmed. */
  z.strictObject({ about: z.literal('NUMBER'), number: z.string().regex(/^\d{9}(\d{3})?$/) }),
  /** For whom an extract is wanted, in the applicant's words. */
  z.strictObject({ about: z.literal('EXTRACT'), purpose: z.string().trim().min(1).max(200) }),
  /** What the record is to say. */
  z.strictObject({
    about: z.literal('FIELDS'),
    wanted: z.partialRecord(z.enum(fields), z.string().max(300).nullable()),
  }),
  z.strictObject({ about: z.literal('ADDITIONS'), additions: z.array(z.enum(additions)).min(1).max(5) }),
])
export type RequestDetails = z.infer<typeof requestDetailsSchema>

const wantedDetails: Readonly<Record<string, RequestDetails['about']>> = {
  CMND9: 'NUMBER',
  CANCELLED_NUMBER: 'NUMBER',
  NUMBER_NOTICE: 'EXTRACT',
  NPDB: 'EXTRACT',
  CCDB: 'EXTRACT',
  NPDB_CORRECTION: 'FIELDS',
  CCDB_UPDATE: 'FIELDS',
  ON_CARD: 'ADDITIONS',
}

/** Whether a request says what its case needs, and nothing else. */
export function detailsFit(reason: string, details: RequestDetails | null): boolean {
  return (details?.about ?? null) === (wantedDetails[reason] ?? null)
}
