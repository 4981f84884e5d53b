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

const circular = (source: string, from: string, until: string | null): Amounts => ({
  from: from as CalendarDate,
  until: until as CalendarDate | null,
  source: `Thông tư ${source}/TT-BTC`,
  conversion: 30_000,
  exchange: 50_000,
  reissue: 70_000,
})

/**
 * One circular after the other, each from the day it is in force; the amounts have never changed. Article 4 of each has the amounts,
 * article 5 what is free and exempt (for 73/2024 an assumption, as are the first days of 170/2015, 256/2016 and 73/2024).
 */
const amounts: readonly Amounts[] = [
  circular('170/2015', '2016-01-01', '2016-12-31'),
  circular('256/2016', '2017-01-01', '2019-10-15'),
  circular('59/2019', '2019-10-16', '2024-12-05'),
  circular('73/2024', '2024-12-06', null),
]

function tableOn(on: CalendarDate): Amounts {
  const table = amounts.find((row) => inForce(row, on)) ?? amounts[0]
  if (!table) throw new RangeError('no table of fees')
  return table
}

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

/** Requests that are free for everybody, by reason; `FIRST` stands for every first issue. */
const freeReasons: Readonly<Record<string, Bilingual>> = {
  FIRST: { vi: 'Cấp lần đầu: không thu lệ phí', en: 'First card: no fee' },
  AGE: { vi: 'Đến tuổi cấp đổi: không thu lệ phí', en: 'Age of renewal: no fee' },
  CARD_ERROR: { vi: 'Lỗi của cơ quan cấp: không thu lệ phí', en: 'Error of the office: no fee' },
  BOUNDARY_CHANGE: {
    vi: 'Nhà nước sắp xếp đơn vị hành chính: miễn lệ phí',
    en: 'Boundaries changed by the State: exempt',
  },
}

/** The circulars set a fee for cards and nothing else. */
const notCharged = 'NOT_CHARGED'
const noFee: Bilingual = {
  vi: 'Giấy chứng nhận căn cước: biểu phí không quy định lệ phí',
  en: 'Certificate of identity: the tables set no fee',
}

/** Whose error makes a request needful. Who made it pays for it: the citizen the fee of an exchange, the office nothing. */
export type Fault = 'CITIZEN' | 'AUTHORITY'

const faultOfReason: Readonly<Record<string, Fault>> = {
  CARD_ERROR: 'AUTHORITY',
  DECLARED_WRONG: 'CITIZEN',
}

/** Whose error a request names as its reason; null where nobody erred. */
export const faultOf = (reason: string): Fault | null =>
  Object.hasOwn(faultOfReason, reason) ? (faultOfReason[reason] ?? null) : null

/** Not bound to a request: the office was wrong, or found out later that it was. */
export const authorityFault = 'CARD_ERROR'

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
  /** Found when the card was handed over; a request that names it as its reason needs no second word of it. */
  readonly fault?: Fault | null
}

export interface FeeRuling extends FeeDecision {
  readonly text: Bilingual
}

/** What is due for a request on a day, or by which rule nothing is. Files from before 2016 are ruled by the first table. */
export function feeFor({ kind, reason, on, exemption, fault = null }: FeeCase): FeeRuling {
  if (kind === 'IDENTITY_CERTIFICATE') return { decision: 'FREE', amount: 0, rule: notCharged, text: noFee }
  // What the citizen declared wrong is put right by an exchange, whatever the request began as.
  const request =
    fault === 'CITIZEN' ? { kind: 'EXCHANGE' as const, reason: 'DECLARED_WRONG' } : { kind, reason }
  const rule =
    fault === 'AUTHORITY' ? authorityFault : request.kind === 'FIRST_ISSUE' ? 'FIRST' : request.reason
  const free = Object.hasOwn(freeReasons, rule) ? freeReasons[rule] : undefined
  if (free) return { decision: 'FREE', amount: 0, rule, text: cited(free, on) }
  const exempted = feeExemptions.find(({ code }) => code === exemption)
  if (exempted) return { decision: 'EXEMPT', amount: 0, rule: exempted.code, text: exempted.label }
  return dueFor({ ...request, on })
}

function cited({ vi, en }: Bilingual, on: CalendarDate): Bilingual {
  const article = `(${tableOn(on).source}, Điều 5)`
  return { vi: `${vi} ${article}`, en: `${en} ${article}` }
}

function dueFor({ kind, reason, on }: Pick<FeeCase, 'kind' | 'reason' | 'on'>): FeeRuling {
  const table = tableOn(on)
  const source = `${table.source}, Điều 4`
  const full = kind === 'REISSUE' ? table.reissue : reason === 'FROM_CMND' ? table.conversion : table.exchange
  const reduction = reductions.find((row) => inForce(row, on))
  if (!reduction) {
    return { decision: 'DUE', amount: full, rule: null, text: { vi: source, en: source } }
  }
  const amount = (full * (100 - reduction.percent)) / 100
  const text = `${source}; ${reduction.source} (−${reduction.percent}%)`
  return { decision: 'DUE', amount, rule: reduction.code, text: { vi: text, en: text } }
}

/** By which rule a payment is what it is, in words; null for the full fee, and for a rule that nobody knows. */
export function feeRuleText(rule: string | null): Bilingual | null {
  if (rule === null) return null
  const exempted = feeExemptions.find(({ code }) => code === rule)
  if (exempted) return exempted.label
  const reduced = reductions.find(({ code }) => code === rule)
  if (reduced) {
    const { percent, source } = reduced
    return { vi: `Giảm ${percent}% (${source})`, en: `Reduced by ${percent}% (${source})` }
  }
  if (rule === notCharged) return noFee
  return Object.hasOwn(freeReasons, rule) ? (freeReasons[rule] ?? null) : null
}
