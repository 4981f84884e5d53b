import type { Bilingual } from '../../errors.ts'

/** Why a page waits for a person, and what the person can do. */
export const scanFaults = {
  NOT_AN_IMAGE: {
    vi: 'Tệp không phải ảnh đọc được. Quét lại trang.',
    en: 'The file is not an image that can be read. Scan the page again.',
  },
  NO_MARKS: {
    vi: 'Không thấy đủ ô vuông ở góc phiếu. Kiểm tra trang có bị gấp, lệch hoặc không phải phiếu; gán số phiếu bằng tay hoặc quét lại.',
    en: 'The corner marks were not found. See whether the page is folded, askew or no form; assign its serial by hand or scan it again.',
  },
  NO_BARCODE: {
    vi: 'Không đọc được mã vạch. Gán số phiếu in dưới mã vạch bằng tay.',
    en: 'The barcode cannot be read. Assign the serial printed below it by hand.',
  },
  UNKNOWN_FORM: {
    vi: 'Số phiếu này không có trong hệ thống. Đối chiếu số in trên phiếu.',
    en: 'No form has this serial. Compare it with what is printed on the form.',
  },
  WRONG_STATE: {
    vi: 'Phiếu chưa được tiếp nhận hoặc đã nhập xong, nên không nhận ảnh quét này.',
    en: 'The form has not been received yet, or has been keyed already; it takes no scan now.',
  },
  OTHER_OFFICE: {
    vi: 'Phiếu này được bàn giao cho nơi quét khác.',
    en: 'The form was handed to another scanning office.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export type ScanFault = keyof typeof scanFaults

/** Why a waiting page is put aside. */
export const discardReasons = ['BLANK_PAGE', 'NOT_A_FORM', 'ILLEGIBLE', 'SCANNED_AGAIN'] as const
export type DiscardReason = (typeof discardReasons)[number]
