import type { DeviceKind } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'

export class SessionUnknown extends DomainError<'SESSION_UNKNOWN'> {
  constructor() {
    super('SESSION_UNKNOWN', {
      vi: 'Không có hồ sơ này trên máy, hoặc hồ sơ đã gửi xong.',
      en: 'This computer holds no such file, or it was sent and received.',
    })
  }
}

/** The same session is being worked on by an earlier request: a second click changes nothing. */
export class SessionBusy extends DomainError<'SESSION_BUSY'> {
  constructor() {
    super('SESSION_BUSY', {
      vi: 'Hồ sơ đang được xử lý. Hãy đợi bước trước hoàn tất.',
      en: 'The file is being worked on. Wait for the step before to end.',
    })
  }
}

export class SessionOfAnotherOperator extends DomainError<'SESSION_OF_ANOTHER_OPERATOR'> {
  constructor() {
    super('SESSION_OF_ANOTHER_OPERATOR', {
      vi: 'Hồ sơ này do cán bộ khác thu nhận. Cán bộ đó cần đăng nhập để làm tiếp.',
      en: 'Another officer began this file and must sign in to go on.',
    })
  }
}

export class SameOfficer extends DomainError<'SAME_OFFICER'> {
  constructor() {
    super('SAME_OFFICER', {
      vi: 'Người ký xác nhận phải là cán bộ khác với người thu nhận.',
      en: 'The supervisor who countersigns must be another officer than the operator.',
    })
  }
}

export class DraftDamaged extends DomainError<'DRAFT_DAMAGED'> {
  constructor() {
    super('DRAFT_DAMAGED', {
      vi: 'Bản nháp trên đĩa bị hỏng hoặc đã bị sửa. Hãy thu nhận lại hồ sơ này.',
      en: 'The draft on disk is damaged or was changed. Capture this file again.',
    })
  }
}

export class ContentChanged extends DomainError<'CONTENT_CHANGED'> {
  constructor() {
    super('CONTENT_CHANGED', {
      vi: 'Nội dung hồ sơ khác với lúc cán bộ thu nhận ký. Hãy trả lại để ký lại.',
      en: 'The file is not what the operator signed for. Send it back to be signed again.',
    })
  }
}

const deviceNames: Readonly<Record<DeviceKind, { vi: string; en: string }>> = {
  fingerprint: { vi: 'máy quét vân tay', en: 'fingerprint scanner' },
  camera: { vi: 'máy ảnh', en: 'camera' },
  barcode: { vi: 'đầu đọc mã', en: 'barcode reader' },
  documentScanner: { vi: 'máy quét giấy tờ', en: 'document scanner' },
}

export class DeviceNotConfigured extends DomainError<'DEVICE_NOT_CONFIGURED'> {
  constructor(device: DeviceKind) {
    super(
      'DEVICE_NOT_CONFIGURED',
      {
        vi: `Máy này chưa khai báo ${deviceNames[device].vi}. Quản trị viên cần đặt cổng kết nối.`,
        en: `No ${deviceNames[device].en} is configured on this kiosk. An administrator must name its port.`,
      },
      { device },
    )
  }
}

export class DeviceBusy extends DomainError<'DEVICE_BUSY'> {
  constructor(device: DeviceKind) {
    super(
      'DEVICE_BUSY',
      { vi: `Đang dùng ${deviceNames[device].vi}.`, en: `The ${deviceNames[device].en} is in use.` },
      { device },
    )
  }
}

export class DeviceFailed extends DomainError<'DEVICE_FAILED'> {
  constructor(device: DeviceKind) {
    super(
      'DEVICE_FAILED',
      {
        vi: `Lỗi ${deviceNames[device].vi}. Kiểm tra dây nối rồi thử lại; dữ liệu đã lấy vẫn được giữ.`,
        en: `The ${deviceNames[device].en} failed. Check its cable and try again; what was captured is kept.`,
      },
      { device },
    )
  }
}

export class FingerTimedOut extends DomainError<'FINGER_TIMED_OUT'> {
  constructor() {
    super('FINGER_TIMED_OUT', {
      vi: 'Không thấy ngón tay đúng lúc. Hãy bấm lấy lại ngón này.',
      en: 'The finger did not come in time. Start this finger again.',
    })
  }
}

export class CaptureCancelled extends DomainError<'CAPTURE_CANCELLED'> {
  constructor() {
    super('CAPTURE_CANCELLED', { vi: 'Đã dừng lấy mẫu.', en: 'The capture was stopped.' })
  }
}
