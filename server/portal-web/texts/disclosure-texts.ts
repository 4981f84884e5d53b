import type { Language } from './of-language.ts'

interface DisclosureTexts {
  readonly heading: string
  readonly explanation: string
  readonly number: string
  readonly numberHint: string
  readonly submit: string
  readonly busy: string
  readonly found: string
  readonly none: string
  readonly noneMore: string
  readonly on: string
  readonly purpose: string
  readonly fields: string
  readonly nothingTold: string
  readonly more: string
  readonly wrongAgency: string
  readonly back: string
}

const vi: DisclosureTexts = {
  heading: 'Ai đã tra cứu thông tin của tôi?',
  explanation:
    'Cơ quan chỉ được tra cứu dữ liệu dân cư của bạn cho một mục đích đã đăng ký, và mỗi lần đều được ghi lại. Hãy nhập cả ba thông tin để xem.',
  number: 'Số định danh cá nhân của người làm thẻ',
  numberHint: 'Đủ 12 chữ số, ghi trên thẻ căn cước.',
  submit: 'Xem ai đã tra cứu',
  busy: 'Đang tìm…',
  found: 'Các lần tra cứu, mới nhất ở trên',
  none: 'Chưa có cơ quan nào tra cứu',
  noneMore:
    'Khi có cơ quan tra cứu thông tin của bạn, trang này sẽ ghi cơ quan nào, vào ngày nào và để làm gì.',
  on: 'Ngày',
  purpose: 'Mục đích',
  fields: 'Thông tin đã cung cấp hoặc xác nhận',
  nothingTold: 'Không có: cơ quan này hỏi với họ tên hoặc ngày sinh khác.',
  more: 'Xem thêm',
  wrongAgency: 'Thấy lần tra cứu nào không đúng, hãy hỏi cơ quan đó hoặc cơ quan đăng ký cư trú.',
  back: 'Về tra cứu hồ sơ',
}

const en: DisclosureTexts = {
  heading: 'Who has looked up my data?',
  explanation:
    'Agencies may look up your data in the population register only for a registered purpose, and each time is recorded. Enter all three to see them.',
  number: 'Identification number of the card holder',
  numberHint: 'All 12 digits, as printed on the citizen card.',
  submit: 'See who asked',
  busy: 'Searching…',
  found: 'Look-ups of your data, the newest first',
  none: 'No agency has looked up your data',
  noneMore: 'When an agency does, this page will say which one, on which day and for what purpose.',
  on: 'Day',
  purpose: 'Purpose',
  fields: 'What it was told or had confirmed',
  nothingTold: 'Nothing: the agency asked with another name or birth date.',
  more: 'Show more',
  wrongAgency: 'If a look-up seems wrong, ask that agency or your residence registration office.',
  back: 'Back to application status',
}

export const disclosureTexts: Readonly<Record<Language, DisclosureTexts>> = { vi, en }
