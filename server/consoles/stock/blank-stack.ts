import { parseSerialRange } from '../../../core/production/serial-range.ts'
import type { StackKind } from '../parts/serial-stack.tsx'

/** Blanks and spoiled cards under the barcode reader, by the number on their back. */
export const blanks: StackKind = {
  read: (text) => parseSerialRange(text, text).first,
  words: {
    scan: { vi: 'Quét hoặc gõ số phôi', en: 'Scan or type a serial' },
    hint: {
      vi: 'Đầu đọc mã vạch gõ vào ô này; mỗi thẻ một lần Enter.',
      en: 'A barcode reader types here; Enter after each card.',
    },
    twice: { vi: 'Số này đã có trong danh sách.', en: 'This serial is on the list already.' },
    counted: { vi: 'thẻ, phôi đã quét', en: 'cards scanned' },
    remove: { vi: 'Bỏ số', en: 'Take out' },
    list: { vi: 'Danh sách số phôi đã quét', en: 'Scanned serials' },
  },
}
