import { type FaultPlace, RecordRefused } from '../records/refusals.ts'

/** An ANSI/NIST-ITL transaction that is not read, or not written. */
export class An2Refused extends RecordRefused<'AN2_REFUSED'> {
  constructor(place: FaultPlace) {
    super(
      'AN2_REFUSED',
      {
        vi: 'Tệp trao đổi ANSI/NIST-ITL không dùng được: dữ liệu bị cắt, hỏng hoặc sai chuẩn. Hãy yêu cầu gửi lại.',
        en: 'The ANSI/NIST-ITL file cannot be used: it is cut short, damaged or against its standard. Ask for it again.',
      },
      place,
    )
  }
}

export const notWritten = (fault: FaultPlace['fault'], field: string) =>
  new An2Refused({ fault, field, offset: null })
