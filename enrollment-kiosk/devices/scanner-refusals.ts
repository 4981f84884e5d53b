import { DomainError } from '../../core/errors.ts'

/** What came from the module was damaged on the way. */
export class DataDamaged extends DomainError<'SCANNER_DATA_DAMAGED'> {
  constructor() {
    super('SCANNER_DATA_DAMAGED', {
      vi: 'Dữ liệu từ máy quét vân tay bị lỗi trên đường truyền. Hãy kiểm tra dây cắm rồi quét lại.',
      en: 'Data from the fingerprint scanner were damaged on the way. Check the cable and scan again.',
    })
  }
}

/** The module refused an instruction; `confirmation` is its own code for the reason. */
export class ScannerRefused extends DomainError<'SCANNER_REFUSED'> {
  constructor(instruction: number, confirmation: number) {
    super(
      'SCANNER_REFUSED',
      {
        vi: 'Máy quét vân tay báo lỗi. Hãy nhấc ngón tay, lau mặt kính rồi quét lại.',
        en: 'The fingerprint scanner reports an error. Lift the finger, wipe the glass and scan again.',
      },
      { instruction, confirmation },
    )
  }
}

/** The module keeps everything locked behind a password that is not the configured one. */
export class WrongScannerPassword extends DomainError<'SCANNER_PASSWORD_WRONG'> {
  constructor() {
    super('SCANNER_PASSWORD_WRONG', {
      vi: 'Mật khẩu của máy quét vân tay không đúng. Hãy sửa cấu hình.',
      en: 'The password of the fingerprint scanner is wrong. Correct the configuration.',
    })
  }
}

/** Nothing that speaks this protocol answers on the port, at any speed. */
export class ScannerNotFound extends DomainError<'SCANNER_NOT_FOUND'> {
  constructor(path: string) {
    super(
      'SCANNER_NOT_FOUND',
      {
        vi: 'Không thấy máy quét vân tay trên cổng đã cấu hình. Hãy kiểm tra nguồn điện và dây cắm.',
        en: 'No fingerprint scanner answers on the configured port. Check its power and cable.',
      },
      { path },
    )
  }
}
