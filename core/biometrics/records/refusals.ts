import { type Bilingual, DomainError } from '../../errors.ts'

/** What is wrong with a biometric record, for programs that decide whether to ask for it again. */
export type RecordFault =
  /** Not such a record at all. */
  | 'format'
  /** Another edition of the standard. */
  | 'version'
  /** Ends before what it announces. */
  | 'truncated'
  /** A length or count disagrees with what stands there. */
  | 'length'
  /** A field holds what the standard does not allow. */
  | 'value'
  /** Allowed by the standard, not understood here. */
  | 'unsupported'
  /** Larger than is accepted from anybody. */
  | 'limit'

export interface FaultPlace {
  readonly fault: RecordFault
  readonly field: string
  /** Bytes from the start of what is read; null while writing. */
  readonly offset: number | null
}

/** A biometric record that is not read, or is not written because it could not be read again. */
export class RecordRefused<Code extends string = string> extends DomainError<Code> {
  constructor(code: Code, text: Bilingual, { fault, field, offset }: FaultPlace) {
    super(code, text, { fault, field, offset })
  }
}

/** The error of one family of records. */
export type Refusal = new (place: FaultPlace) => RecordRefused

const unusable = (vi: string, en: string): Bilingual => ({
  vi: `${vi} không dùng được: dữ liệu bị cắt, hỏng hoặc sai chuẩn. Hãy yêu cầu gửi lại hoặc thu nhận lại.`,
  en: `${en} cannot be used: it is cut short, damaged or against its standard. Ask for it again or capture anew.`,
})

/** ISO/IEC 19794-2. */
export class MinutiaeRecordRefused extends RecordRefused<'MINUTIAE_RECORD_REFUSED'> {
  constructor(place: FaultPlace) {
    super('MINUTIAE_RECORD_REFUSED', unusable('Bản ghi đặc trưng vân tay', 'The minutiae record'), place)
  }
}

/** ISO/IEC 19794-4. */
export class FingerImageRecordRefused extends RecordRefused<'FINGER_IMAGE_RECORD_REFUSED'> {
  constructor(place: FaultPlace) {
    super('FINGER_IMAGE_RECORD_REFUSED', unusable('Bản ghi ảnh vân tay', 'The finger image record'), place)
  }
}

/** ISO/IEC 19794-5. */
export class FaceRecordRefused extends RecordRefused<'FACE_RECORD_REFUSED'> {
  constructor(place: FaultPlace) {
    super('FACE_RECORD_REFUSED', unusable('Bản ghi ảnh khuôn mặt', 'The face record'), place)
  }
}

/** ISO/IEC 19785-3, XML patron format. */
export class CbeffRefused extends RecordRefused<'CBEFF_REFUSED'> {
  constructor(place: FaultPlace) {
    super('CBEFF_REFUSED', unusable('Tệp trao đổi sinh trắc học (CBEFF)', 'The CBEFF file'), place)
  }
}
