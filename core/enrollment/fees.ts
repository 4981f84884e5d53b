import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { PacketManifest } from './packet.ts'
import { inForce } from './request-reasons.ts'

/** The fee of a request as decided at the desk; the packet carries it and the server decides again. */
export type FeeDecision = Omit<NonNullable<PacketManifest['fee']>, 'paper'>

interface Dated {
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly source: string
}

/** Đồng. */
interface Amounts extends Dated {
  readonly conversion: number
  readonly exchange: number
  readonly reissue: number
}

const amounts: readonly Amounts[] = [
  {
    from: '2016-01-01' as CalendarDate,
    until: '2024-10-20' as CalendarDate,
    source: 'Thông tư 59/2019/TT-BTC, Điều 4',
    conversion: 30_000,
    exchange: 50_000,
    reissue: 70_000,
  },
  {
    from: '2024-10-21' as CalendarDate,
    until: null,
    source: 'Thông tư 73/2024/TT-BTC, Điều 4',
    conversion: 30_000,
    exchange: 50_000,
    reissue: 70_000,
  },
]

interface Reduction extends Dated {
  readonly code: string
  readonly percent: number
}

const reductions: readonly Reduction[] = [
  {
    code: 'HALF_TT_112_2020',
    from: '2021-01-01' as CalendarDate,
    until: '2021-06-30' as CalendarDate,
    source: 'Thông tư 112/2020/TT-BTC, Điều 1',
    percent: 50,
  },
  {
    code: 'HALF_TT_64_2025',
    from: '2025-07-01' as CalendarDate,
    until: '2026-12-31' as CalendarDate,
    source: 'Thông tư 64/2025/TT-BTC, Điều 1',
    percent: 50,
  },
]

const fees = 'Thông tư 59/2019/TT-BTC, Điều 5'

/** Requests that are free for everybody, by reason. */
const freeReasons: Readonly<Record<string, Bilingual>> = {
  FIRST: { vi: `Cấp lần đầu: không thu lệ phí (${fees})`, en: `First card: no fee (${fees})` },
  AGE: { vi: `Đến tuổi cấp đổi: không thu lệ phí (${fees})`, en: `Age of renewal: no fee (${fees})` },
  CARD_ERROR: {
    vi: `Lỗi của cơ quan cấp: không thu lệ phí (${fees})`,
    en: `Error of the office: no fee (${fees})`,
  },
  BOUNDARY_CHANGE: {
    vi: `Nhà nước sắp xếp đơn vị hành chính: miễn lệ phí (${fees})`,
    en: `Boundaries changed by the State: exempt (${fees})`,
  },
}

export interface FeeExemption {
  readonly code: string
  readonly label: Bilingual
  /** Type of the paper that proves it (core/enrollment/papers.ts). */
  readonly paper: string | null
}

const proof = 'FEE_EXEMPTION'

/** Whom the circular exempts, on proof. */
export const feeExemptions: readonly FeeExemption[] = [
  {
    code: 'MARTYR_FAMILY',
    label: {
      vi: 'Bố, mẹ, vợ, chồng, con dưới 18 tuổi của liệt sĩ',
      en: 'Parent, spouse or child under 18 of a martyr',
    },
    paper: proof,
  },
  {
    code: 'WOUNDED',
    label: {
      vi: 'Thương binh, người hưởng chính sách như thương binh và con dưới 18 tuổi',
      en: 'Wounded soldier, those with the same benefits, their children under 18',
    },
    paper: proof,
  },
  { code: 'SICK_SOLDIER', label: { vi: 'Bệnh binh', en: 'Sick soldier' }, paper: proof },
  {
    code: 'BORDER_COMMUNE',
    label: { vi: 'Công dân thường trú tại xã biên giới', en: 'Resident of a border commune' },
    paper: proof,
  },
  {
    code: 'ISLAND_DISTRICT',
    label: { vi: 'Công dân thường trú tại huyện đảo, đặc khu', en: 'Resident of an island district' },
    paper: proof,
  },
  {
    code: 'MINORITY_HARDSHIP',
    label: {
      vi: 'Đồng bào dân tộc thiểu số ở xã có điều kiện kinh tế - xã hội đặc biệt khó khăn',
      en: 'Ethnic minority in an especially difficult commune',
    },
    paper: proof,
  },
  { code: 'POOR_HOUSEHOLD', label: { vi: 'Thuộc hộ nghèo', en: 'Of a poor household' }, paper: proof },
  {
    code: 'ORPHAN',
    label: {
      vi: 'Người dưới 18 tuổi mồ côi cả cha lẫn mẹ, không nơi nương tựa',
      en: 'Orphan under 18 without support',
    },
    paper: proof,
  },
]

export interface FeeCase {
  readonly kind: PacketManifest['kind']
  readonly reason: string
  readonly on: CalendarDate
  /** Code of an exemption that the applicant proves. */
  readonly exemption: string | null
}

export interface FeeRuling extends FeeDecision {
  readonly text: Bilingual
}

/** What is due for a request on a day, or by which rule nothing is. Files from before 2016 are ruled by the first table. */
export function feeFor({ kind, reason, on, exemption }: FeeCase): FeeRuling {
  const free = kind === 'FIRST_ISSUE' ? freeReasons['FIRST'] : freeReasons[reason]
  if (free) {
    const rule = kind === 'FIRST_ISSUE' ? 'FIRST' : reason
    return { decision: 'FREE', amount: 0, rule, text: free }
  }
  const exempted = feeExemptions.find(({ code }) => code === exemption)
  if (exempted) return { decision: 'EXEMPT', amount: 0, rule: exempted.code, text: exempted.label }
  return dueFor({ kind, reason, on })
}

function dueFor({ kind, reason, on }: Omit<FeeCase, 'exemption'>): FeeRuling {
  const table = amounts.find((row) => inForce(row, on)) ?? amounts[0]
  if (!table) throw new RangeError('no table of fees')
  const full = kind === 'REISSUE' ? table.reissue : reason === 'FROM_CMND' ? table.conversion : table.exchange
  const reduction = reductions.find((row) => inForce(row, on))
  if (!reduction) {
    return { decision: 'DUE', amount: full, rule: null, text: { vi: table.source, en: table.source } }
  }
  const amount = (full * (100 - reduction.percent)) / 100
  const text = `${table.source}; ${reduction.source} (−${reduction.percent}%)`
  return { decision: 'DUE', amount, rule: reduction.code, text: { vi: text, en: text } }
}
