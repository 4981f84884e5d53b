import type { Surrendered } from '../enrollment/surrender.ts'
import type { Bilingual } from '../errors.ts'
import { type FileOfHolder, reasonsToComeInPerson } from './in-person.ts'

/** Why a letter came back, as carriers say it. */
export const returnReasons = {
  NOBODY_HOME: { vi: 'Đến nhiều lần không gặp', en: 'Nobody met after several visits' },
  ADDRESS_WRONG: { vi: 'Địa chỉ sai hoặc không có người nhận', en: 'Wrong address, or addressee unknown' },
  REFUSED: { vi: 'Người nhận từ chối', en: 'Refused by the addressee' },
  DAMAGED: { vi: 'Bưu phẩm hư hại', en: 'Damaged on the way' },
  OTHER: { vi: 'Lý do khác', en: 'Another reason' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type ReturnReason = keyof typeof returnReasons
export const returnReasonCodes = Object.keys(returnReasons) as [ReturnReason, ...ReturnReason[]]

interface FileToPost extends FileOfHolder {
  /** How the applicant wanted it. */
  readonly delivery: 'PICKUP' | 'POST' | null
  readonly surrendered: readonly Surrendered[]
}

interface PostObstacle {
  readonly code: string
  readonly text: Bilingual
}

/**
 * Why a card may not go by post; null where it may. The old CMND is cut at the desk, and other old cards are collected there, before a new
 * one is posted: Thông tư 59/2021/TT-BCA, Điều 11.
 */
export function postObstacle(file: FileToPost): PostObstacle | null {
  if (file.delivery !== 'POST')
    return {
      code: 'NOT_ASKED_FOR',
      text: {
        vi: 'Hồ sơ này không đăng ký nhận thẻ qua bưu điện.',
        en: 'Delivery by post was not asked for in this file.',
      },
    }
  const [reason] = reasonsToComeInPerson(file)
  if (reason)
    return {
      code: reason.code,
      text: {
        vi: `Chủ thẻ phải đến đối chiếu vân tay tại nơi trả thẻ: ${reason.why.vi}.`,
        en: `The holder has to come to the counter: ${reason.why.en}.`,
      },
    }
  if (file.surrendered.some(({ handling }) => handling === 'KEPT_UNTIL_DELIVERY'))
    return {
      code: 'OLD_CARD_NOT_CUT',
      text: {
        vi: 'CMND cũ chưa được cắt góc khi nhận hồ sơ. Mời công dân mang CMND đến trước khi gửi thẻ.',
        en: 'The old CMND was not cut at the desk. Have the citizen bring it before the card is posted.',
      },
    }
  return null
}
