import type { DeviceKind } from '../../../core/enrollment/evidence.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { DeviceEvent, DeviceReason, DeviceState } from '../generated/devices.ts'
import type { WaiverState, WaiverSubject } from '../generated/waivers.ts'

export const kindNames: Readonly<Record<DeviceKind, Bilingual>> = {
  FINGERPRINT: { vi: 'Đầu đọc vân tay', en: 'Fingerprint scanner' },
  CAMERA: { vi: 'Máy ảnh', en: 'Camera' },
  BARCODE: { vi: 'Đầu đọc mã', en: 'Code reader' },
  DOCUMENT_SCANNER: { vi: 'Máy quét giấy tờ', en: 'Document scanner' },
  IRIS: { vi: 'Máy thu mống mắt', en: 'Iris scanner' },
  SIGNATURE_PAD: { vi: 'Bảng ký', en: 'Signature pad' },
}

export const stateNames: Readonly<Record<DeviceState, Bilingual>> = {
  REQUESTED: { vi: 'Chờ chứng nhận', en: 'Waits to be certified' },
  ACTIVE: { vi: 'Đang dùng', en: 'In use' },
  SUSPENDED: { vi: 'Tạm dừng', en: 'Suspended' },
  REFUSED: { vi: 'Không chứng nhận', en: 'Refused' },
  REVOKED: { vi: 'Đã thu hồi', en: 'Revoked' },
  DECOMMISSIONED: { vi: 'Thôi dùng', en: 'Retired' },
}

export const stateTones: Readonly<Record<DeviceState, string>> = {
  REQUESTED: 'badge-attention',
  ACTIVE: 'badge-good',
  SUSPENDED: 'badge-trouble',
  REFUSED: 'badge-trouble',
  REVOKED: 'badge-trouble',
  DECOMMISSIONED: '',
}

export const eventNames: Readonly<Record<DeviceEvent, Bilingual>> = {
  certify: { vi: 'Chứng nhận', en: 'Certify' },
  refuse: { vi: 'Không chứng nhận', en: 'Refuse' },
  suspend: { vi: 'Tạm dừng', en: 'Suspend' },
  restore: { vi: 'Cho dùng lại', en: 'Restore' },
  revoke: { vi: 'Thu hồi', en: 'Revoke' },
  retire: { vi: 'Thôi dùng', en: 'Retire' },
}

export const reasonNames: Readonly<Record<DeviceReason, Bilingual>> = {
  DAMAGED: { vi: 'Hỏng', en: 'Damaged' },
  LOST: { vi: 'Mất', en: 'Lost' },
  TAMPERED: { vi: 'Có dấu hiệu bị can thiệp', en: 'Tampered with' },
  MISUSED: { vi: 'Dùng sai mục đích', en: 'Misused' },
  BELOW_GRADE: { vi: 'Không đạt chuẩn đăng ký', en: 'Below the grade for enrollment' },
  REPLACED: { vi: 'Đã thay thiết bị khác', en: 'Replaced' },
}

export const waiverSubjects: Readonly<Record<WaiverSubject, Bilingual>> = {
  IRIS: { vi: 'Máy thu mống mắt', en: 'Iris scanner' },
  SLAP: { vi: 'Đầu đọc vân tay chụm', en: 'Scanner of several fingers' },
}

export const waiverStates: Readonly<Record<WaiverState, Bilingual>> = {
  IN_FORCE: { vi: 'Đang hiệu lực', en: 'In force' },
  TO_COME: { vi: 'Chưa đến ngày', en: 'To come' },
  ENDED: { vi: 'Đã hết hạn', en: 'Ended' },
}
