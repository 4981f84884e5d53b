import { DomainError, type Bilingual } from '../../core/errors.ts'

/** No answer: the network, the name, the certificate or the server process is the cause, not the request. */
export class ServerUnreachable extends DomainError<'SERVER_UNREACHABLE'> {
  constructor() {
    super('SERVER_UNREACHABLE', {
      vi: 'Không kết nối được máy chủ. Hồ sơ vẫn được giữ trên máy và sẽ tự gửi khi có mạng.',
      en: 'The server cannot be reached. Files stay on this computer and are sent when the network is back.',
    })
  }
}

/** The server answered, but not as agreed: usually a wrong SERVER_URL or a proxy in between. */
export class ServerAnswerUnreadable extends DomainError<'SERVER_ANSWER_UNREADABLE'> {
  constructor(status: number) {
    super(
      'SERVER_ANSWER_UNREADABLE',
      {
        vi: `Máy chủ trả lời không đúng quy ước (HTTP ${status}). Quản trị viên cần kiểm tra địa chỉ máy chủ (SERVER_URL).`,
        en: `The server's answer is not as agreed (HTTP ${status}). An administrator should check SERVER_URL.`,
      },
      { status },
    )
  }
}

/** The server said no, in its own words. */
export class ServerRefusal extends DomainError {
  readonly status: number
  /** How long the server asks to wait; null where it did not say. */
  readonly retryAfterMs: number | null

  constructor(
    refusal: { code: string; text: Bilingual },
    status: number,
    retryAfterMs: number | null = null,
  ) {
    super(refusal.code, refusal.text, { status })
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

export class KioskNotInstalled extends DomainError<'KIOSK_NOT_INSTALLED'> {
  constructor() {
    super('KIOSK_NOT_INSTALLED', {
      vi: 'Máy thu nhận chưa được cấp chứng thư hoặc chưa tải cấu hình. Xem mục trạng thái máy để biết việc cần làm.',
      en: 'This kiosk has no certificate or no settings yet. The status page says what to do.',
    })
  }
}

export class OfficerSignInRefused extends DomainError<'OFFICER_SIGN_IN_REFUSED'> {
  constructor() {
    super('OFFICER_SIGN_IN_REFUSED', {
      vi: 'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản không được dùng ở đây.',
      en: 'The user name or password is wrong, or the account may not be used here.',
    })
  }
}

export class OfficerSessionEnded extends DomainError<'OFFICER_SESSION_ENDED'> {
  constructor() {
    super('OFFICER_SESSION_ENDED', {
      vi: 'Phiên đăng nhập của cán bộ đã hết hạn. Hãy đăng nhập lại; dữ liệu đang làm vẫn được giữ.',
      en: "The officer's sign-in has ended. Sign in again; the work is kept.",
    })
  }
}

/** Signatures carry the computer's time: with a wrong one the server would refuse the packet after the applicant has left. */
export class ClockWrong extends DomainError<'CLOCK_WRONG'> {
  constructor() {
    super('CLOCK_WRONG', {
      vi: 'Đồng hồ của máy tính lệch so với máy chủ. Hãy chỉnh lại ngày giờ rồi thực hiện lại.',
      en: "This computer's clock differs from the server's. Set date and time, then try again.",
    })
  }
}

/** Something went wrong on this computer: its disk, or the program. The log has the rest. */
export class KioskFault extends DomainError<'KIOSK_FAULT'> {
  constructor() {
    super('KIOSK_FAULT', {
      vi: 'Lỗi trên máy thu nhận (đĩa hoặc chương trình). Kiểm tra dung lượng đĩa; dữ liệu đã lưu vẫn còn, máy sẽ thử lại.',
      en: 'A fault of this computer, its disk or the program. Check the free space; what was saved is kept.',
    })
  }
}
