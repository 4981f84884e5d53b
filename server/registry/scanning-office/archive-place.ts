import { DomainError } from '../../../core/errors.ts'

/** Shelf and box are a few words. */
export class IllegalArchivePlace extends DomainError<'ILLEGAL_ARCHIVE_PLACE'> {
  constructor() {
    super('ILLEGAL_ARCHIVE_PLACE', {
      vi: 'Nơi lưu phiếu ghi ngắn gọn kệ và hộp, ví dụ K3-H12, không quá 40 ký tự.',
      en: 'Give shelf and box in a few words, such as K3-H12, 40 signs at most.',
    })
  }
}

const legalPlace = /^[\p{L}\p{N}][\p{L}\p{N} .,/-]{0,39}$/u

/** Shelf and box as typed. Throws {@link IllegalArchivePlace}. */
export function archivePlaceOf(text: string): string {
  const place = text.normalize('NFC').trim()
  if (!legalPlace.test(place)) throw new IllegalArchivePlace()
  return place
}
