import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { cardLifecycle } from '../lifecycle/card.ts'
import type { EventsOf } from '../lifecycle/machine.ts'

type CardEvent = EventsOf<typeof cardLifecycle>

interface MeasureRule {
  readonly name: Bilingual
  /** What it does to the card. */
  readonly event: CardEvent
  /** Officers that it takes. Of UNLOCK one where the holder was recognised by fingers or signed in, else two. */
  readonly persons: 1 | 2
  /** Whether the paper behind it is named: its kind, number, day and issuer. */
  readonly basis: boolean
}

/** What can be done to a card that is or was in somebody's hand. */
export const measures = {
  LOCK: { name: { vi: 'Khóa thẻ', en: 'Lock' }, event: 'lock', persons: 1, basis: false },
  UNLOCK: { name: { vi: 'Mở khóa thẻ', en: 'Unlock' }, event: 'unlock', persons: 2, basis: false },
  HOLD: { name: { vi: 'Giữ thẻ', en: 'Hold' }, event: 'hold', persons: 1, basis: true },
  GIVE_BACK: {
    name: { vi: 'Trả lại thẻ đã giữ', en: 'Give back' },
    event: 'giveBack',
    persons: 1,
    basis: true,
  },
  REVOKE: { name: { vi: 'Thu hồi thẻ', en: 'Revoke' }, event: 'revoke', persons: 2, basis: true },
  REINSTATE: {
    name: { vi: 'Khôi phục thẻ thu hồi nhầm', en: 'Reinstate' },
    event: 'reinstate',
    persons: 2,
    basis: true,
  },
  DESTROY: { name: { vi: 'Tiêu hủy thẻ', en: 'Destroy' }, event: 'destroy', persons: 2, basis: false },
} as const satisfies Readonly<Record<string, MeasureRule>>
export type MeasureKind = keyof typeof measures
export const measureKinds = Object.keys(measures) as readonly MeasureKind[]

interface LawOfGround {
  readonly from: CalendarDate
  readonly article: string
}

interface Ground {
  readonly kind: MeasureKind
  readonly name: Bilingual
  /** The articles that allow it, each from its day on; empty where no law is needed, or none names it. */
  readonly law: readonly LawOfGround[]
  /** The system's own, on word of the register: no officer chooses it. */
  readonly automatic?: true
}

const first = '2016-01-01' as CalendarDate
const second = '2024-07-01' as CalendarDate
const of2014 = (article: string): LawOfGround => ({
  from: first,
  article: `Luật Căn cước công dân 2014, Điều 28 ${article}`,
})
const of2023 = (article: string): LawOfGround => ({
  from: second,
  article: `Luật Căn cước 2023, Điều 29 ${article}`,
})

