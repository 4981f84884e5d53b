import { addYears, ageOn, type CalendarDate, earliestDay, type PartialDate } from '../dates/calendar-date.ts'
import { validityRules } from '../dates/card-expiry.ts'
import type { Bilingual } from '../errors.ts'
import { searchKey } from '../text/vietnamese.ts'
import { type ApplicationKind, producesCard } from './application-kinds.ts'
import { type Channel, type Entitlement, entitlements, isOfAge } from './entitlements.ts'
import { inForce, type RequestReason, requestReasonsOn } from './request-reasons.ts'

/** A card or an old paper that the applicant has or had. */
export interface CardHeld {
  readonly kind: 'CMND9' | 'CMND12' | 'CCCD_BARCODE' | 'CCCD_CHIP' | 'CC_2024' | 'CERTIFICATE'
  readonly issuedOn: CalendarDate | null
}

/** What decides whether somebody may ask. What is not known is judged in the applicant's favour: an officer sees the papers. */
export interface EligibilityRequest {
  readonly kind: ApplicationKind
  readonly reason: string
  readonly channel: Channel
  readonly birthDate: PartialDate
  /** A lawful representative acts or attends. */
  readonly represented: boolean
  /** An adult for whom a representative must act. */
  readonly withoutCapacity: boolean
  /** Of Vietnamese origin with undetermined nationality; null where nobody knows. */
  readonly undetermined: boolean | null
  /** Whether number and holder are in force; null where the register was not asked. */
  readonly inForce: boolean | null
  /** The newest card on record; null for none. */
  readonly card: CardHeld | null
  /** Whether an earlier file has face and fingers that serve again. */
  readonly usableBiometrics: boolean
}

