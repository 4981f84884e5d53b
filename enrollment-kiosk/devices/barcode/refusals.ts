import { DomainError } from '../../../core/errors.ts'

/** Nothing that speaks this protocol answers on the port. */
export class BarcodeReaderNotFound extends DomainError<'BARCODE_READER_NOT_FOUND'> {
  constructor(path: string) {
    super(
      'BARCODE_READER_NOT_FOUND',
      {
        vi: 'Không thấy đầu đọc mã trên cổng đã cấu hình. Hãy kiểm tra nguồn điện, dây cắm và chế độ của đầu đọc.',
        en: 'No code reader answers on the configured port. Check its power, its cable and the mode it is set to.',
      },
      { path },
    )
  }
}

/** The reader refused a command. */
export class BarcodeReaderRefused extends DomainError<'BARCODE_READER_REFUSED'> {
  constructor(opcode: number, reason: number) {
    super(
      'BARCODE_READER_REFUSED',
      {
        vi: 'Đầu đọc mã báo lỗi. Hãy rút ra rồi cắm lại đầu đọc.',
        en: 'The code reader reports an error. Unplug it and plug it in again.',
      },
      { opcode, reason },
    )
  }
}
