import type { InspectionReport } from '../../../core/inspection/report.ts'

export type Language = 'vi' | 'en'

export interface ChipTexts {
  readonly title: string
  readonly subtitle: string
  readonly otherLanguage: string
  readonly skip: string
  readonly heading: string
  readonly explanation: string
  readonly choose: string
  readonly drop: string
  readonly requireCrl: string
  readonly busy: string
  readonly genuine: string
  readonly genuineMore: string
  readonly refused: string
  readonly refusedMore: (failures: number) => string
  readonly noFiles: { readonly title: string; readonly text: string }
  readonly unreadable: { readonly title: string; readonly text: string }
  readonly noTrust: { readonly title: string; readonly text: string }
  readonly noAuthorities: { readonly title: string; readonly text: string }
  readonly failures: string
  readonly warnings: string
  readonly revocation: string
  readonly revocations: Readonly<Record<InspectionReport['revocation'], string>>
  readonly filesRead: string
  readonly where: string
  readonly clause: string
  readonly rule: string
  readonly retry: string
  readonly again: string
}

const vi: ChipTexts = {
  title: 'Kiểm tra chip thẻ căn cước',
  subtitle: 'Chữ ký, chứng thư, thu hồi và từng tệp của chip',
  otherLanguage: 'English',
  skip: 'Đến chỗ chọn tệp',
  heading: 'Chọn các tệp đọc từ chip',
  explanation:
    'Chọn hoặc kéo thả các tệp EF_COM.bin, EF_SOD.bin, EF_DG1.bin … do đầu đọc thẻ ghi ra. Tệp được kiểm tra ngay trên máy này và không được gửi đi đâu.',
  choose: 'Chọn tệp…',
  drop: 'hoặc thả các tệp, cả thư mục, vào đây',
  requireCrl: 'Không chấp nhận khi không có danh sách thu hồi còn hạn',
  busy: 'Đang kiểm tra…',
  genuine: 'Chip thật',
  genuineMore:
    'Dữ liệu do cơ quan cấp thẻ ký và không bị thay đổi. Hãy so ảnh trên chip với người mang thẻ; tệp đã đọc không cho biết chip có bị sao chép hay không, việc đó đầu đọc kiểm tra khi có thẻ.',
  refused: 'Không chấp nhận chip này',
  refusedMore: (failures) =>
    `Có ${failures} lỗi. Không dùng dữ liệu trên chip; hãy đề nghị người mang thẻ đến nơi cấp thẻ.`,
  noFiles: {
    title: 'Không có tệp nào của chip',
    text: 'Tên tệp phải là EF_COM.bin, EF_SOD.bin, EF_DG1.bin … Hãy chọn lại.',
  },
  unreadable: {
    title: 'Không đọc được các tệp đã chọn',
    text: 'Tệp vừa bị xóa, bị sửa, hoặc ổ đĩa đã rút ra. Hãy kiểm tra thư mục rồi chọn lại.',
  },
  noTrust: {
    title: 'Không tải được danh sách chứng thư tin cậy',
    text: 'Hãy kiểm tra mạng rồi thử lại. Các tệp đã chọn vẫn còn.',
  },
  noAuthorities: {
    title: 'Hệ thống chưa có chứng thư CSCA nào',
    text: 'Chưa thể kiểm tra chip. Hãy báo cho người quản trị hệ thống.',
  },
  failures: 'Lỗi',
  warnings: 'Lưu ý',
  revocation: 'Chứng thư người ký',
  revocations: {
    good: 'Chưa bị thu hồi',
    revoked: 'Đã bị thu hồi',
    unknown: 'Không rõ (không có danh sách thu hồi còn hạn)',
  },
  filesRead: 'Số tệp đã đọc',
  where: 'Ở',
  clause: 'Quy định',
  rule: 'Mã lỗi',
  retry: 'Thử lại',
  again: 'Kiểm tra chip khác',
}

const en: ChipTexts = {
  title: 'Verify the chip of an identity card',
  subtitle: 'Signature, certificates, revocation and every file of the chip',
  otherLanguage: 'Tiếng Việt',
  skip: 'To the choice of files',
  heading: 'Choose the files read from the chip',
  explanation:
    'Choose or drop the files EF_COM.bin, EF_SOD.bin, EF_DG1.bin … that a card reader wrote. They are verified on this computer and sent nowhere.',
  choose: 'Choose files…',
  drop: 'or drop the files, or their folder, here',
  requireCrl: 'Refuse where no revocation list in force is at hand',
  busy: 'Verifying…',
  genuine: 'The chip is genuine',
  genuineMore:
    'The issuing authority signed its data, and nothing was changed. Compare the portrait with the holder; whether the chip is a copy cannot be told from files, only by a reader with the card.',
  refused: 'Do not accept this chip',
  refusedMore: (failures) =>
    `Failures: ${failures}. Do not use the data on the chip; ask the holder to go to the issuing office.`,
  noFiles: {
    title: 'None of these is a file of a chip',
    text: 'Files are called EF_COM.bin, EF_SOD.bin, EF_DG1.bin … Choose again.',
  },
  unreadable: {
    title: 'The chosen files cannot be read',
    text: 'They were just deleted or changed, or their drive was removed. Look into the folder and choose again.',
  },
  noTrust: {
    title: 'The list of trusted certificates cannot be loaded',
    text: 'Check the network and try again. The chosen files are still here.',
  },
  noAuthorities: {
    title: 'The system has no CSCA certificate yet',
    text: 'No chip can be verified. Tell the administrator.',
  },
  failures: 'Failures',
  warnings: 'Remarks',
  revocation: 'Signer’s certificate',
  revocations: { good: 'Not revoked', revoked: 'Revoked', unknown: 'Unknown (no revocation list in force)' },
  filesRead: 'Files read',
  where: 'In',
  clause: 'Rule',
  rule: 'Code',
  retry: 'Try again',
  again: 'Verify another chip',
}

export const textsOf = (language: Language): ChipTexts => ({ vi, en })[language]
