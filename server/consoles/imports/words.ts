import type { Bilingual } from '../../../core/errors.ts'
import { formDefinition } from '../../../core/forms/versions.ts'
import { today } from '../clock.ts'
import type { CountedFragment, ImportState, ImportTarget } from '../generated/imports.ts'

export const stateNames: Readonly<Record<ImportState, Bilingual>> = {
  UPLOADED: { vi: 'Đã nhận tệp', en: 'File received' },
  SURVEYED: { vi: 'Đã khảo sát', en: 'Surveyed' },
  TRIED: { vi: 'Đã nạp thử, chờ duyệt', en: 'Tried, to be accepted' },
  LOADING: { vi: 'Đang nạp', en: 'Loading' },
  INTERRUPTED: { vi: 'Bị ngắt, chờ nạp tiếp', en: 'Interrupted' },
  LOADED: { vi: 'Đã nạp xong', en: 'Loaded' },
  DISCARDED: { vi: 'Đã bỏ', en: 'Given up' },
}

export const stateTones: Readonly<Record<ImportState, string>> = {
  UPLOADED: '',
  SURVEYED: '',
  TRIED: 'badge-attention',
  LOADING: 'badge-attention',
  INTERRUPTED: 'badge-trouble',
  LOADED: 'badge-good',
  DISCARDED: '',
}

export const targetNames: Readonly<Record<ImportTarget, Bilingual>> = {
  RESIDENT: { vi: 'Công dân', en: 'People' },
  LEGACY_CARD: { vi: 'Thẻ cấp trước đây', en: 'Cards issued before' },
}

type CountName = Exclude<keyof CountedFragment, ' $fragmentName'>

/** In the order in which they are read. */
export const countTexts: Readonly<Record<CountName, Bilingual>> = {
  rows: { vi: 'Dòng đã đọc', en: 'Rows read' },
  new: { vi: 'Người (thẻ) mới', en: 'New' },
  matched: { vi: 'Đã có trong CSDL', en: 'Known before' },
  updated: { vi: 'Được cập nhật', en: 'Updated' },
  unchanged: { vi: 'Không thay đổi', en: 'Unchanged' },
  duplicates: { vi: 'Dòng trùng, không nạp', en: 'Repeated, not loaded' },
  refused: { vi: 'Dòng lỗi, không nạp', en: 'Faulty, not loaded' },
  cases: { vi: 'Mâu thuẫn cần xử lý', en: 'Conflict cases' },
  unmatched: { vi: 'Thẻ chưa khớp với ai', en: 'Unmatched cards' },
  provisional: { vi: 'Hồ sơ tạm, chưa có số', en: 'Without a number' },
  incomplete: { vi: 'Cần bổ sung mục', en: 'To top up' },
  correct: { vi: 'Đủ và đúng', en: 'Complete and correct' },
}

/** Items that stand in a profile and not on the list of the law. */
const otherItems: Readonly<Record<string, Bilingual>> = {
  number: { vi: 'Số định danh', en: 'Number' },
  kind: { vi: 'Loại thẻ', en: 'Kind of card' },
  issuedOn: { vi: 'Ngày cấp', en: 'Issued on' },
  issuedBy: { vi: 'Nơi cấp', en: 'Issued by' },
  expiresOn: { vi: 'Có giá trị đến', en: 'Valid until' },
  archivePlace: { vi: 'Nơi lưu hồ sơ', en: 'Archive place' },
  father: { vi: 'Cha', en: 'Father' },
  mother: { vi: 'Mẹ', en: 'Mother' },
  spouse: { vi: 'Vợ hoặc chồng', en: 'Spouse' },
  representative: { vi: 'Người đại diện', en: 'Representative' },
  head: { vi: 'Chủ hộ', en: 'Head of household' },
}

/** As DC01 of today calls it. */
export function itemName(item: string): Bilingual {
  if (Object.hasOwn(otherItems, item)) return otherItems[item] ?? { vi: item, en: item }
  const field = formDefinition('DC01', today()).fields.find(({ id }) => id === item)
  return field?.label ?? { vi: item, en: item }
}

/** Place of an item on DC01; those of a card follow. */
export function itemPlace(item: string): number {
  const at = formDefinition('DC01', today()).fields.findIndex(({ id }) => id === item)
  return at === -1 ? Number.MAX_SAFE_INTEGER : at
}

const signNames: Readonly<Record<string, Bilingual>> = {
  REPLACED: { vi: 'Có ký tự đã mất', en: 'Lost characters' },
  MOJIBAKE: { vi: 'UTF-8 bị đọc sai bảng mã', en: 'UTF-8 read wrongly' },
  TCVN3: { vi: 'Giống bảng mã TCVN3 (ABC)', en: 'Looks like TCVN3' },
  VNI: { vi: 'Giống bảng mã VNI', en: 'Looks like VNI' },
  CONTROL: { vi: 'Có ký tự điều khiển', en: 'Control characters' },
}
export const signName = (sign: string): Bilingual => signNames[sign] ?? { vi: sign, en: sign }
