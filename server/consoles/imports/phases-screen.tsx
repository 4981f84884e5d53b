import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { ImportPhasesDocument, type ImportPhasesQuery } from '../generated/follow-up.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { BarFigure } from '../parts/chart-figure.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { ImportsNav } from './imports-nav.tsx'

type Phase = ImportPhasesQuery['importPhases'][number]

const words = {
  title: { vi: 'Giai đoạn nạp theo đơn vị', en: 'Phases by unit' },
  chart: { vi: 'Dòng đúng, đã nạp, không nạp', en: 'Rows: correct, loaded, not loaded' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  phase: { vi: 'Giai đoạn', en: 'Phase' },
  imports: { vi: 'Lần nạp', en: 'Imports' },
  rows: { vi: 'Dòng', en: 'Rows' },
  loaded: { vi: 'Đã nạp', en: 'Loaded' },
  correct: { vi: 'Đủ và đúng', en: 'Correct' },
  share: { vi: 'Tỷ lệ đúng', en: 'Share correct' },
  incomplete: { vi: 'Nạp nhưng còn thiếu', en: 'Loaded, not complete' },
  refused: { vi: 'Không nạp', en: 'Not loaded' },
  none: { vi: 'Chưa có lần nạp nào.', en: 'Nothing loaded yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const mostBars = 20

/** How far the phases of every locality have come. */
export function PhasesScreen() {
  const say = useSay()
  const { data, trouble, again } = useAsk(ImportPhasesDocument, {})
  const rows = data?.importPhases ?? []
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const columns: readonly Column<Phase>[] = [
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.phase, cell: ({ phase }) => phase || '–' },
    { title: words.imports, number: true, cell: ({ imports }) => formatCount(imports) },
    { title: words.rows, number: true, cell: (phase) => formatCount(phase.rows) },
    { title: words.loaded, number: true, cell: ({ loaded }) => formatCount(loaded) },
    { title: words.correct, number: true, cell: ({ correct }) => formatCount(correct) },
    {
      title: words.share,
      number: true,
      cell: (phase) => (phase.rows === 0 ? '–' : formatPercent(phase.correct / phase.rows)),
    },
  ]
  return (
    <Screen title={words.title}>
      <ImportsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {rows.length > 0 && (
        <BarFigure
          title={words.chart}
          rowTitle={words.unit}
          rows={rows.slice(0, mostBars).map(({ unitCode, phase, correct, loaded, rows: all }) => ({
            label: [nameOf(unitCode), phase].filter(Boolean).join(' · '),
            values: [correct, Math.max(0, loaded - correct), Math.max(0, all - loaded)],
          }))}
          series={[
            { name: say(words.correct), colour: chartColours.done },
            { name: say(words.incomplete), colour: chartColours.middle },
            { name: say(words.refused), colour: chartColours.wrong },
          ]}
        />
      )}
      {data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ unitCode, phase }) => `${unitCode} ${phase}`}
          columns={columns}
          empty={words.none}
        />
      )}
    </Screen>
  )
}
