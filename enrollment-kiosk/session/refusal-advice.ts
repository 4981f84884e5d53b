import type { DeskRefusal } from '../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../core/errors.ts'

type Advice = {
  readonly status?: number
  readonly who: NonNullable<DeskRefusal['who']>
  readonly remedy?: Bilingual
}

const signIn: Bilingual = { vi: 'Bấm Đăng nhập ở đầu màn hình.', en: 'Use Sign in at the top of the screen.' }
const callTechnician: Bilingual = {
  vi: 'Sao chép mã lỗi và gọi kỹ thuật viên của điểm.',
  en: 'Copy the code and call the technician of the centre.',
}
const checkCable: Bilingual = {
  vi: 'Rút và cắm lại dây, rồi bấm Kiểm tra thiết bị.',
  en: 'Unplug the cable and plug it in again, then press Check devices.',
}
const goOn: Bilingual = {
  vi: 'Cứ làm tiếp: hồ sơ nằm trên máy và tự gửi khi có mạng.',
  en: 'Go on working: files stay on this computer and are sent when the network is back.',
}

/** HTTP status (409 where none is given), who can put it right and how, beside the refusal's own words. */
const advices: Readonly<Record<string, Advice>> = {
  MALFORMED_REQUEST: { status: 400, who: 'OFFICER' },
  ILLEGAL_CITIZEN_NUMBER: { status: 400, who: 'OFFICER' },
  ILLEGAL_DATE: { status: 400, who: 'OFFICER' },
  UNAUTHORISED: { status: 401, who: 'TECHNICIAN' },
  FOREIGN_ORIGIN: { status: 403, who: 'TECHNICIAN' },
  OFFICER_SIGN_IN_REFUSED: { status: 403, who: 'OFFICER' },
  OFFICER_ROLE_REFUSED: { status: 403, who: 'ADMINISTRATOR' },
  OFFICER_NOT_SIGNED_IN: { status: 403, who: 'OFFICER', remedy: signIn },
  OFFICER_SESSION_ENDED: { status: 403, who: 'OFFICER', remedy: signIn },
  OFFICER_UNKNOWN_HERE: { status: 403, who: 'OFFICER', remedy: signIn },
  PIN_WRONG: { status: 403, who: 'OFFICER' },
  PIN_LOCKED: { status: 403, who: 'OFFICER', remedy: signIn },
  PIN_UNACCEPTABLE: { status: 400, who: 'OFFICER' },
  STORE_NEEDS_PIN: { status: 403, who: 'OFFICER' },
  SESSION_OF_ANOTHER_OPERATOR: { status: 403, who: 'OFFICER' },
  SAME_OFFICER: { status: 403, who: 'SUPERVISOR' },
  ROUTE_UNKNOWN: { status: 404, who: 'TECHNICIAN' },
  TICKET_UNKNOWN: { status: 404, who: 'OFFICER' },
  RETURNED_UNKNOWN: { status: 404, who: 'OFFICER' },
  RETURN_DEADLINE_PASSED: { who: 'SUPERVISOR' },
  DAY_STILL_OPEN: { who: 'OFFICER' },
  DAY_DOES_NOT_ADD_UP: { who: 'TECHNICIAN' },
  SESSION_UNKNOWN: { status: 404, who: 'OFFICER' },
  PACKET_UNKNOWN: { status: 404, who: 'OFFICER' },
  CAPTURE_INCOMPLETE: { status: 422, who: 'OFFICER' },
  FINGER_REFUSED: { who: 'OFFICER' },
  FINGER_REPEATED: { who: 'OFFICER' },
  FINGER_OF_OFFICER: { who: 'OFFICER' },
  WRONG_FINGER: { who: 'OFFICER' },
  FINGER_NOT_COMPARABLE: { who: 'TECHNICIAN' },
  SLAP_FINGERS_DIFFER: { who: 'OFFICER' },
  FINGER_NOT_EXCUSED: { who: 'OFFICER' },
  HAND_NOT_PHOTOGRAPHED: { who: 'OFFICER' },
  CAPTURE_UNREADABLE: { status: 400, who: 'OFFICER' },
  CROP_REFUSED: { status: 400, who: 'OFFICER' },
  PORTRAIT_MISSING: { who: 'OFFICER' },
  SIGNATURE_REFUSED: { status: 400, who: 'OFFICER' },
  IRIS_NOT_WAIVED: { who: 'ADMINISTRATOR' },
  SCAN_UNREADABLE: { status: 400, who: 'OFFICER' },
  BOOKING_UNKNOWN: { status: 404, who: 'OFFICER' },
  CONSENT_MISSING: { status: 422, who: 'OFFICER' },
  CONSENT_OUTDATED: { status: 422, who: 'OFFICER' },
  REASON_UNKNOWN: { status: 422, who: 'OFFICER' },
  CLAIM_ELSEWHERE: { status: 422, who: 'OFFICER' },
  NOTHING_TO_COMPARE: { status: 422, who: 'OFFICER' },
  SURRENDER_NOT_ALLOWED: { status: 422, who: 'OFFICER' },
  PICTURE_UNREADABLE: { status: 422, who: 'OFFICER' },
  PAPER_UNKNOWN: { status: 404, who: 'OFFICER' },
  TOO_MANY_PAGES: { status: 422, who: 'OFFICER' },
  DOCUMENT_NOT_YET: { who: 'OFFICER' },
  DOCUMENT_UNREADABLE: { status: 500, who: 'TECHNICIAN', remedy: callTechnician },
  FEEDER_EMPTY: { who: 'OFFICER' },
  SCANNER_UNREACHABLE: { who: 'OFFICER', remedy: checkCable },
  SERVER_UNREACHABLE: { status: 503, who: 'OFFICER', remedy: goOn },
  KIOSK_NOT_INSTALLED: { status: 503, who: 'ADMINISTRATOR' },
  DEVICE_NOT_CONFIGURED: { who: 'TECHNICIAN', remedy: callTechnician },
  DEVICE_BUSY: { who: 'OFFICER' },
  DEVICE_FAILED: { who: 'OFFICER', remedy: checkCable },
  DEVICE_NOT_ALLOWED: { who: 'ADMINISTRATOR' },
  CHANNEL_CLOSED: { who: 'OFFICER', remedy: checkCable },
  DEVICE_SILENT: { who: 'OFFICER', remedy: checkCable },
  SERIAL_PORT_UNAVAILABLE: { who: 'OFFICER', remedy: checkCable },
  SCANNER_NOT_FOUND: { who: 'OFFICER', remedy: checkCable },
  SCANNER_DATA_DAMAGED: { who: 'OFFICER', remedy: checkCable },
  SCANNER_REFUSED: { who: 'TECHNICIAN', remedy: callTechnician },
  SCANNER_PASSWORD_WRONG: { who: 'TECHNICIAN', remedy: callTechnician },
  CAMERA_NOT_FOUND: { who: 'OFFICER', remedy: checkCable },
  CAMERA_DATA_DAMAGED: { who: 'OFFICER', remedy: checkCable },
  CAMERA_REFUSED: { who: 'TECHNICIAN', remedy: callTechnician },
  BARCODE_READER_NOT_FOUND: { who: 'OFFICER', remedy: checkCable },
  BARCODE_READER_REFUSED: { who: 'TECHNICIAN', remedy: callTechnician },
  DRAFT_DAMAGED: { who: 'TECHNICIAN', remedy: callTechnician },
  CLOCK_WRONG: { who: 'TECHNICIAN', remedy: callTechnician },
  STATION_FROZEN: { who: 'SUPERVISOR' },
  KIOSK_FAULT: { status: 500, who: 'TECHNICIAN', remedy: callTechnician },
}

export const statusOfRefusal = (code: string): number => advices[code]?.status ?? 409

/** What the screens show of a refusal: its words, who can put it right and how. */
export function deskRefusal(refusal: { readonly code: string; readonly text: Bilingual }): DeskRefusal {
  const { who, remedy } = advices[refusal.code] ?? {}
  return {
    code: refusal.code,
    ...refusal.text,
    ...(who ? { who } : {}),
    ...(remedy ? { remedy } : {}),
  }
}
