import type { Bilingual } from '../../../core/errors.ts'
import type { DeadlineStep } from '../../../core/progress/counters.ts'

export const levelNames: Readonly<Record<number, Bilingual>> = {
  1: { vi: 'Cấp tỉnh', en: 'Provinces' },
  2: { vi: 'Cấp huyện', en: 'Districts' },
  3: { vi: 'Cấp xã', en: 'Communes' },
}

export const stepNames: Readonly<Record<DeadlineStep, Bilingual>> = {
  COLLECTED: { vi: 'Thu phiếu', en: 'Collect' },
  SENT: { vi: 'Chuyển phiếu', en: 'Send' },
  SCANNED: { vi: 'Quét phiếu', en: 'Scan' },
  LOADED: { vi: 'Nạp dữ liệu', en: 'Load' },
}
export const stepOrder = Object.keys(stepNames) as readonly DeadlineStep[]

export const stepOf = (text: string): DeadlineStep | null => stepOrder.find((step) => step === text) ?? null

export const fileWords = {
  csv: { vi: 'Tải CSV', en: 'CSV' },
  xlsx: { vi: 'Tải Excel', en: 'Excel' },
} as const satisfies Readonly<Record<string, Bilingual>>
