/**
 * The words of every message, by language; a language more is one object more. No name, no number of a person, no reason in a message that
 * anybody may read over a shoulder: the code of the file leads to the page that asks for the birth date too.
 */
import type { NoticeKind } from './notice-events.ts'

export interface NoticeFacts {
  /** Of the application, or of the booking. */
  readonly code: string
  /** Name of the centre or place of collection. */
  readonly place: string
  /** dd/MM/yyyy, or with the time; empty where the notice has no day. */
  readonly on: string
  /** Where the status is read, without a code in it. */
  readonly link: string
}

interface NoticeText {
  readonly subject: string
  readonly text: (facts: NoticeFacts) => string
}
type NoticeTexts = Readonly<Record<NoticeKind, NoticeText>>

const vi: NoticeTexts = {
  RECEIVED: {
    subject: 'Đã tiếp nhận hồ sơ căn cước',
    text: ({ code, on, link }) => `Hồ sơ ${code} đã được tiếp nhận. Hẹn trả ngày ${on}. Tra cứu tại ${link}.`,
  },
  RETURNED: {
    subject: 'Hồ sơ căn cước cần bổ sung',
    text: ({ code, place, link }) =>
      `Hồ sơ ${code} cần bổ sung. Xem lý do và giấy tờ phải mang tại ${link}, hoặc hỏi ${place}.`,
  },
  REFUSED: {
    subject: 'Hồ sơ căn cước không được giải quyết',
    text: ({ code, link }) => `Hồ sơ ${code} không được giải quyết. Xem lý do và cách khiếu nại tại ${link}.`,
  },
  APPROVED: {
    subject: 'Hồ sơ căn cước đã được duyệt',
    text: ({ code, on }) => `Hồ sơ ${code} đã được duyệt, thẻ đang được sản xuất. Hẹn trả ngày ${on}.`,
  },
  REMAKING: {
    subject: 'Thẻ căn cước đang được làm lại',
    text: ({ code, link }) =>
      `Thẻ của hồ sơ ${code} bị lỗi và đang được làm lại, không thu phí. Ngày hẹn mới xem tại ${link}.`,
  },
  READY: {
    subject: 'Mời nhận thẻ căn cước',
    text: ({ code, place }) =>
      `Thẻ của hồ sơ ${code} đã về ${place}. Mời bạn mang giấy hẹn và giấy tờ tùy thân đến nhận.`,
  },
  POSTED: {
    subject: 'Thẻ căn cước đã gửi qua bưu điện',
    text: ({ code, link }) => `Thẻ của hồ sơ ${code} đã được gửi qua bưu điện. Theo dõi tại ${link}.`,
  },
  ISSUED: {
    subject: 'Đã trả thẻ căn cước',
    text: ({ code, place }) =>
      `Thẻ của hồ sơ ${code} đã được trả. Nếu không phải bạn nhận, hãy báo ngay ${place}.`,
  },
  COMPLETED: {
    subject: 'Yêu cầu đã được giải quyết',
    text: ({ code, place }) =>
      `Yêu cầu ${code} đã được giải quyết. Mời bạn xem kết quả trên trang tra cứu hoặc nhận tại ${place}.`,
  },
  UNCOLLECTED: {
    subject: 'Thẻ căn cước chưa có người nhận',
    text: ({ code, place }) =>
      `Thẻ của hồ sơ ${code} chờ đã lâu mà chưa có người nhận. Hãy liên hệ ${place} trước khi thẻ bị hủy.`,
  },
  LAPSED: {
    subject: 'Hồ sơ căn cước đã hết hạn',
    text: ({ code }) => `Hồ sơ ${code} đã hết hạn xử lý. Mời bạn nộp hồ sơ mới.`,
  },
  WITHDRAWN: {
    subject: 'Hồ sơ căn cước đã được rút',
    text: ({ code, place }) =>
      `Hồ sơ ${code} đã được rút. Nếu bạn không yêu cầu việc này, hãy báo ngay ${place}.`,
  },
  PROMISE_MOVED: {
    subject: 'Ngày hẹn trả thẻ thay đổi',
    text: ({ code, on, link }) =>
      `Thẻ của hồ sơ ${code} sẽ trả chậm hơn: hẹn mới là ngày ${on}. Xem lý do tại ${link}. Mong bạn thông cảm.`,
  },
  NO_PROMISE: {
    subject: 'Chưa hẹn được ngày trả thẻ',
    text: ({ code, link }) =>
      `Thẻ của hồ sơ ${code} tạm thời chưa hẹn được ngày trả. Xem lý do tại ${link}; khi có ngày mới, bạn sẽ được báo ngay.`,
  },
  COLLECT_REMINDER: {
    subject: 'Nhắc nhận thẻ căn cước',
    text: ({ code, place }) => `Thẻ của hồ sơ ${code} vẫn đang chờ bạn tại ${place}.`,
  },
  CARD_LOCKED: {
    subject: 'Thẻ căn cước đã bị khóa',
    text: ({ place }) =>
      `Thẻ căn cước của bạn đã bị khóa theo khai báo mất. Nếu bạn không khai báo, hãy đến ngay ${place}.`,
  },
  CARD_UNLOCKED: {
    subject: 'Thẻ căn cước dùng lại được',
    text: ({ place }) =>
      `Thẻ căn cước của bạn đã dùng lại được. Nếu bạn không yêu cầu việc này, hãy báo ngay ${place}.`,
  },
  CARD_HELD: {
    subject: 'Thẻ căn cước đang bị giữ',
    text: ({ place }) => `Thẻ căn cước của bạn đang bị giữ theo quy định. Hãy hỏi ${place}.`,
  },
  CARD_REVOKED: {
    subject: 'Thẻ căn cước bị thu hồi',
    text: ({ place }) =>
      `Thẻ căn cước của bạn đã bị thu hồi, không còn giá trị. Hãy hỏi ${place} về lý do và cách khiếu nại.`,
  },
  CARD_REINSTATED: {
    subject: 'Thẻ căn cước được khôi phục',
    text: () => 'Việc thu hồi thẻ căn cước của bạn đã được hủy bỏ. Thẻ dùng lại được như trước.',
  },
  CARD_EXPIRES: {
    subject: 'Thẻ căn cước sắp hết hạn',
    text: ({ on, link }) =>
      `Thẻ căn cước của bạn hết hạn ngày ${on}. Đặt lịch cấp đổi tại ${link}; cấp đổi theo tuổi không thu lệ phí.`,
  },
  APPOINTMENT_BOOKED: {
    subject: 'Đã đặt lịch hẹn',
    text: ({ place, on, link }) => `Lịch hẹn của bạn: ${on} tại ${place}. Đổi hoặc hủy tại ${link}.`,
  },
  APPOINTMENT_MOVED: {
    subject: 'Lịch hẹn đã đổi',
    text: ({ place, on, link }) => `Lịch hẹn mới của bạn: ${on} tại ${place}. Đổi hoặc hủy tại ${link}.`,
  },
  APPOINTMENT_CANCELLED: {
    subject: 'Lịch hẹn đã hủy',
    text: ({ place, on, link }) => `Lịch hẹn ${on} tại ${place} đã hủy. Đặt lịch khác tại ${link}.`,
  },
  APPOINTMENT_TOMORROW: {
    subject: 'Nhắc lịch hẹn',
    text: ({ place, on }) => `Nhắc bạn: lịch hẹn ${on} tại ${place}. Hãy mang mã QR và giấy tờ gốc.`,
  },
}

