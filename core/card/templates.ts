import { ageOn, type CalendarDate, parseCalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import type { CardTemplate } from './card-face.ts'
import type { CardLayout } from './layout.ts'
import { card2021 } from './template-2021.ts'
import { card2024SignedQr, card2024Under6SignedQr } from './template-2024-signed-qr.ts'
import { card2024, card2024Under6 } from './template-2024.ts'
import { identityCertificate2024 } from './template-certificate.ts'

export const specimenText: Bilingual = { vi: 'MẪU', en: 'SPECIMEN' }
/** Under the specimen mark of a template whose layout no public text settles. */
export const assumedText: Bilingual = { vi: 'BỐ TRÍ GIẢ ĐỊNH', en: 'ASSUMED LAYOUT' }

const layouts: { readonly [T in CardTemplate]: CardLayout } = {
  CCCD_2021: card2021,
  CC_2024: card2024,
  CC_2024_UNDER_6: card2024Under6,
  CC_2024_SIGNED_QR: card2024SignedQr,
  CC_2024_UNDER_6_SIGNED_QR: card2024Under6SignedQr,
  IDENTITY_CERTIFICATE_2024: identityCertificate2024,
}

/** Where everything stands on a card, in millimetres, as the law of its template lays it down. */
export function cardLayout(template: CardTemplate): CardLayout {
  return layouts[template]
}

/** The same card with a place for a signed QR. */
const withPlaceForSignedQr: Partial<Readonly<Record<CardTemplate, CardTemplate>>> = {
  CC_2024: 'CC_2024_SIGNED_QR',
  CC_2024_UNDER_6: 'CC_2024_UNDER_6_SIGNED_QR',
}

/** The template by which the same card is made with a signed QR on it; null where there is none. */
export const withSignedQr = (template: CardTemplate): CardTemplate | null =>
  withPlaceForSignedQr[template] ?? null

/** The barcode cards of 2016 are data of the past: there is nothing to print them by. */
export class LegacyTemplate extends DomainError<'LEGACY_TEMPLATE'> {
  constructor() {
    super('LEGACY_TEMPLATE', {
      vi: 'Thẻ căn cước công dân mã vạch (2016) chỉ còn là dữ liệu đã cấp, không in lại được. Hãy cấp đổi sang thẻ căn cước.',
      en: 'Barcode cards of 2016 are legacy data and are not printed any more. Exchange the card for an identity card.',
    })
  }
}

/** No template of that day for that age. */
export class NoTemplate extends DomainError<'NO_TEMPLATE'> {
  constructor() {
    super('NO_TEMPLATE', {
      vi: 'Không có mẫu thẻ nào áp dụng cho ngày và độ tuổi này. Hãy kiểm tra ngày sinh và ngày của hồ sơ.',
      en: 'No card template applies to this day and age. Check the date of birth and the date of the file.',
    })
  }
}

interface TemplateRule {
  readonly document: 'CARD' | 'CERTIFICATE'
  readonly validFrom: CalendarDate
  /** The first day on which it no longer applies. */
  readonly validTo: CalendarDate | null
  /** Full years: from, and below. */
  readonly from: number
  readonly below: number
  readonly template: CardTemplate | 'LEGACY'
}

const anyAge = Number.POSITIVE_INFINITY

const datesOf = ({ validFrom, validTo }: CardLayout) => ({ validFrom, validTo })

/** Which template applies when and to whom. */
const rules: readonly TemplateRule[] = [
  // LCCCD 2014, 19; TT 61/2015/TT-BCA: barcode cards.
  {
    document: 'CARD',
    validFrom: parseCalendarDate('2016-01-01'),
    validTo: card2021.validFrom,
    from: 14,
    below: anyAge,
    template: 'LEGACY',
  },
  // LCCCD 2014, 19; TT 06/2021/TT-BCA: chip cards.
  {
    document: 'CARD',
    ...datesOf(card2021),
    from: 14,
    below: anyAge,
    template: 'CCCD_2021',
  },
  // LCC 2023, 18 and 19; TT 16/2024/TT-BCA.
  { document: 'CARD', ...datesOf(card2024), from: 6, below: anyAge, template: 'CC_2024' },
  { document: 'CARD', ...datesOf(card2024Under6), from: 0, below: 6, template: 'CC_2024_UNDER_6' },
  // LCC 2023, 30.
  {
    document: 'CERTIFICATE',
    ...datesOf(identityCertificate2024),
    from: 0,
    below: anyAge,
    template: 'IDENTITY_CERTIFICATE_2024',
  },
]

/** The template for a person on a day. Throws {@link LegacyTemplate}, {@link NoTemplate}. */
export function cardTemplateFor(
  document: TemplateRule['document'],
  { birthDate, on }: { readonly birthDate: PartialDate; readonly on: CalendarDate },
): CardTemplate {
  const age = ageOn(birthDate, on)
  const rule = rules.find(
    (one) =>
      one.document === document &&
      one.validFrom <= on &&
      (one.validTo === null || on < one.validTo) &&
      one.from <= age &&
      age < one.below,
  )
  if (!rule) throw new NoTemplate()
  if (rule.template === 'LEGACY') throw new LegacyTemplate()
  return rule.template
}
