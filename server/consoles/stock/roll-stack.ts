import type { StackKind } from '../parts/serial-stack.tsx'
import { blanks } from './blank-stack.ts'

/** Ribbons and laminates under the barcode reader: serials as their makers give them. */
export const rolls: StackKind = {
  read: (text) => text.trim(),
  words: {
    ...blanks.words,
    scan: { vi: 'Quét hoặc gõ số cuộn', en: 'Scan or type a serial' },
    hint: {
      vi: 'Đầu đọc mã vạch gõ vào ô này; mỗi cuộn một lần Enter.',
      en: 'A barcode reader types here; Enter after each.',
    },
    counted: { vi: 'cuộn đã quét', en: 'scanned' },
    list: { vi: 'Danh sách số cuộn đã quét', en: 'Scanned serials' },
  },
}