/** Why a measure is taken. Reasons of the law begin with its first day: before it, a card could not be revoked for them. */
export const grounds = {
  LOST: { kind: 'LOCK', name: { vi: 'Chủ thẻ báo mất', en: 'Reported lost' }, law: [] },
  STOLEN: { kind: 'LOCK', name: { vi: 'Chủ thẻ báo bị lấy cắp', en: 'Reported stolen' }, law: [] },
  FOUND: { kind: 'UNLOCK', name: { vi: 'Chủ thẻ đã tìm thấy thẻ', en: 'Found again' }, law: [] },
  FALSE_REPORT: {
    kind: 'UNLOCK',
    name: { vi: 'Báo mất nhầm, hoặc người khác báo', en: 'Reported by mistake, or by somebody else' },
    law: [],
  },
  DETENTION: {
    kind: 'HOLD',
    name: { vi: 'Đang bị tạm giữ, tạm giam', en: 'In custody' },
    law: [of2014('khoản 2'), of2023('khoản 2 điểm b')],
  },
  PRISON: {
    kind: 'HOLD',
    name: { vi: 'Đang chấp hành án phạt tù', en: 'Serving a sentence' },
    law: [of2014('khoản 2'), of2023('khoản 2 điểm b')],
  },
  REFORM_SCHOOL: {
    kind: 'HOLD',
    name: { vi: 'Đang ở trường giáo dưỡng', en: 'In a reform school' },
    law: [of2014('khoản 2'), of2023('khoản 2 điểm a')],
  },
  COMPULSORY_EDUCATION: {
    kind: 'HOLD',
    name: { vi: 'Đang ở cơ sở giáo dục bắt buộc', en: 'In compulsory education' },
    law: [of2014('khoản 2'), of2023('khoản 2 điểm a')],
  },
  COMPULSORY_DETOX: {
    kind: 'HOLD',
    name: { vi: 'Đang ở cơ sở cai nghiện bắt buộc', en: 'In compulsory treatment of addiction' },
    law: [of2014('khoản 2'), of2023('khoản 2 điểm a')],
  },
  TERM_SERVED: {
    kind: 'GIVE_BACK',
    name: { vi: 'Hết thời hạn, đã chấp hành xong', en: 'The term is over' },
    law: [of2014(''), of2023('')],
  },
  DECISION_CANCELLED: {
    kind: 'GIVE_BACK',
    name: { vi: 'Quyết định giữ người đã bị hủy bỏ', en: 'The decision was cancelled' },
    law: [of2014(''), of2023('')],
  },
  LOST_NATIONALITY: {
    kind: 'REVOKE',
    name: { vi: 'Thôi, bị tước quốc tịch hoặc hủy quyết định nhập quốc tịch', en: 'Nationality lost' },
    law: [of2014('khoản 1'), of2023('khoản 1 điểm a')],
  },
  ISSUED_WRONGLY: {
    kind: 'REVOKE',
    name: { vi: 'Thẻ cấp sai quy định', en: 'Issued against the rules' },
    law: [of2023('khoản 1 điểm b')],
  },
  ALTERED: {
    kind: 'REVOKE',
    name: { vi: 'Thẻ đã tẩy xóa, sửa chữa', en: 'Altered' },
    law: [of2023('khoản 1 điểm c')],
  },
  DEATH: { kind: 'REVOKE', name: { vi: 'Chủ thẻ đã chết', en: 'The holder died' }, law: [], automatic: true },
  MERGED: {
    kind: 'REVOKE',
    name: { vi: 'Hai hồ sơ của một người được gộp', en: 'Two records of one person were merged' },
    law: [of2023('khoản 1 điểm b')],
    automatic: true,
  },
  REGISTRY_ERROR: {
    kind: 'REINSTATE',
    name: { vi: 'Cơ sở dữ liệu ghi sai, đã sửa', en: 'The register was wrong and is corrected' },
    law: [],
  },
  SURRENDERED: { kind: 'DESTROY', name: { vi: 'Thẻ cũ đã thu lại', en: 'Handed in' }, law: [] },
  COLLECTED: {
    kind: 'DESTROY',
    name: { vi: 'Thẻ thu hồi đã thu được', en: 'Collected after revocation' },
    law: [],
  },
} as const satisfies Readonly<Record<string, Ground>>
export type GroundCode = keyof typeof grounds
export const groundCodes = Object.keys(grounds) as readonly GroundCode[]

export const groundOf = (code: GroundCode): Ground => grounds[code]

export const isGround = (text: string): text is GroundCode => Object.hasOwn(grounds, text)

/** The article that a ground rests on today; null where it needs none, undefined where no law allows it yet. */
export function articleOn(code: GroundCode, on: CalendarDate): string | null | undefined {
  const { law } = groundOf(code)
  return law.length === 0 ? null : law.findLast(({ from }) => from <= on)?.article.trim()
}

/** The grounds that an officer may give on a day. */
export const groundsFor = (kind: MeasureKind, on: CalendarDate): readonly GroundCode[] =>
  groundCodes.filter((code) => {
    const ground = groundOf(code)
    return ground.kind === kind && !ground.automatic && articleOn(code, on) !== undefined
  })
