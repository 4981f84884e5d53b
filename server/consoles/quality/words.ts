import type { Bilingual } from '../../../core/errors.ts'
import type { CaptureKind, QualityAlarmSubject } from '../generated/quality.ts'

export const kindNames: Readonly<Record<CaptureKind, Bilingual>> = {
  FINGER: { vi: 'Vân tay', en: 'Fingers' },
  FACE: { vi: 'Khuôn mặt', en: 'Faces' },
}

export const subjectNames: Readonly<Record<QualityAlarmSubject, Bilingual>> = {
  OPERATOR: { vi: 'Cán bộ', en: 'Operator' },
  DEVICE: { vi: 'Thiết bị', en: 'Device' },
  CENTRE: { vi: 'Điểm thu nhận', en: 'Centre' },
}

const oneDecimal = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })

/** 63,4; a dash where nothing was measured. */
export const formatScore = (value: number | null): string => (value === null ? '–' : oneDecimal.format(value))
