import { DomainError } from '../../../core/errors.ts'

/** Something that the record needs was left empty. */
export class DetailMissing extends DomainError<'DETAIL_MISSING'> {
  constructor(detail: string) {
    super(
      'DETAIL_MISSING',
      {
        vi: 'Còn thiếu thông tin phải ghi vào biên bản. Hãy điền đủ rồi làm lại.',
        en: 'Something that the record must say was left empty. Fill it in and try again.',
      },
      { detail },
    )
  }
}

/** A record says what was typed, whole or not at all. */
export class DetailTooLong extends DomainError<'DETAIL_TOO_LONG'> {
  constructor(detail: string, most: number) {
    super(
      'DETAIL_TOO_LONG',
      {
        vi: `Nội dung ghi vào biên bản dài quá ${most} ký tự. Hãy viết gọn lại; không có gì được lưu.`,
        en: `What the record is to say is longer than ${most} characters. Shorten it; nothing was saved.`,
      },
      { detail, most },
    )
  }
}

const longestDetail = 500

/** What a person typed for a record. Throws {@link DetailMissing}, {@link DetailTooLong}. */
export function detailOf(text: string, detail: string, most = longestDetail): string {
  const typed = text.trim()
  if (typed === '') throw new DetailMissing(detail)
  if (typed.length > most) throw new DetailTooLong(detail, most)
  return typed
}
