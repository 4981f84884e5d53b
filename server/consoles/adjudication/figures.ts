import type { Bilingual } from '../../../core/errors.ts'
import type { FiguresShownFragment } from '../generated/adjudicator-figures.ts'
import type { ChartRow } from '../parts/charts/chart.ts'

type Counted = Pick<FiguresShownFragment, 'judged' | 'compared' | 'agreed'>

/** Agreed with, not agreed with, and judgements that none of another stands beside; together all that were made. */
export const partsOf = ({ judged, compared, agreed }: Counted): readonly number[] => [
  agreed,
  compared - agreed,
  judged - compared,
]

/** Officers by how much they judged, most first. */
export const officerRows = (figures: readonly FiguresShownFragment[]): readonly ChartRow[] =>
  figures
    .toSorted((a, b) => b.judged - a.judged)
    .map((one) => ({ label: one.officerName, values: partsOf(one) }))

/** 2026-03 → "03/2026", in the order of the calendar. */
export const monthRows = ({ months }: FiguresShownFragment): readonly ChartRow[] =>
  months
    .toSorted((a, b) => a.month.localeCompare(b.month))
    .map((one) => ({ label: one.month.split('-').toReversed().join('/'), values: partsOf(one) }))

/** Seconds as people say them. */
export function spokenTime(seconds: number): Bilingual {
  if (seconds < 60) return { vi: `${seconds} giây`, en: `${seconds} s` }
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return { vi: `${minutes} phút`, en: `${minutes} min` }
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return {
    vi: rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`,
    en: rest === 0 ? `${hours} h` : `${hours} h ${rest} min`,
  }
}
