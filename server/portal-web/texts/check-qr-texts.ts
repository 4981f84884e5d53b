import type { QrVerdict } from '../../../core/qr/verify-signed-qr.ts'
import type { QrTrouble } from '../check-qr.ts'
import type { Language } from './of-language.ts'

/** What the page can say of a text: what core finds, or why nothing was found out. */
export type QrAnswer = QrVerdict | QrTrouble

interface CheckQrTexts {
  readonly heading: string
  readonly explanation: string
  readonly text: string
  readonly textHint: string
  readonly camera: string
  readonly picture: string
  readonly view: string
  readonly submit: string
  readonly busy: string
  readonly name: string
  readonly number: string
  readonly birthDate: string
  readonly sex: string
  readonly sexes: { readonly MALE: string; readonly FEMALE: string }
  readonly address: string
  readonly until: string
  readonly answers: Readonly<Record<QrAnswer, { readonly title: string; readonly text: string }>>
  readonly alone: string
  readonly back: string
}

const vi: CheckQrTexts = {
  heading: 'Kiểm tra mã QR có chữ ký',
  explanation:
    'Mã QR trên giấy xác nhận thông tin thẻ có chữ ký số. Mã được kiểm tra ngay trên máy của bạn, không gửi đi đâu.',
  text: 'Nội dung mã QR',
  textHint: 'Quét mã bằng ứng dụng đọc QR, sao chép toàn bộ nội dung rồi dán vào đây.',
  camera: 'Quét bằng máy ảnh',
  picture: 'Chọn ảnh mã QR',
  view: 'Hình từ máy ảnh',
  submit: 'Kiểm tra mã',
  busy: 'Đang kiểm tra…',
  name: 'Họ và tên',
  number: 'Số định danh cá nhân',
  birthDate: 'Ngày sinh',
  sex: 'Giới tính',
  sexes: { MALE: 'Nam', FEMALE: 'Nữ' },
  address: 'Nơi cư trú',
  until: 'Có giá trị đến hết ngày',
  answers: {
    VALID: {
      title: 'Mã thật, còn hiệu lực',
      text: 'Thông tin dưới đây đúng như cơ quan đã ký. Hãy so với thẻ và người đưa thẻ. Mã không cho biết thẻ đã bị khóa hay thu hồi chưa.',
    },
    EXPIRED: {
      title: 'Mã thật nhưng đã hết hiệu lực',
      text: 'Thẻ đã quá ngày hết hạn. Đề nghị xuất trình thẻ mới.',
    },
    NOT_YET: {
      title: 'Mã thật nhưng chưa đến ngày có hiệu lực',
      text: 'Hãy xem lại ngày giờ của máy này.',
    },
    ALTERED: {
      title: 'Mã giả hoặc đã bị sửa',
      text: 'Chữ ký không khớp với nội dung. Không dùng thông tin trong mã này; có nghi ngờ thì báo công an nơi gần nhất.',
    },
    UNKNOWN_SIGNER: {
      title: 'Không rõ ai ký mã này',
      text: 'Khóa ký không có trong danh sách của cơ quan cấp. Không dùng thông tin trong mã này.',
    },
    REVOKED_SIGNER: {
      title: 'Khóa ký mã này đã bị thu hồi',
      text: 'Không dùng thông tin trong mã này. Đề nghị chủ thẻ xin lại xác nhận tại nơi trả thẻ.',
    },
    UNREADABLE: {
      title: 'Đây không phải mã QR có chữ ký',
      text: 'Mã QR in trên mặt thẻ không có chữ ký nên không kiểm tra được ở đây. Hãy quét mã trên giấy xác nhận, đủ từ đầu đến cuối.',
    },
    NO_KEYS: {
      title: 'Chưa tải được khóa kiểm tra',
      text: 'Hãy kiểm tra mạng Internet rồi thử lại. Nội dung đã dán vẫn còn.',
    },
    NO_CRYPTOGRAPHY: {
      title: 'Trình duyệt này không kiểm tra được chữ ký',
      text: 'Hãy mở trang bằng địa chỉ https và một trình duyệt mới hơn.',
    },
    NO_CAMERA: {
      title: 'Không dùng được máy ảnh',
      text: 'Hãy cho phép trang này dùng máy ảnh, hoặc chọn ảnh của mã, hoặc dán nội dung mã.',
    },
  },
  alone: 'Trang kiểm tra dùng được khi không có mạng',
  back: 'Về tra cứu hồ sơ',
}

const en: CheckQrTexts = {
  heading: 'Check a signed QR code',
  explanation:
    'The code on the confirmation of a card is signed. It is checked on your device and sent nowhere.',
  text: 'Text of the QR code',
  textHint: 'Scan the code with a QR app, copy all of its text and paste it here.',
  camera: 'Scan with the camera',
  picture: 'Choose a picture of the code',
  view: 'Picture of the camera',
  submit: 'Check the code',
  busy: 'Checking…',
  name: 'Full name',
  number: 'Personal identification number',
  birthDate: 'Date of birth',
  sex: 'Sex',
  sexes: { MALE: 'Male', FEMALE: 'Female' },
  address: 'Place of residence',
  until: 'Valid through',
  answers: {
    VALID: {
      title: 'Genuine and valid',
      text: 'These details are as the authority signed them. Compare them with the card and its holder. The code does not tell whether the card was locked or revoked.',
    },
    EXPIRED: {
      title: 'Genuine, but expired',
      text: 'The card is past its date of expiry. Ask for the new one.',
    },
    NOT_YET: {
      title: 'Genuine, but not valid yet',
      text: 'Check date and time of this device.',
    },
    ALTERED: {
      title: 'Forged or altered',
      text: 'The signature does not fit. Do not use what the code says; report a suspicion to the police.',
    },
    UNKNOWN_SIGNER: {
      title: 'Signed by nobody we know',
      text: 'The key is not on the authority’s list. Do not use what the code says.',
    },
    REVOKED_SIGNER: {
      title: 'The signing key was revoked',
      text: 'Do not use what the code says. The holder can ask for a new confirmation where the card was collected.',
    },
    UNREADABLE: {
      title: 'Not a signed QR code',
      text: 'The code printed on the card itself has no signature. Scan the one on the confirmation, all of it.',
    },
    NO_KEYS: {
      title: 'The keys could not be fetched',
      text: 'Check your connection and try again. The text is still there.',
    },
    NO_CRYPTOGRAPHY: {
      title: 'This browser cannot check signatures',
      text: 'Open the page by its https address in a newer browser.',
    },
    NO_CAMERA: {
      title: 'The camera cannot be used',
      text: 'Allow this page to use it, choose a picture of the code, or paste its text.',
    },
  },
  alone: 'A page that checks codes without a network',
  back: 'Back to application status',
}

export const checkQrTexts: Readonly<Record<Language, CheckQrTexts>> = { vi, en }
