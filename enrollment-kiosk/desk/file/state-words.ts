import type { Bilingual } from '../../../core/errors.ts'
import type { CaptureState } from '../../../core/lifecycle/capture.ts'

export const captureStates: Readonly<Record<CaptureState, Bilingual>> = {
  IDENTIFYING: { vi: 'Đang tìm', en: 'Being looked up' },
  COMPARING: { vi: 'Đang đối chiếu', en: 'Being compared' },
  DETAILS: { vi: 'Đang ghi tờ khai', en: 'Details' },
  CAPTURING: { vi: 'Đang thu nhận sinh trắc', en: 'Biometrics' },
  REVIEWING: { vi: 'Đang xem lại', en: 'In review' },
  SIGNED: { vi: 'Chờ cán bộ phụ trách ký', en: 'Waits for the supervisor' },
  SEALED: { vi: 'Đã đóng gói', en: 'Sealed' },
  PARKED: { vi: 'Tạm dừng', en: 'Paused' },
  ABANDONED: { vi: 'Đã hủy', en: 'Cancelled' },
}
