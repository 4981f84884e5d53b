import type { Bilingual } from '../errors.ts'
import { failClasses, failCodes } from './fail-codes.ts'

/** Why a blank is waste: what quality control finds, and what never comes so far. */
export const spoilClasses = [...failClasses, 'MACHINE', 'DEAD_ON_ARRIVAL', 'RECALL'] as const
export type SpoilClass = (typeof spoilClasses)[number]

export const spoilClassNames: Readonly<Record<SpoilClass, Bilingual>> = {
  PRINT: { vi: 'Lỗi in', en: 'Print' },
  DATA: { vi: 'Sai dữ liệu', en: 'Data' },
  DAMAGE: { vi: 'Hư hại', en: 'Damage' },
  CHIP: { vi: 'Lỗi chip', en: 'Chip' },
  MACHINE: { vi: 'Lỗi máy', en: 'Machine' },
  DEAD_ON_ARRIVAL: { vi: 'Hỏng từ nhà cung cấp', en: 'Dead on arrival' },
  RECALL: { vi: 'Thu hồi', en: 'Recall' },
}

interface SpoilReason {
  readonly spoilClass: SpoilClass
  readonly vi: string
}

/** Reasons that stations and the system give, where the reason is no class itself and no key of quality control. */
const spoilReasons: Readonly<Record<string, SpoilReason>> = {
  QR_MISMATCH: { spoilClass: 'DATA', vi: 'Mã QR không khớp lệnh in' },
  SIGNED_QR_MISMATCH: { spoilClass: 'DATA', vi: 'Mã QR có chữ ký không khớp' },
  QR_NOT_FOUND: { spoilClass: 'PRINT', vi: 'Không đọc được mã QR' },
  JAM: { spoilClass: 'MACHINE', vi: 'Kẹt thẻ' },
  JAMMED: { spoilClass: 'MACHINE', vi: 'Kẹt thẻ' },
  POWER_LOST: { spoilClass: 'MACHINE', vi: 'Mất điện' },
  LEASE_EXPIRED: { spoilClass: 'MACHINE', vi: 'Trạm mất liên lạc' },
  BLANK_DEAD: { spoilClass: 'DEAD_ON_ARRIVAL', vi: 'Chip không trả lời' },
  ENDED_BY_LAW: { spoilClass: 'RECALL', vi: 'Hồ sơ kết thúc theo luật' },
  UNCOLLECTED: { spoilClass: 'RECALL', vi: 'Không có người đến nhận' },
  WRONG_DATA: { spoilClass: 'DATA', vi: 'Sai thông tin, phát hiện khi trả thẻ' },
  SIGNER_REVOKED: { spoilClass: 'RECALL', vi: 'Chứng thư ký chip bị thu hồi' },
}

const reasonOf = (reason: string) => (Object.hasOwn(spoilReasons, reason) ? spoilReasons[reason] : undefined)
const failCodeOf = (reason: string) =>
  Object.hasOwn(failCodes, reason) ? failCodes[reason as keyof typeof failCodes] : undefined

/** Any other reason is the machine's: a print that broke off, an error of the printer. */
export function spoilClassOf(reason: string): SpoilClass {
  const named = spoilClasses.find((one) => one === reason) ?? failCodeOf(reason)?.failClass
  if (named) return named
  return reasonOf(reason)?.spoilClass ?? (reason.startsWith('CHIP_') ? 'CHIP' : 'MACHINE')
}

/** The reason as a record tells it; what an officer has typed, and a code that only technicians know, as it is. */
export function spoilReasonText(reason: string): string {
  const named = spoilClasses.find((one) => one === reason)
  return failCodeOf(reason)?.text.vi ?? reasonOf(reason)?.vi ?? (named ? spoilClassNames[named].vi : reason)
}
