import type { Bilingual } from '../errors.ts'

interface Reason {
  /** Why, in words for the citizen. */
  readonly why: Bilingual
  /** What to do or to bring. */
  readonly todo: Bilingual
}

/** Why a file is returned to the desk or refused: the only words that the citizen and the officer see of it. */
export const applicationReasons = {
  PACKET_UNREADABLE: {
    why: { vi: 'Gói hồ sơ gửi về bị lỗi.', en: 'The file that was sent in was damaged.' },
    todo: {
      vi: 'Lỗi thuộc cơ quan tiếp nhận; cán bộ sẽ gửi lại hoặc mời bạn đến, không thu phí.',
      en: 'The error is ours: the office sends it again or invites you, free of charge.',
    },
  },
  INCOMPLETE: {
    why: { vi: 'Hồ sơ còn thiếu thông tin thu nhận.', en: 'Something is missing from what was captured.' },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy bổ sung vân tay, ảnh hoặc giấy tờ còn thiếu.',
      en: 'Please come to the enrollment centre to complete fingerprints, portrait or papers.',
    },
  },
  UNKNOWN_TO_REGISTRY: {
    why: {
      vi: 'Chưa có thông tin của bạn trong Cơ sở dữ liệu quốc gia về dân cư.',
      en: 'The national population database does not know you yet.',
    },
    todo: {
      vi: 'Mang giấy khai sinh đến Công an cấp xã nơi thường trú để kê khai phiếu DC01.',
      en: 'Take your birth certificate to the commune police and fill in form DC01.',
    },
  },
  REGISTRY_MISMATCH: {
    why: {
      vi: 'Thông tin kê khai khác với Cơ sở dữ liệu quốc gia về dân cư.',
      en: 'What was declared differs from the national population database.',
    },
    todo: {
      vi: 'Mang giấy tờ chứng minh (giấy khai sinh, quyết định cải chính) đến điểm thu nhận để đối chiếu.',
      en: 'Bring your birth certificate or the decision of correction to the enrollment centre.',
    },
  },
  POSSIBLY_REGISTERED: {
    why: {
      vi: 'Có thể bạn đã có số định danh cá nhân.',
      en: 'You may already have a personal identification number.',
    },
    todo: {
      vi: 'Mang giấy khai sinh và giấy tờ cũ (CMND, CCCD) đến điểm thu nhận để tìm lại số.',
      en: 'Bring your birth certificate and old cards so that your number can be found.',
    },
  },
  ALREADY_ENROLLED: {
    why: {
      vi: 'Bạn đã được thu nhận thông tin căn cước trước đây.',
      en: 'You were enrolled for an identity card before.',
    },
    todo: {
      vi: 'Mang giấy tờ đã cấp đến Công an nơi thường trú; bạn có quyền khiếu nại nếu không đồng ý.',
      en: 'Take the cards you have to the police of your residence; you may appeal if you disagree.',
    },
  },
  FINGERS_UNCLEAR: {
    why: { vi: 'Vân tay thu nhận chưa đủ rõ.', en: 'The fingerprints taken are not clear enough.' },
    todo: {
      vi: 'Mời bạn đến lấy lại vân tay, không thu phí.',
      en: 'Please come to have them taken again, free of charge.',
    },
  },
  TEMPLATE_UNREADABLE: {
    why: { vi: 'Dữ liệu vân tay trong hồ sơ bị lỗi.', en: 'The fingerprint data of the file are damaged.' },
    todo: {
      vi: 'Lỗi thuộc cơ quan tiếp nhận; cán bộ sẽ gửi lại hoặc mời bạn đến lấy lại vân tay, không thu phí.',
      en: 'The error is ours: the office sends it again or invites you to a new capture, free of charge.',
    },
  },
  TEMPLATE_MISMATCH: {
    why: {
      vi: 'Dữ liệu vân tay trong hồ sơ không khớp với ảnh vân tay.',
      en: 'The fingerprint data of the file do not agree with its images.',
    },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy lại vân tay, không thu phí.',
      en: 'Please come to have your fingerprints taken again, free of charge.',
    },
  },
  FINGERS_REPEATED: {
    why: {
      vi: 'Một ngón tay được lấy vân tay hai lần, ở vị trí của hai ngón khác nhau.',
      en: 'One finger was captured twice, in the places of two.',
    },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy lại vân tay, không thu phí.',
      en: 'Please come to have your fingerprints taken again, free of charge.',
    },
  },
  NEWER_FILE_EXISTS: {
    why: {
      vi: 'Đã có một hồ sơ lập sau hồ sơ này và được giải quyết trước.',
      en: 'A file made after this one was dealt with before it.',
    },
    todo: {
      vi: 'Không cần nộp lại. Hãy tra cứu bằng mã của hồ sơ sau.',
      en: 'No need to apply again: look up the later code.',
    },
  },
  REGISTRY_CHANGED: {
    why: {
      vi: 'Thông tin in trên thẻ vừa thay đổi trong Cơ sở dữ liệu quốc gia về dân cư.',
      en: 'What would be printed has just changed in the national population database.',
    },
    todo: {
      vi: 'Đến điểm thu nhận để kiểm tra lại thông tin trước khi in thẻ.',
      en: 'Please come and check the data before the card is made.',
    },
  },
  DOES_NOT_FIT: {
    why: { vi: 'Thông tin không in vừa trên thẻ.', en: 'The data do not fit on the card.' },
    todo: {
      vi: 'Cán bộ sẽ liên hệ để thống nhất cách ghi.',
      en: 'The office will contact you to agree on the wording.',
    },
  },
  OPEN_APPLICATION_EXISTS: {
    why: {
      vi: 'Bạn đang có một hồ sơ khác chưa giải quyết xong.',
      en: 'You already have another file in progress.',
    },
    todo: {
      vi: 'Không cần nộp lại. Hãy tra cứu bằng mã của hồ sơ trước.',
      en: 'No need to apply again: look up the earlier code.',
    },
  },
  NUMBER_NOT_IN_FORCE: {
    why: {
      vi: 'Số định danh này không còn hiệu lực.',
      en: 'This identification number is no longer in force.',
    },
    todo: {
      vi: 'Đến Công an nơi thường trú để được giải quyết.',
      en: 'Please go to the police of your place of residence.',
    },
  },
  EVIDENCE_BROKEN: {
    why: {
      vi: 'Không xác nhận được việc thu nhận vân tay, ảnh tại điểm thu nhận.',
      en: 'How the fingerprints and the portrait were taken at the desk cannot be confirmed.',
    },
    todo: {
      vi: 'Lỗi thuộc cơ quan tiếp nhận; mời bạn đến thu nhận lại, không thu phí.',
      en: 'The error is ours: please come to be captured again, free of charge.',
    },
  },
  DEVICE_NOT_REGISTERED: {
    why: {
      vi: 'Thiết bị thu nhận chưa được đăng ký cho máy đã dùng.',
      en: 'The device that took the data is not registered at the kiosk that used it.',
    },
    todo: {
      vi: 'Lỗi thuộc cơ quan tiếp nhận; cán bộ đăng ký thiết bị rồi gửi lại hoặc mời bạn đến, không thu phí.',
      en: 'The error is ours: the office registers the device and sends the file again or invites you, free of charge.',
    },
  },
  DEVICE_REVOKED: {
    why: {
      vi: 'Thiết bị thu nhận đã bị tạm dừng hoặc thu hồi.',
      en: 'The device that took the data was suspended or revoked.',
    },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy lại bằng thiết bị khác, không thu phí.',
      en: 'Please come to be captured again with another device, free of charge.',
    },
  },
  BELOW_ENROLLMENT_GRADE: {
    why: {
      vi: 'Vân tay được lấy bằng thiết bị không đủ tiêu chuẩn để đăng ký (500 dpi, 8 bit).',
      en: 'The fingerprints were taken with a scanner below the grade for enrollment (500 dpi, 8 bit).',
    },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy lại vân tay, không thu phí.',
      en: 'Please come to have your fingerprints taken again, free of charge.',
    },
  },
  IRIS_MISSING: {
    why: {
      vi: 'Chưa thu nhận mống mắt, điểm thu nhận không có quyết định miễn còn hiệu lực.',
      en: 'The iris was not taken, and the centre has no waiver in force.',
    },
    todo: {
      vi: 'Mời bạn đến điểm thu nhận để lấy bổ sung mống mắt, không thu phí.',
      en: 'Please come to have your iris taken, free of charge.',
    },
  },
  FORM_UNKNOWN: {
    why: {
      vi: 'Hồ sơ lập theo mẫu mà hệ thống không biết.',
      en: 'The file follows a form that the system does not know.',
    },
    todo: {
      vi: 'Lỗi thuộc cơ quan tiếp nhận; cán bộ cập nhật máy rồi gửi lại hoặc mời bạn đến, không thu phí.',
      en: 'The error is ours: the office updates its kiosk and sends the file again or invites you, free of charge.',
    },
  },
  EVIDENCE_MISSING: {
    why: { vi: 'Thiếu giấy tờ chứng minh.', en: 'Supporting papers are missing.' },
    todo: {
      vi: 'Mang giấy tờ theo giấy hẹn đến điểm thu nhận.',
      en: 'Bring the papers named on the collection slip.',
    },
  },
  PORTRAIT_UNSUITABLE: {
    why: { vi: 'Ảnh chân dung chưa đạt yêu cầu.', en: 'The portrait does not meet the requirements.' },
    todo: { vi: 'Mời bạn đến chụp lại ảnh.', en: 'Please come to have the portrait taken again.' },
  },
  CARD_DATA_WRONG: {
    why: {
      vi: 'Thông tin in trên thẻ không đúng, phát hiện khi trả thẻ.',
      en: 'What is printed on the card is wrong, as was seen at the hand-over.',
    },
    todo: {
      vi: 'Mang giấy tờ chứng minh thông tin đúng đến điểm thu nhận để làm lại thẻ. Lỗi của cơ quan thì không thu phí.',
      en: 'Bring papers that prove the right data to the enrollment centre; a new card is made, free of charge where the error is ours.',
    },
  },
  REPRESENTATIVE_NEEDED: {
    why: {
      vi: 'Người này phải có người đại diện hợp pháp cùng làm thủ tục.',
      en: 'A lawful representative must act for this person.',
    },
    todo: {
      vi: 'Mời người đại diện hợp pháp cùng đến điểm thu nhận, mang giấy tờ chứng minh.',
      en: 'Please come with the lawful representative, who brings the proof of it.',
    },
  },
  NOT_ENTITLED: {
    why: { vi: 'Hồ sơ không đủ điều kiện theo luật.', en: 'The law does not allow this application.' },
    todo: {
      vi: 'Bạn có quyền khiếu nại tại cơ quan đã tiếp nhận hồ sơ.',
      en: 'You may appeal at the office that received the file.',
    },
  },
  WITHDRAWN_BY_APPLICANT: {
    why: { vi: 'Bạn đã rút hồ sơ.', en: 'You withdrew the file.' },
    todo: { vi: 'Có thể nộp hồ sơ mới bất cứ lúc nào.', en: 'You may apply again at any time.' },
  },
} as const satisfies Readonly<Record<string, Reason>>
export type ApplicationReason = keyof typeof applicationReasons

export function isApplicationReason(code: string): code is ApplicationReason {
  return Object.hasOwn(applicationReasons, code)
}
