import type { Bilingual } from '../errors.ts'

interface FlagRule {
  readonly name: Bilingual
  /** What it says of the file. */
  readonly means: Bilingual
  /** What an approver looks at before deciding. */
  readonly look: Bilingual
  /** DOUBT: something may be wrong. NOTE: it is so, and nothing is wrong with it. */
  readonly weight: 'DOUBT' | 'NOTE'
}

const sentBackByFingers: Bilingual = {
  vi: 'So vân tay và ảnh chân dung với lần thu nhận trước; còn nghi ngờ thì tra cứu lại hoặc trả hồ sơ.',
  en: 'Compare prints and portrait with the earlier file; in doubt search anew or return it.',
}

/** Marks that the system sets on a file, in words for whoever decides on it. */
export const applicationFlags = {
  CLAIM_PENDING: {
    name: { vi: 'Công dân đề nghị điều chỉnh thông tin', en: 'The applicant claims a correction' },
    means: {
      vi: 'Thông tin công dân khai khác Cơ sở dữ liệu quốc gia về dân cư và có giấy tờ kèm theo.',
      en: 'What was declared differs from the registry, with a paper to prove it.',
    },
    look: {
      vi: 'Xem từng mục và giấy tờ. Đề nghị điều chỉnh phải được quyết định trước khi phê duyệt hồ sơ.',
      en: 'Look at each item and its paper. The correction must be decided before the file is approved.',
    },
    weight: 'DOUBT',
  },
  CLAIM_NOT_LODGED: {
    name: { vi: 'Chưa lập được đề nghị điều chỉnh', en: 'The correction was not lodged' },
    means: {
      vi: 'Đang có một đề nghị khác, hoặc mục này không sửa được trong cơ sở dữ liệu. Thẻ sẽ in theo dữ liệu dân cư.',
      en: 'Another correction is under way, or the item cannot be changed. The card shows the registry’s word.',
    },
    look: {
      vi: 'Xem công dân có chấp nhận in theo dữ liệu dân cư không; nếu không, trả hồ sơ.',
      en: 'See whether the registry’s word may stand on the card; if not, return the file.',
    },
    weight: 'DOUBT',
  },
  FINGERS_SWAPPED: {
    name: { vi: 'Vân tay có thể lẫn ngón', en: 'Fingers may be in each other’s place' },
    means: {
      vi: 'Một ngón giống ngón khác của chính người này ở lần thu nhận trước.',
      en: 'A finger looks like another finger of the same person’s earlier file.',
    },
    look: sentBackByFingers,
    weight: 'DOUBT',
  },
  FINGERS_UNLIKE_EARLIER: {
    name: { vi: 'Vân tay khác lần thu nhận trước', en: 'Fingers unlike the earlier ones' },
    means: {
      vi: 'Vân tay không giống vân tay đã lưu của cùng số định danh.',
      en: 'The prints are not like those kept under the same number.',
    },
    look: sentBackByFingers,
    weight: 'DOUBT',
  },
  NO_BIOMETRICS: {
    name: { vi: 'Không đủ vân tay để tra trùng', en: 'Too few fingers to search with' },
    means: {
      vi: 'Chưa tra được người này với toàn bộ dữ liệu bằng vân tay.',
      en: 'Nobody could be searched for by this person’s fingers.',
    },
    look: {
      vi: 'Kiểm tra ngoại lệ vân tay, ảnh chân dung và giấy tờ để xác định đúng người.',
      en: 'Check the exceptions, the portrait and the papers to be sure who it is.',
    },
    weight: 'DOUBT',
  },
  ABIS_FAILED: {
    name: { vi: 'Tra trùng chưa đầy đủ', en: 'The search was not complete' },
    means: {
      vi: 'Một hệ thống đối sánh không trả lời.',
      en: 'One of the matching systems did not answer.',
    },
    look: { vi: 'Nên cho tra cứu lại trước khi duyệt.', en: 'Search anew before approving.' },
    weight: 'DOUBT',
  },
  WITHOUT_FINGERS: {
    name: { vi: 'Không có vân tay nào', en: 'No fingers at all' },
    means: {
      vi: 'Cả mười ngón đều không lấy được.',
      en: 'None of the ten fingers could be taken.',
    },
    look: {
      vi: 'Xem ảnh bàn tay và lý do của từng ngón; cán bộ thứ hai phải đã xác nhận.',
      en: 'Look at the photos of the hands and each finger’s reason, confirmed by a second officer.',
    },
    weight: 'DOUBT',
  },
  FINGER_EXCEPTION: {
    name: { vi: 'Có ngón không lấy được vân tay', en: 'Fingers that could not be taken' },
    means: {
      vi: 'Ít nhất một ngón được ghi là cụt, biến dạng, mòn hoặc đang băng.',
      en: 'At least one finger is recorded as missing, deformed, worn or bandaged.',
    },
    look: {
      vi: 'Đối chiếu ảnh bàn tay với ngón được ghi. Ngoại lệ tạm thời có thể cần thu lại sau.',
      en: 'Hold the photo of the hand against what is recorded. What is temporary may be taken later.',
    },
    weight: 'DOUBT',
  },
  BELOW_ENROLLMENT_GRADE: {
    name: { vi: 'Vân tay dưới chuẩn đăng ký', en: 'Prints below the grade for enrollment' },
    means: {
      vi: 'Đầu đọc không đạt 500 dpi, 256 mức xám.',
      en: 'The scanner does not give 500 dpi and 256 grey levels.',
    },
    look: {
      vi: 'Xem chất lượng từng ngón; không đủ rõ thì trả hồ sơ để lấy lại.',
      en: 'Look at each finger’s quality; return the file where it will not do.',
    },
    weight: 'DOUBT',
  },
  IRIS_MISSING: {
    name: { vi: 'Thiếu mống mắt', en: 'No iris' },
    means: {
      vi: 'Không có ảnh mống mắt và điểm thu nhận không có quyết định miễn còn hiệu lực.',
      en: 'No iris was taken, and the centre has no waiver in force.',
    },
    look: {
      vi: 'Xem lý do cán bộ ghi; không chính đáng thì trả hồ sơ.',
      en: 'Look at the officer’s reason; return the file where it does not hold.',
    },
    weight: 'DOUBT',
  },
  DEVICE_UNCERTIFIED: {
    name: { vi: 'Thiết bị chưa được chứng nhận', en: 'A device that is not certified' },
    means: {
      vi: 'Vân tay hoặc ảnh lấy bằng thiết bị mới, quản trị chưa chứng nhận.',
      en: 'Something was taken with a new device that no administrator has certified yet.',
    },
    look: {
      vi: 'Hỏi quản trị về thiết bị; xem kỹ chất lượng ảnh và vân tay.',
      en: 'Ask the administrator about the device; look closely at prints and portrait.',
    },
    weight: 'DOUBT',
  },
  FEE_DIFFERS: {
    name: { vi: 'Lệ phí khác biểu phí', en: 'The fee differs from the tables' },
    means: {
      vi: 'Mức lệ phí bàn thu nhận quyết định khác biểu phí của ngày lập hồ sơ.',
      en: 'The desk decided another fee than the tables of the day do.',
    },
    look: {
      vi: 'Xem căn cứ miễn, giảm và giấy tờ chứng minh.',
      en: 'Look at the ground of the exemption and the paper that proves it.',
    },
    weight: 'DOUBT',
  },
  PROVISIONAL_RESIDENT: {
    name: { vi: 'Hồ sơ dân cư tạm lập', en: 'A provisional record' },
    means: {
      vi: 'Người này chưa có trong cơ sở dữ liệu; bản ghi lập từ phiếu DC01.',
      en: 'The registry did not know this person; the record was made from form DC01.',
    },
    look: {
      vi: 'Đối chiếu phiếu DC01 và giấy khai sinh kèm theo.',
      en: 'Compare with the form DC01 and the birth certificate.',
    },
    weight: 'DOUBT',
  },
  BOOKING_REUSED: {
    name: { vi: 'Lịch hẹn hoặc số thứ tự đã dùng', en: 'A booking or a ticket used before' },
    means: {
      vi: 'Lịch hẹn, số thứ tự này đã dùng cho một hồ sơ khác.',
      en: 'The booking or the ticket was used up by another file.',
    },
    look: {
      vi: 'Xem hồ sơ có bị lập hai lần không.',
      en: 'See whether the same file was made twice.',
    },
    weight: 'DOUBT',
  },
  BOOKING_UNKNOWN: {
    name: { vi: 'Không rõ lịch hẹn', en: 'An unknown booking' },
    means: {
      vi: 'Hồ sơ ghi một lịch hẹn mà điểm thu nhận này không có.',
      en: 'The file names a booking that its centre does not have.',
    },
    look: {
      vi: 'Không cản trở việc duyệt; báo trưởng điểm thu nhận.',
      en: 'It does not stand in the way of approving; tell the station’s supervisor.',
    },
    weight: 'NOTE',
  },
  CONTACT_CHANGED_ONLINE: {
    name: { vi: 'Liên lạc được đổi trực tuyến', en: 'Contact changed online' },
    means: {
      vi: 'Người đã đăng nhập Cổng căn cước đổi số điện thoại hoặc thư điện tử của hồ sơ.',
      en: 'Somebody signed in at the portal changed the telephone number or e-mail address of the file.',
    },
    look: {
      vi: 'Khi gặp công dân, hỏi lại số liên lạc. Số này không dùng để gửi mã đăng nhập.',
      en: 'Ask for it again when the citizen comes. It never receives sign-in codes.',
    },
    weight: 'NOTE',
  },
  REGISTRY_UNREACHABLE: {
    name: { vi: 'Từng không kết nối được dữ liệu dân cư', en: 'The registry was out of reach' },
    means: {
      vi: 'Lúc tiếp nhận, máy chủ không hỏi được Cơ sở dữ liệu quốc gia về dân cư và đã phải chờ.',
      en: 'When the file arrived, the registry did not answer and the file had to wait.',
    },
    look: {
      vi: 'Hồ sơ đã được đối chiếu sau đó; không cần làm gì thêm.',
      en: 'It was compared afterwards; nothing more is needed.',
    },
    weight: 'NOTE',
  },
  RECONCILED_LATER: {
    name: { vi: 'Thu nhận khi mất kết nối', en: 'Captured without the registry' },
    means: {
      vi: 'Bàn thu nhận không tra được dữ liệu dân cư; thông tin được đối chiếu khi hồ sơ về máy chủ.',
      en: 'The desk could not ask the registry; the data were compared when the file arrived.',
    },
    look: {
      vi: 'Xem lại thông tin in trên thẻ, vì công dân chưa được đối chiếu tại bàn.',
      en: 'Look at what the card will show: the applicant did not compare it at the desk.',
    },
    weight: 'NOTE',
  },
  UNDER_6: {
    name: { vi: 'Trẻ dưới 6 tuổi', en: 'A child under six' },
    means: {
      vi: 'Không thu nhận ảnh, vân tay, mống mắt (Luật Căn cước 2023, Điều 23).',
      en: 'No portrait, prints or iris are taken (Luật Căn cước 2023, article 23).',
    },
    look: {
      vi: 'Kiểm tra người đại diện và giấy tờ chứng minh.',
      en: 'Check the representative and the proof.',
    },
    weight: 'NOTE',
  },
  EARLIER_BIOMETRICS: {
    name: { vi: 'Dùng lại ảnh, vân tay lần trước', en: 'Portrait and fingers of an earlier file' },
    means: {
      vi: 'Cấp lại trực tuyến: ảnh khuôn mặt, vân tay, mống mắt lấy từ lần thu nhận gần nhất (Luật Căn cước 2023, Điều 25).',
      en: 'Reissued online with what was captured the last time (Luật Căn cước 2023, article 25).',
    },
    look: {
      vi: 'So ảnh với lần cấp trước; nếu người đã thay đổi nhiều, trả hồ sơ để thu nhận lại.',
      en: 'Compare the portrait with the last card; return the file where the person has changed much.',
    },
    weight: 'NOTE',
  },
  PRODUCTION_FAILED: {
    name: { vi: 'In thẻ nhiều lần không đạt', en: 'The card failed several times' },
    means: {
      vi: 'Thẻ đã hỏng quá số lần cho phép.',
      en: 'Cards of this file were spoiled as often as is allowed.',
    },
    look: {
      vi: 'Kiểm tra tên, địa chỉ, ảnh có gì khó in; bàn với xưởng sản xuất.',
      en: 'Look for what is hard to print in name, address or portrait; talk to the factory.',
    },
    weight: 'DOUBT',
  },
  REMAKING: {
    name: { vi: 'Đang làm lại thẻ', en: 'The card is made again' },
    means: {
      vi: 'Thẻ trước bị hỏng trong sản xuất, đang làm lại.',
      en: 'The card was spoiled in production and is made anew.',
    },
    look: { vi: 'Không cần làm gì thêm.', en: 'Nothing more is needed.' },
    weight: 'NOTE',
  },
} as const satisfies Readonly<Record<string, FlagRule>>
export type ApplicationFlag = keyof typeof applicationFlags

export const isApplicationFlag = (code: string): code is ApplicationFlag =>
  Object.hasOwn(applicationFlags, code)

export const applicationFlagNames = Object.keys(applicationFlags).filter(isApplicationFlag)

/** The flag where it holds: `[...flagIf(kind === 'REISSUE', 'FEE_DIFFERS')]`. */
export const flagIf = (holds: boolean, flag: ApplicationFlag): readonly ApplicationFlag[] =>
  holds ? [flag] : []
