import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'

/** The words that an applicant agrees to before anything is captured; a change of wording is a new version. */
export interface ConsentText {
  readonly version: string
  readonly from: CalendarDate
  readonly article: string
  readonly text: Bilingual
}

const consentTexts: readonly ConsentText[] = [
  {
    version: '2021-07',
    from: '2016-01-01' as CalendarDate,
    article: 'Luật Căn cước công dân 59/2014/QH13, Điều 5, Điều 22',
    text: {
      vi: 'Tôi được cơ quan quản lý căn cước công dân thông báo về việc thu nhận họ tên, ngày sinh, nơi cư trú, đặc điểm nhận dạng, vân tay và ảnh khuôn mặt để cấp thẻ Căn cước công dân. Tôi khai đúng sự thật, đã kiểm tra thông tin và đồng ý để cơ quan thu nhận, lưu trữ, sử dụng thông tin này theo quy định của pháp luật.',
      en: 'I was told that my name, date of birth, residence, identification marks, fingerprints and portrait are taken to issue a citizen identity card. What I declare is true, I have checked it, and I agree that the office takes, keeps and uses these data as the law provides.',
    },
  },
  {
    version: '2024-07',
    from: '2024-07-01' as CalendarDate,
    article: 'Luật Căn cước 26/2023/QH15, Điều 5, Điều 16, Điều 23; Nghị định 13/2023/NĐ-CP, Điều 11',
    text: {
      vi: 'Tôi được cơ quan quản lý căn cước thông báo về việc thu nhận thông tin nhân dạng, vân tay, ảnh khuôn mặt và mống mắt (nếu có) để cấp thẻ căn cước. Thông tin được lưu trong Cơ sở dữ liệu căn cước, chỉ dùng vào việc luật cho phép; tôi có quyền xem, đề nghị sửa và biết ai đã khai thác. ADN và giọng nói chỉ thu nhận khi tôi tự nguyện cung cấp. Tôi khai đúng sự thật, đã kiểm tra thông tin và đồng ý để cơ quan thu nhận, lưu trữ, sử dụng thông tin này theo quy định của pháp luật.',
      en: 'I was told that my identification marks, fingerprints, portrait and iris (where available) are taken to issue an identity card. They are kept in the identity database and used only as the law allows; I may see them, ask for corrections and learn who used them. DNA and voice are taken only if I offer them. What I declare is true, I have checked it, and I agree that the office takes, keeps and uses these data as the law provides.',
    },
  },
]

/** The text in force on a day. */
export function consentTextOn(on: CalendarDate): ConsentText {
  const text = consentTexts.findLast(({ from }) => from <= on) ?? consentTexts[0]
  if (!text) throw new RangeError('no text of consent')
  return text
}

/** A text that was once in force, or null. */
export function consentTextOf(version: string): ConsentText | null {
  return consentTexts.find((text) => text.version === version) ?? null
}

/** What the hash of a packet's consent covers: both languages as they were shown. */
export function consentBytes({ version, text }: ConsentText): Uint8Array {
  return new TextEncoder().encode([version, text.vi, text.en].join('\n'))
}
