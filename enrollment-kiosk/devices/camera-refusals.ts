import { DomainError } from '../../core/errors.ts'

/** What came from the camera was damaged on the way. */
export class PhotoDamaged extends DomainError<'CAMERA_DATA_DAMAGED'> {
  constructor() {
    super('CAMERA_DATA_DAMAGED', {
      vi: 'Ảnh từ máy ảnh bị lỗi trên đường truyền. Hãy kiểm tra dây cắm rồi chụp lại.',
      en: 'The photo was damaged on its way from the camera. Check the cable and take it again.',
    })
  }
}

/** The camera refused a command; `status` is its own code for the reason. */
export class CameraRefused extends DomainError<'CAMERA_REFUSED'> {
  constructor(command: number, status: number) {
    super(
      'CAMERA_REFUSED',
      {
        vi: 'Máy ảnh báo lỗi. Hãy chụp lại; nếu vẫn lỗi, rút ra rồi cắm lại máy ảnh.',
        en: 'The camera reports an error. Take the photo again; if that fails, unplug the camera and plug it in again.',
      },
      { command, status },
    )
  }
}

/** Nothing that speaks this protocol answers on the port, at any speed. */
export class CameraNotFound extends DomainError<'CAMERA_NOT_FOUND'> {
  constructor(path: string) {
    super(
      'CAMERA_NOT_FOUND',
      {
        vi: 'Không thấy máy ảnh trên cổng đã cấu hình. Hãy kiểm tra nguồn điện và dây cắm.',
        en: 'No camera answers on the configured port. Check its power and cable.',
      },
      { path },
    )
  }
}