const en: NoticeTexts = {
  RECEIVED: {
    subject: 'Your identity card application was received',
    text: ({ code, on, link }) =>
      `Application ${code} was received. Promised for ${on}. Follow it at ${link}.`,
  },
  RETURNED: {
    subject: 'Your application needs something more',
    text: ({ code, place, link }) =>
      `Application ${code} needs something more. See why and what to bring at ${link}, or ask ${place}.`,
  },
  REFUSED: {
    subject: 'Your application was refused',
    text: ({ code, link }) => `Application ${code} was refused. See why and how to appeal at ${link}.`,
  },
  APPROVED: {
    subject: 'Your application was approved',
    text: ({ code, on }) => `Application ${code} was approved; the card is being made. Promised for ${on}.`,
  },
  REMAKING: {
    subject: 'Your card is being made again',
    text: ({ code, link }) =>
      `The card of application ${code} had a fault and is made again, free of charge. The new date is at ${link}.`,
  },
  READY: {
    subject: 'Your identity card is ready',
    text: ({ code, place }) =>
      `The card of application ${code} is at ${place}. Please bring the slip and an identity paper.`,
  },
  POSTED: {
    subject: 'Your identity card was posted',
    text: ({ code, link }) => `The card of application ${code} was posted. Follow it at ${link}.`,
  },
  ISSUED: {
    subject: 'Your identity card was handed over',
    text: ({ code, place }) =>
      `The card of application ${code} was handed over. If it was not to you, tell ${place} at once.`,
  },
  COMPLETED: {
    subject: 'Your request is completed',
    text: ({ code, place }) =>
      `Request ${code} is completed. See the result on the status page or fetch it at ${place}.`,
  },
  UNCOLLECTED: {
    subject: 'Nobody collected your card',
    text: ({ code, place }) =>
      `The card of application ${code} has waited for long. Please contact ${place} before it is destroyed.`,
  },
  LAPSED: {
    subject: 'Your application has lapsed',
    text: ({ code }) => `Application ${code} has lapsed. Please apply again.`,
  },
  WITHDRAWN: {
    subject: 'Your application was withdrawn',
    text: ({ code, place }) =>
      `Application ${code} was withdrawn. If you did not ask for it, tell ${place} at once.`,
  },
  PROMISE_MOVED: {
    subject: 'Your card comes later',
    text: ({ code, on, link }) =>
      `The card of application ${code} comes later: the new date is ${on}. The reason is at ${link}. We are sorry.`,
  },
  NO_PROMISE: {
    subject: 'No date for your card yet',
    text: ({ code, link }) =>
      `No date can be told for the card of application ${code} yet. The reason is at ${link}; you will hear as soon as there is one.`,
  },
  COLLECT_REMINDER: {
    subject: 'Your card is waiting',
    text: ({ code, place }) => `The card of application ${code} still waits for you at ${place}.`,
  },
  CARD_LOCKED: {
    subject: 'Your identity card was locked',
    text: ({ place }) =>
      `Your identity card was locked because it was reported lost. If you did not report it, go to ${place} at once.`,
  },
  CARD_UNLOCKED: {
    subject: 'Your identity card can be used again',
    text: ({ place }) =>
      `Your identity card can be used again. If you did not ask for it, tell ${place} at once.`,
  },
  CARD_HELD: {
    subject: 'Your identity card is withheld',
    text: ({ place }) => `Your identity card is withheld by law. Please ask ${place}.`,
  },
  CARD_REVOKED: {
    subject: 'Your identity card was revoked',
    text: ({ place }) =>
      `Your identity card was revoked and is no longer valid. Ask ${place} why, and how to appeal.`,
  },
  CARD_REINSTATED: {
    subject: 'Your identity card is valid again',
    text: () => 'The revocation of your identity card was undone. It can be used as before.',
  },
  CARD_EXPIRES: {
    subject: 'Your identity card expires soon',
    text: ({ on, link }) =>
      `Your identity card expires on ${on}. Book a visit at ${link}; a renewal by age is free of charge.`,
  },
  APPOINTMENT_BOOKED: {
    subject: 'Your appointment is booked',
    text: ({ place, on, link }) => `Your appointment: ${on} at ${place}. Move or cancel it at ${link}.`,
  },
  APPOINTMENT_MOVED: {
    subject: 'Your appointment was moved',
    text: ({ place, on, link }) => `Your new appointment: ${on} at ${place}. Move or cancel it at ${link}.`,
  },
  APPOINTMENT_CANCELLED: {
    subject: 'Your appointment was cancelled',
    text: ({ place, on, link }) =>
      `The appointment of ${on} at ${place} is cancelled. Book another at ${link}.`,
  },
  APPOINTMENT_TOMORROW: {
    subject: 'Your appointment is tomorrow',
    text: ({ place, on }) =>
      `A reminder: ${on} at ${place}. Please bring the QR code and the original papers.`,
  },
}

export const noticeTexts: Readonly<Record<string, NoticeTexts>> = { vi, en }

/** A message as it is sent. A language that the product does not speak is answered in Vietnamese. */
export function composeNotice(
  kind: NoticeKind,
  language: string,
  facts: NoticeFacts,
): { readonly subject: string; readonly text: string } {
  const { subject, text } = (noticeTexts[language] ?? vi)[kind]
  return { subject, text: text(facts) }
}
