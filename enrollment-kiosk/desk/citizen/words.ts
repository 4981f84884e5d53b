import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  title: { vi: 'Màn hình của công dân', en: "Citizen's screen" },
  welcome: { vi: 'Xin chào', en: 'Welcome' },
  wait: {
    vi: 'Cán bộ đang chuẩn bị hồ sơ của ông/bà. Thông tin sẽ hiện ở đây để ông/bà kiểm tra.',
    en: 'The officer is preparing your file. It will be shown here for you to check.',
  },
  check: {
    vi: 'Đây là thẻ căn cước sẽ in. Hãy đọc kỹ từng mục.',
    en: 'This is your card. Please read every line.',
  },
  right: { vi: 'Tất cả đều đúng', en: 'Everything is right' },
  rightNow: { vi: 'Ông/bà đã xác nhận. Cảm ơn!', en: 'You have confirmed. Thank you!' },
  wrong: { vi: 'Có mục chưa đúng', en: 'Something is wrong' },
  wrongHelp: {
    vi: 'Hãy nói với cán bộ mục chưa đúng. Cán bộ sửa xong, ông/bà kiểm tra lại.',
    en: 'Please tell the officer which line. It will be shown again once it is changed.',
  },
  letters: { vi: 'Đọc từng chữ: có đúng không?', en: 'Read it letter by letter: is it right?' },
  lettersRight: { vi: 'Đúng từng chữ', en: 'Every letter is right' },
  lettersWrong: { vi: 'Chưa đúng', en: 'Not right' },
  registered: { vi: 'Trong cơ sở dữ liệu', en: 'In the registry' },
  declared: { vi: 'Ông/bà khai', en: 'You say' },
  consent: { vi: 'Đồng ý thu nhận thông tin', en: 'Consent' },
  consentSign: { vi: 'Tôi đồng ý', en: 'I agree' },
  sign: { vi: 'Ký tên của ông/bà vào khung', en: 'Please sign in the box' },
  signDone: { vi: 'Ký xong', en: 'Done' },
  clear: { vi: 'Xóa, ký lại', en: 'Clear' },
  thanks: { vi: 'Cảm ơn ông/bà', en: 'Thank you' },
  thanksHelp: {
    vi: 'Hồ sơ đã xong. Hãy nhận giấy hẹn từ cán bộ.',
    en: 'Your file is complete. The officer gives you the slip.',
  },
  promised: { vi: 'Ngày hẹn trả thẻ', en: 'Your card is promised for' },
} as const satisfies Readonly<Record<string, Bilingual>>
