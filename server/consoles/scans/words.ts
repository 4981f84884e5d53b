import type { Bilingual } from '../../../core/errors.ts'
import type { DiscardReason, ScanFault } from '../../../core/forms/scan/faults.ts'

/** In a few words, for a list; the page itself says what to do. */
export const faultNames: Readonly<Record<ScanFault, Bilingual>> = {
  NOT_AN_IMAGE: { vi: 'Không phải ảnh đọc được', en: 'No readable image' },
  NO_MARKS: { vi: 'Không thấy ô vuông ở góc', en: 'No corner marks' },
  NO_BARCODE: { vi: 'Không đọc được mã vạch', en: 'Unreadable barcode' },
  UNKNOWN_FORM: { vi: 'Số phiếu không có', en: 'Unknown serial' },
  WRONG_STATE: { vi: 'Phiếu chưa nhận hoặc đã nhập', en: 'Form not received, or keyed' },
  OTHER_OFFICE: { vi: 'Phiếu của nơi quét khác', en: 'Another office’s form' },
}

export const discardNames: Readonly<Record<DiscardReason, Bilingual>> = {
  BLANK_PAGE: { vi: 'Trang trắng', en: 'Blank page' },
  NOT_A_FORM: { vi: 'Không phải phiếu thu thập', en: 'Not a form' },
  ILLEGIBLE: { vi: 'Không đọc được', en: 'Cannot be read' },
  SCANNED_AGAIN: { vi: 'Đã quét lại trang này', en: 'Scanned again' },
}

/** What this console does not know by name is shown as it is. */
export function nameIn<Key extends string>(names: Readonly<Record<Key, Bilingual>>, key: string): Bilingual {
  return Object.hasOwn(names, key) ? names[key as Key] : { vi: key, en: key }
}
