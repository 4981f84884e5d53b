import type { Bilingual } from '../errors.ts'
import type { CaptureState } from '../lifecycle/capture.ts'

/** What a kiosk writes into its chain of actions (docs/capture-evidence.md), in words. */
export const deskActions = {
  BEGUN: { vi: 'Bắt đầu hồ sơ', en: 'File begun' },
  IDENTIFIED: { vi: 'Tra cứu người làm thẻ', en: 'Applicant looked up' },
  CARD_SCANNED: { vi: 'Quét thẻ cũ', en: 'Old card scanned' },
  COMPARED: { vi: 'Đối chiếu với dữ liệu dân cư', en: 'Compared with the registry' },
  DETAILS_ENTERED: { vi: 'Ghi tờ khai', en: 'Details entered' },
  CONSENT_TAKEN: { vi: 'Lấy ý kiến đồng ý', en: 'Consent taken' },
  MARKS_DESCRIBED: { vi: 'Ghi đặc điểm nhận dạng', en: 'Marks described' },
  CITIZEN_CONFIRMED: { vi: 'Người dân xác nhận trên màn hình thứ hai', en: 'Applicant confirmed' },
  APPOINTMENT_USED: { vi: 'Dùng lịch hẹn', en: 'Booking used' },
  TICKET_USED: { vi: 'Dùng số thứ tự', en: 'Ticket used' },
  GROUP_JOINED: { vi: 'Ghép vào nhóm', en: 'Joined a group' },
  PAPER_KEPT: { vi: 'Quét giấy tờ', en: 'Paper taken' },
  PAPER_REMOVED: { vi: 'Bỏ giấy tờ', en: 'Paper removed' },
  FINGER_CAPTURED: { vi: 'Lấy vân tay', en: 'Finger captured' },
  FINGER_EXCUSED: { vi: 'Ghi ngoại lệ vân tay', en: 'Finger excused' },
  FINGER_REMOVED: { vi: 'Bỏ vân tay đã lấy', en: 'Finger removed' },
  EXCEPTION_CONFIRMED: { vi: 'Xác nhận ngoại lệ vân tay', en: 'Exception confirmed' },
  SLAP_CAPTURED: { vi: 'Lấy vân tay chụm', en: 'Slap captured' },
  SLAP_REMOVED: { vi: 'Bỏ vân tay chụm', en: 'Slap removed' },
  PORTRAIT_TAKEN: { vi: 'Chụp ảnh chân dung', en: 'Portrait taken' },
  PORTRAIT_REMOVED: { vi: 'Bỏ ảnh chân dung', en: 'Portrait removed' },
  IRIS_SETTLED: { vi: 'Mống mắt', en: 'Iris' },
  SIGNATURE_TAKEN: { vi: 'Người dân ký', en: 'Applicant signed' },
  SIGNATURE_MISSING: { vi: 'Người dân không ký', en: 'Applicant did not sign' },
  MOVED: { vi: 'Chuyển bước', en: 'Moved on' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type DeskAction = keyof typeof deskActions

export const isDeskAction = (code: string): code is DeskAction => Object.hasOwn(deskActions, code)

/** The steps of a capture session as its officers know them. */
export const captureSteps: Readonly<Record<CaptureState, Bilingual>> = {
  IDENTIFYING: { vi: 'tìm người', en: 'finding' },
  COMPARING: { vi: 'đối chiếu', en: 'comparing' },
  DETAILS: { vi: 'tờ khai', en: 'details' },
  CAPTURING: { vi: 'thu sinh trắc học', en: 'captures' },
  REVIEWING: { vi: 'kiểm tra', en: 'review' },
  SIGNED: { vi: 'cán bộ đã ký', en: 'signed by the operator' },
  PARKED: { vi: 'tạm gác', en: 'parked' },
  SEALED: { vi: 'trưởng điểm đã ký, niêm phong', en: 'countersigned and sealed' },
  ABANDONED: { vi: 'đã hủy', en: 'cancelled' },
}

export const isCaptureStep = (code: string): code is CaptureState => Object.hasOwn(captureSteps, code)
