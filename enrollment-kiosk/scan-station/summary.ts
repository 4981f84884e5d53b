import type { ReadScan } from './send-page.ts'

/** What became of one page. */
export type PageOutcome =
  | { readonly label: string; readonly kind: 'READ'; readonly known: boolean; readonly scan: ReadScan }
  /** The server said no, in its own words. */
  | { readonly label: string; readonly kind: 'REFUSED'; readonly why: string }
  | { readonly label: string; readonly kind: 'TOO_LARGE' }

const wordsOf: Readonly<Record<ReadScan['state'], (scan: ReadScan) => string>> = {
  PLACED: ({ formSerial }) => `phiếu ${formSerial ?? ''}`,
  WAITING: ({ faultText }) => `chờ người xử lý: ${faultText?.vi ?? ''}`,
  READING: () => 'máy chủ chưa đọc xong; xem kết quả trên màn hình quét phiếu',
  DISCARDED: () => 'đã bị loại trước đây',
}

function line(outcome: PageOutcome): string {
  switch (outcome.kind) {
    case 'READ':
      return `${outcome.label}: ${wordsOf[outcome.scan.state](outcome.scan)}${outcome.known ? ' (đã gửi từ trước)' : ''}`
    case 'REFUSED':
      return `${outcome.label}: máy chủ không nhận. ${outcome.why}`
    case 'TOO_LARGE':
      return `${outcome.label}: tệp rỗng hoặc quá lớn, không gửi`
  }
}

export interface Summary {
  readonly lines: readonly string[]
  /** Every page found its form. */
  readonly allPlaced: boolean
}

/** The end of a run in words: each page, then the counts. `left` pages are still on this computer. */
export function summarise(outcomes: readonly PageOutcome[], left: number): Summary {
  const placed = outcomes.filter((one) => one.kind === 'READ' && one.scan.state === 'PLACED').length
  const waiting = outcomes.filter((one) => one.kind === 'READ' && one.scan.state === 'WAITING').length
  const reading = outcomes.filter((one) => one.kind === 'READ' && one.scan.state === 'READING').length
  const refused = outcomes.filter(({ kind }) => kind !== 'READ').length
  const counts = [
    `${outcomes.length} trang`,
    `${placed} nhận ra phiếu`,
    ...(waiting > 0 ? [`${waiting} chờ người xử lý`] : []),
    ...(reading > 0 ? [`${reading} đang đọc`] : []),
    ...(refused > 0 ? [`${refused} không gửi được`] : []),
  ]
  const kept = left > 0 ? [`Còn ${left} trang trên máy này. Chạy lại lệnh để gửi tiếp.`] : []
  return {
    lines: [...outcomes.map(line), `${counts.join(', ')}.`, ...kept],
    allPlaced: placed === outcomes.length && left === 0,
  }
}
