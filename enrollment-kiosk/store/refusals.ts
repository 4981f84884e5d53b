import { DomainError } from '../../core/errors.ts'

/** The folder's keys were sealed by another computer, or by this one before its secret was lost. */
export class SealedElsewhere extends DomainError<'SEALED_ELSEWHERE'> {
  constructor(by: string) {
    super(
      'SEALED_ELSEWHERE',
      {
        vi:
          'Thư mục dữ liệu này được niêm phong cho một máy tính khác nên không mở được ở đây. ' +
          'Dùng lại máy cũ, hoặc đặt KIOSK_DATA_DIR vào một thư mục trống để cài đặt máy này từ đầu. ' +
          'Gói hồ sơ chưa gửi nằm trong thư mục outbox; kỹ thuật viên chép sang thư mục outbox của máy khác để gửi.',
        en:
          'This data folder was sealed for another computer and does not open here. Go back to that computer, ' +
          'or point KIOSK_DATA_DIR at an empty folder to install this one afresh. ' +
          'Packets that were not sent lie in its folder outbox: a technician copies them into that of another kiosk.',
      },
      { by },
    )
  }
}

/** What was asked for by KIOSK_SEAL is not there. */
export class SealUnavailable extends DomainError<'SEAL_UNAVAILABLE'> {
  constructor(by: string) {
    super(
      'SEAL_UNAVAILABLE',
      {
        vi: `Không dùng được kho khóa ${by} của máy. Kiểm tra systemd-creds và TPM, hoặc đặt KIOSK_SEAL=file cho máy cài mới.`,
        en: `The key store ${by} of this computer cannot be used. Check systemd-creds and the TPM, or set KIOSK_SEAL=file on a new installation.`,
      },
      { by },
    )
  }
}

/** A sealed file that was changed, or put where another one lay. */
export class BoxDamaged extends DomainError<'BOX_DAMAGED'> {
  constructor() {
    super('BOX_DAMAGED', {
      vi: 'Một tệp niêm phong trên máy bị hỏng hoặc đã bị sửa.',
      en: 'A sealed file on this computer is damaged or was changed.',
    })
  }
}
