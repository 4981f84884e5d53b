import type { CSSProperties } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type Counter, counterNames } from '../../../core/progress/counters.ts'
import type { UnitAdvanceFragment } from '../generated/progress.ts'
import { formatCount } from '../../../ui/formats.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'

type Unit = UnitAdvanceFragment

const words = {
  league: { vi: 'Xếp hạng đơn vị trực thuộc', en: 'League of the units below' },
  unit: { vi: 'Hạng, đơn vị', en: 'Rank, unit' },
  issued: { vi: 'Phát ra', en: 'Issued' },
  target: { vi: 'Chỉ tiêu', en: 'Target' },
  share: { vi: 'Tỷ lệ', en: 'Share' },
  missing: { vi: 'Còn thiếu', en: 'Missing' },
  none: { vi: 'Không có đơn vị trực thuộc.', en: 'No units below.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const dash = '–'
const countOr = (count: number | null) => (count === null ? dash : formatCount(count))

function ShareBar({ percent, text }: { readonly percent: number | null; readonly text: string | null }) {
  if (percent === null) return dash
  const style = { '--share': `${Math.min(percent, 100)}%` } as CSSProperties
  return (
    <span className="league-share">
      <span className="share-bar" style={style} aria-hidden="true" /> <span className="nowrap">{text}</span>
    </span>
  )
}

const columns = (by: Counter): readonly Column<Unit>[] => [
  {
    title: words.unit,
    cell: ({ rank, name }) => (
      <>
        <span className="rank">{rank ?? dash}</span> <span className="unit-name">{name}</span>
      </>
    ),
  },
  {
    title: words.share,
    cell: ({ advance }) => <ShareBar percent={advance.percent} text={advance.percentText} />,
  },
  { title: counterNames[by], number: true, cell: ({ advance }) => formatCount(advance.done) },
  { title: words.target, number: true, cell: ({ advance }) => countOr(advance.target) },
  {
    title: words.missing,
    number: true,
    cell: ({ advance }) => (
      <>
        {countOr(advance.missing)}{' '}
        {advance.missingPercentText !== null && <span className="soft">({advance.missingPercentText})</span>}
      </>
    ),
  },
  // Beside "Issued" as the step that counts, the same column would stand twice.
  ...(by === 'issued'
    ? []
    : [
        {
          title: words.issued,
          number: true as const,
          cell: ({ counts }: Unit) => formatCount(counts.issued),
        },
      ]),
]

interface LeagueProps {
  readonly units: readonly Unit[]
  readonly by: Counter
  readonly toUnit: (unitCode: string | null) => string
}

/** The units right below, the best first; Enter goes down into one. */
export function League({ units, by, toUnit }: LeagueProps) {
  return (
    <Worklist
      caption={words.league}
      rows={units}
      keyOf={({ unitCode }) => unitCode ?? ''}
      linkOf={({ unitCode }) => toUnit(unitCode)}
      columns={columns(by)}
      empty={words.none}
    />
  )
}