const texts = {
  NO_SUCH_CASE: {
    vi: 'Luật có hiệu lực vào ngày nộp không có trường hợp này cho loại hồ sơ đã chọn. Hãy chọn lý do khác.',
    en: 'The law of the day of filing has no such case for this kind of application. Choose another reason.',
  },
  TOO_YOUNG: {
    vi: 'Theo luật có hiệu lực vào ngày nộp, người này chưa đủ tuổi. Hãy đến khi đủ tuổi.',
    en: 'Under the law of the day of filing this person is too young. Come when old enough.',
  },
  NOT_BORN: { vi: 'Ngày nộp sớm hơn ngày sinh.', en: 'The day of filing is before the day of birth.' },
  COME_TO_A_DESK: {
    vi: 'Trường hợp này phải đến điểm thu nhận, không làm trực tuyến được. Hãy đặt lịch hẹn.',
    en: 'This must be asked for at a centre and not online. Please book an appointment.',
  },
  REPRESENTATIVE_NEEDED: {
    vi: 'Phải do người đại diện hợp pháp (cha, mẹ, người giám hộ) làm hoặc cùng làm.',
    en: 'The lawful representative (father, mother, guardian) must act or attend.',
  },
  NO_USABLE_BIOMETRICS: {
    vi: 'Chưa có ảnh khuôn mặt và vân tay dùng lại được từ lần cấp trước. Hãy đến điểm thu nhận.',
    en: 'No earlier file has a portrait and fingerprints that serve again. Please come to a centre.',
  },
  NUMBER_NOT_IN_FORCE: {
    vi: 'Số định danh không còn hiệu lực. Hãy đến Công an nơi thường trú để được giải quyết.',
    en: 'The number is no longer in force. Please go to the police of the place of residence.',
  },
  CITIZENS_ONLY: {
    vi: 'Thẻ chỉ cấp cho công dân Việt Nam. Người gốc Việt Nam chưa xác định được quốc tịch đề nghị giấy chứng nhận căn cước.',
    en: 'Cards are for citizens. Who is of Vietnamese origin with undetermined nationality asks for a certificate of identity.',
  },
  CERTIFICATE_NOT_FOR_CITIZENS: {
    vi: 'Giấy chứng nhận căn cước chỉ cấp cho người gốc Việt Nam chưa xác định được quốc tịch. Công dân đề nghị cấp thẻ.',
    en: 'The certificate is for people of Vietnamese origin with undetermined nationality. Citizens ask for a card.',
  },
  HAS_CARD: {
    vi: 'Người này đã được cấp thẻ. Hãy chọn cấp đổi hoặc cấp lại.',
    en: 'This person was issued a card before. Choose exchange or reissue.',
  },
  OTHER_PAPER_HELD: {
    vi: 'Giấy tờ đang có không thuộc loại đổi theo lý do này. Hãy chọn lý do khác.',
    en: 'The paper on record is not the one that this reason exchanges. Choose another reason.',
  },
  AGE_NOT_REACHED: {
    vi: 'Chưa đến tuổi phải cấp đổi kể từ lần cấp thẻ gần nhất. Có thể chọn cấp đổi theo yêu cầu.',
    en: 'No age of renewal was reached since the last card. An exchange on request is possible.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type RefusalCode = keyof typeof texts

/** Why somebody may not ask: in words, with the article. */
export interface Refusal {
  readonly code: RefusalCode
  readonly text: Bilingual
  readonly article: string
}

export interface Ruling {
  /** Empty where the request is open to the applicant. */
  readonly refusals: readonly Refusal[]
  /** The rule that decided; null where the law has none for the case. */
  readonly entitlement: Entitlement | null
}

const refused = (code: RefusalCode, article: string): Refusal => ({ code, text: texts[code], article })
const lawOn = (on: CalendarDate) =>
  on < '2024-07-01' ? 'Luật Căn cước công dân 59/2014/QH13' : 'Luật Căn cước 26/2023/QH15'

/** Whether the law of a day lets somebody ask for something, and why not. */
export function eligibility(request: EligibilityRequest, on: CalendarDate): Ruling {
  const none = (code: RefusalCode, article = lawOn(on)): Ruling => ({
    refusals: [refused(code, article)],
    entitlement: null,
  })
  const { kind, reason, channel, birthDate } = request
  const age = ageOn(birthDate, on)
  if (age < 0) return none('NOT_BORN')
  const asked = requestReasonsOn(on).find((one) => one.kind === kind && one.code === reason)
  if (!asked) return none('NO_SUCH_CASE')
  const ofCase = entitlements.filter(
    (row) =>
      inForce(row, on) && row.kinds.includes(kind) && (row.reasons === null || row.reasons.includes(reason)),
  )
  const ofAge = ofCase.filter((row) => isOfAge(row, age))
  if (ofAge.length === 0) return none('TOO_YOUNG', ofCase[0]?.article)
  const entitlement = ofAge.find(({ channels }) => channels.includes(channel))
  if (!entitlement) return none('COME_TO_A_DESK', ofAge[0]?.article)
  return { entitlement, refusals: [...ofPerson(request, entitlement), ...ofCard(request, asked, on)] }
}

function ofPerson(request: EligibilityRequest, rule: Entitlement): readonly Refusal[] {
  const { represented, withoutCapacity, undetermined, usableBiometrics } = request
  const codes: RefusalCode[] = []
  if (request.inForce === false) codes.push('NUMBER_NOT_IN_FORCE')
  if ((rule.representative || withoutCapacity) && !represented) codes.push('REPRESENTATIVE_NEEDED')
  if (rule.biometrics === 'EARLIER' && !usableBiometrics) codes.push('NO_USABLE_BIOMETRICS')
  if (undetermined === false && rule.undetermined) codes.push('CERTIFICATE_NOT_FOR_CITIZENS')
  if (undetermined === true && !rule.undetermined && producesCard(request.kind)) codes.push('CITIZENS_ONLY')
  return codes.map((code) => refused(code, rule.article))
}

const exchangedPapers: Readonly<Record<string, readonly CardHeld['kind'][]>> = {
  FROM_CMND: ['CMND9', 'CMND12'],
  FROM_CCCD: ['CCCD_BARCODE', 'CCCD_CHIP'],
}

function ofCard({ kind, birthDate, card }: EligibilityRequest, asked: RequestReason, on: CalendarDate) {
  if (!card || !producesCard(kind)) return []
  const isCmnd = card.kind === 'CMND9' || card.kind === 'CMND12'
  const wanted = exchangedPapers[asked.code]
  if (kind === 'FIRST_ISSUE' && !isCmnd && card.kind !== 'CERTIFICATE')
    return [refused('HAS_CARD', asked.article)]
  if (wanted && !wanted.includes(card.kind)) return [refused('OTHER_PAPER_HELD', asked.article)]
  if (asked.code === 'AGE' && card.issuedOn && !ageReached(birthDate, card.issuedOn, on))
    return [refused('AGE_NOT_REACHED', asked.article)]
  return []
}

/** An age of renewal lies after the last card, and is reached or less than the years of grace away. */
function ageReached(birthDate: PartialDate, issuedOn: CalendarDate, on: CalendarDate): boolean {
  const rule = validityRules.findLast(({ from }) => from <= on) ?? validityRules[0]
  const born = earliestDay(birthDate)
  return (rule?.exchangeAges ?? []).some((age) => {
    const from = addYears(born, age - (rule?.graceYears ?? 0))
    return issuedOn < from && from <= on
  })
}

/** What the register writes for a nationality that was not determined; null for words that say neither. */
export function undeterminedBy(nationality: string): boolean | null {
  const key = searchKey(nationality)
  if (key === searchKey('Việt Nam')) return false
  return key.includes(searchKey('chưa xác định')) ? true : null
}
