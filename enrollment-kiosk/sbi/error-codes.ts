import { type Bilingual, DomainError } from '../../core/errors.ts'

/**
 * Codes of the specification (MOSIP SBI, "Error Codes"). From 113 on they are the provider's own to choose; these are the
 * numbers that MOSIP's reference implementation gives them, which its clients know.
 */
const texts = {
  0: { vi: 'Thành công', en: 'Success' },
  100: { vi: 'Thiết bị chưa được đăng ký hoặc đã bị thu hồi', en: 'Device not registered' },
  101: { vi: 'Không thấy đối tượng sinh trắc học đúng lúc', en: 'Unable to detect a biometric object' },
  102: { vi: 'Lỗi kỹ thuật khi lấy mẫu', en: 'Technical error during extraction' },
  106: { vi: 'Không có thiết bị này', en: 'Device not found' },
  108: { vi: 'Chưa có chứng thư của bên xác thực', en: 'Domain public key missing' },
  109: { vi: 'Số mẫu yêu cầu không lấy được', en: 'Requested number of biometric not supported' },
  110: { vi: 'Thiết bị chưa sẵn sàng', en: 'Device is not ready' },
  111: { vi: 'Thiết bị đang bận', en: 'Device is busy' },
  112: { vi: 'Mã giao dịch không hợp lệ', en: 'Invalid transaction id' },
  113: {
    vi: 'Số mẫu không khớp với các ngón đã nêu',
    en: 'Count does not match the subtypes that are named',
  },
  114: { vi: 'Loại sinh trắc học phải là Finger hoặc Face', en: 'The biometric type must be Finger or Face' },
  115: { vi: 'Môi trường (env) không khớp', en: 'The environment (env) does not match' },
  120: { vi: 'Thiết bị không thuộc loại này', en: 'The device is not of this type' },
  121: { vi: 'Mục đích (purpose) không khớp', en: 'The purpose does not match' },
  500: { vi: 'Không có lệnh này', en: 'Invalid URL' },
  502: {
    vi: 'Loại thiết bị phải là Biometric Device, Finger, Face hoặc Iris',
    en: 'The type must be Biometric Device, Finger, Face or Iris',
  },
  503: { vi: 'Chưa nối thiết bị nào loại này', en: 'No device of this type is connected' },
  510: { vi: 'Yêu cầu không đúng mẫu', en: 'The request is not as specified' },
  606: { vi: 'Chỉ thiết bị đăng ký mới truyền hình', en: 'Only registration devices stream' },
  706: {
    vi: 'RCAPTURE cần thiết bị có mục đích Registration',
    en: 'RCAPTURE needs a device for Registration',
  },
  806: { vi: 'CAPTURE cần thiết bị có mục đích Auth', en: 'CAPTURE needs a device for Auth' },
} as const satisfies Readonly<Record<number, Bilingual>>

export type SbiCode = keyof typeof texts

/** A refusal in the words of the interface. */
export class SbiRefused extends DomainError<'SBI_REFUSED'> {
  readonly number: SbiCode

  /** `detail` names a field, never its content. */
  constructor(number: SbiCode, detail: string | null = null) {
    const { vi, en } = texts[number]
    const more = detail === null ? '' : ` (${detail})`
    super('SBI_REFUSED', { vi: vi + more, en: en + more }, { number })
    this.number = number
  }
}

export interface SbiError {
  readonly errorCode: string
  readonly errorInfo: string
}

export function errorOf({ number, text }: SbiRefused): SbiError {
  return { errorCode: String(number), errorInfo: `${text.vi} / ${text.en}` }
}

export const success: SbiError = errorOf(new SbiRefused(0))
