import type { Bilingual } from '../errors.ts'

interface Failure {
  readonly code: number
  readonly meaning: Bilingual
  /** It may pass by itself: the same message is worth sending again. */
  readonly mayPass: boolean
}

const failure = <const Code extends number>(code: Code, vi: string, en: string, mayPass = false) =>
  ({ code, meaning: { vi, en }, mayPass }) as const

/** Why an ABIS did not do what it was asked: the failureReason of its answer (MOSIP ABIS API 0.9, "Failure reasons"). */
export const abisFailures = {
  internal: failure(
    1,
    'Lỗi nội bộ, không lưu hoặc không đọc được dữ liệu',
    'internal error: the store failed',
    true,
  ),
  aborted: failure(2, 'Bị ngắt giữa chừng', 'aborted before it was done', true),
  unexpected: failure(3, 'Lỗi ngoài dự kiến', 'unexpected error', true),
  malformed: failure(4, 'Thông điệp sai cấu trúc', 'the message is not of its form'),
  referenceIdMissing: failure(5, 'Thiếu referenceId', 'no referenceId'),
  requestIdMissing: failure(6, 'Thiếu requestId', 'no requestId'),
  fetchFailed: failure(7, 'Không tải được dữ liệu sinh trắc học', 'the biometrics cannot be fetched', true),
  referenceUrlMissing: failure(8, 'Thiếu referenceURL', 'no referenceURL'),
  requestTimeMissing: failure(9, 'Thiếu requesttime', 'no requesttime'),
  referenceKnown: failure(10, 'referenceId đã có', 'the referenceId is known already'),
  nothingToCompare: failure(11, 'Tệp CBEFF không có vân tay', 'the CBEFF file holds no finger'),
  referenceUnknown: failure(12, 'Không có referenceId này', 'the referenceId is unknown'),
  illegalVersion: failure(13, 'Sai phiên bản thông điệp', 'another version of the messages'),
  illegalId: failure(14, 'Sai loại thông điệp (id)', 'an unknown id'),
  illegalRequestTime: failure(
    15,
    'requesttime sai định dạng',
    'requesttime is no time in UTC with milliseconds',
  ),
  cbeffUnreadable: failure(16, 'Tệp CBEFF không đọc được', 'the CBEFF file or a record in it cannot be read'),
  shareExpired: failure(
    17,
    'Địa chỉ tải dữ liệu đã hết hạn',
    'the address of the biometrics has expired',
    true,
  ),
  poorQuality: failure(18, 'Chất lượng vân tay không đủ', 'no finger is good enough to be compared'),
} as const satisfies Readonly<Record<string, Failure>>

export type AbisFailureName = keyof typeof abisFailures
export type AbisFailure = (typeof abisFailures)[AbisFailureName]['code']

const byCode: ReadonlyMap<unknown, Failure> = new Map(
  Object.values<Failure>(abisFailures).map((one) => [one.code, one]),
)

export const isAbisFailure = (code: unknown): code is AbisFailure => byCode.has(code)

/** What a reason means; null for a number that is none. */
export const abisFailure = (code: number): Failure | null => byCode.get(code) ?? null
