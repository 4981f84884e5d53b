import { DomainError, type Bilingual } from '../../core/errors.ts'

/** Why a picture cannot be measured or compared. */
export type FaceFault =
  | 'NOT_AN_IMAGE'
  | 'TOO_SMALL'
  | 'TOO_LARGE'
  | 'COLOUR_SPACE'
  | 'ROTATED'
  | 'NO_FACE'
  | 'SEVERAL_FACES'

const texts: Readonly<Record<FaceFault, Bilingual>> = {
  NOT_AN_IMAGE: {
    vi: 'Tệp không phải ảnh JPEG hoặc PNG đọc được: hãy chụp lại.',
    en: 'The file is no JPEG or PNG that can be read: take the picture again.',
  },
  TOO_SMALL: {
    vi: 'Ảnh quá nhỏ: mỗi cạnh ít nhất 120 điểm.',
    en: 'The picture is too small: 120 pixels a side at least.',
  },
  TOO_LARGE: {
    vi: 'Ảnh quá lớn: nhiều nhất 16 triệu điểm ảnh, 16 MB.',
    en: 'The picture is too large: 16 million pixels and 16 MB at most.',
  },
  COLOUR_SPACE: {
    vi: 'Ảnh không ở hệ màu RGB 8 bit: hãy lưu lại ở hệ màu sRGB.',
    en: 'The picture is not 8-bit RGB: save it as sRGB.',
  },
  ROTATED: {
    vi: 'Ảnh lưu nằm ngang kèm chỉ dẫn xoay: hãy xoay thẳng rồi lưu lại.',
    en: 'The picture is stored lying, with a note to turn it: turn it and save it again.',
  },
  NO_FACE: { vi: 'Không thấy khuôn mặt trong ảnh.', en: 'No face is seen in the picture.' },
  SEVERAL_FACES: {
    vi: 'Có nhiều khuôn mặt trong ảnh: cần ảnh của một người.',
    en: 'There are several faces: a picture of one person is needed.',
  },
}

export class FaceRefused extends DomainError<'FACE_REFUSED'> {
  readonly fault: FaceFault

  constructor(fault: FaceFault) {
    super('FACE_REFUSED', texts[fault], { cause: fault })
    this.fault = fault
  }
}

export class FaceEngineBusy extends DomainError<'FACE_ENGINE_BUSY'> {
  constructor() {
    super('FACE_ENGINE_BUSY', {
      vi: 'Bộ kiểm tra khuôn mặt đang bận: thử lại sau ít phút.',
      en: 'The face engine is busy: try again in a few minutes.',
    })
  }
}

/** The thread died over the picture, or did not come back in time. */
export class FaceEngineFailed extends DomainError<'FACE_ENGINE_FAILED'> {
  constructor(cause: 'DIED' | 'TIMED_OUT' | 'CLOSED') {
    super(
      'FACE_ENGINE_FAILED',
      {
        vi: 'Không kiểm tra được khuôn mặt: thử lại, hoặc đối chiếu bằng mắt.',
        en: 'The face could not be checked: try again, or compare by eye.',
      },
      { cause },
    )
  }
}
