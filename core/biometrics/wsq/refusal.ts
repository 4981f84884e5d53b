import { type FaultPlace, RecordRefused } from '../records/refusals.ts'

/** A fingerprint in WSQ (FBI IAFIS-IC-0110) that is not decoded, or an image that is not encoded. */
export class WsqRefused extends RecordRefused<'WSQ_REFUSED'> {
  constructor(place: FaultPlace) {
    super(
      'WSQ_REFUSED',
      {
        vi: 'Ảnh vân tay WSQ không dùng được: dữ liệu bị cắt, hỏng, sai chuẩn hoặc kích thước ngoài giới hạn. Hãy yêu cầu gửi lại hoặc thu nhận lại.',
        en: 'The WSQ fingerprint cannot be used: it is cut short, damaged, against its standard or of a size out of bounds. Ask for it again or capture anew.',
      },
      place,
    )
  }
}

export const notEncoded = (fault: FaultPlace['fault'], field: string) =>
  new WsqRefused({ fault, field, offset: null })

const leastSide = 32 // below it the smallest subbands would be empty
const mostPixels = 8 * 1024 * 1024 // a palm at 500 dpi has half as many

/** No print is compressed more: a stream that promises more pixels than this for a byte is a trap. */
export const mostPixelsPerByte = 1024

export const isAcceptedSize = (width: number, height: number) =>
  width >= leastSide && height >= leastSide && width * height <= mostPixels
