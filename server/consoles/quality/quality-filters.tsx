import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useSearchParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import type { CaptureKind, CaptureQualityQuery } from '../generated/quality.ts'
import { useSay } from '../../../ui/language.tsx'
import { kindNames } from './words.ts'

const words = {
  kind: { vi: 'Loại mẫu', en: 'Sample' },
  otherKind: { vi: 'Đổi loại mẫu', en: 'The other kind' },
  period: { vi: 'Khoảng thời gian', en: 'Period' },
  centre: { vi: 'Điểm thu nhận', en: 'Centre' },
  operator: { vi: 'Cán bộ', en: 'Operator' },
  device: { vi: 'Thiết bị', en: 'Device' },
  all: { vi: 'Tất cả', en: 'All' },
} as const satisfies Readonly<Record<string, Bilingual>>

const periods: readonly { readonly days: number; readonly name: Bilingual }[] = [
  { days: 28, name: { vi: '4 tuần', en: '4 weeks' } },
  { days: 56, name: { vi: '8 tuần', en: '8 weeks' } },
  { days: 182, name: { vi: '6 tháng', en: '6 months' } },
  { days: 365, name: { vi: '1 năm', en: '1 year' } },
]
const usualPeriod = 56

/** What is looked at. It stands in the address, so that going back goes back. */
export interface QualityView {
  readonly kind: CaptureKind
  readonly days: number
  readonly centreCode: string | null
  readonly operatorId: string | null
  readonly device: string | null
  readonly change: (choices: Readonly<Record<string, string | null>>) => void
}

export function useQualityView(): QualityView {
  const [search, setSearch] = useSearchParams()
  const days = Number(search.get('days'))
  return {
    kind: search.get('kind') === 'FACE' ? 'FACE' : 'FINGER',
    days: periods.find((period) => period.days === days)?.days ?? usualPeriod,
    centreCode: search.get('centre'),
    operatorId: search.get('operator'),
    device: search.get('device'),
    change: (choices) =>
      setSearch(
        (before) => {
          for (const [name, value] of Object.entries(choices)) {
            if (value === null || value === '') before.delete(name)
            else before.set(name, value)
          }
          return before
        },
        { replace: true },
      ),
  }
}

type Quality = Extract<CaptureQualityQuery['captureQuality'], { __typename: 'CaptureQuality' }>

interface QualityFiltersProps {
  readonly view: QualityView
  readonly centres: Quality['centres']
  readonly operators: Quality['operators']
  readonly devices: Quality['devices']
}

export function QualityFilters({ view, centres, operators, devices }: QualityFiltersProps) {
  const say = useSay()
  const { kind, days, change } = view
  const choose = (value: string) => change({ kind: value === 'FACE' ? 'FACE' : null, device: null })
  useShortcut('x', words.otherKind, () => choose(kind === 'FINGER' ? 'FACE' : 'FINGER'))
  const optionsOf = (shares: Quality['centres']) => [
    { value: '', label: say(words.all) },
    ...shares.map(({ id, name }) => ({ value: id, label: name === '' ? id : name })),
  ]
  return (
    <div className="row">
      <SegmentedControl
        aria-label={say(words.kind)}
        value={kind}
        onChange={choose}
        data={(['FINGER', 'FACE'] as const).map((value) => ({ value, label: say(kindNames[value]) }))}
        color="green"
      />
      <NativeSelect
        label={say(words.period)}
        value={String(days)}
        onChange={({ currentTarget: { value } }) => change({ days: value })}
        data={periods.map((period) => ({ value: String(period.days), label: say(period.name) }))}
      />
      <NativeSelect
        label={say(words.centre)}
        value={view.centreCode ?? ''}
        onChange={({ currentTarget: { value } }) => change({ centre: value, operator: null, device: null })}
        data={optionsOf(centres)}
      />
      <NativeSelect
        label={say(words.operator)}
        value={view.operatorId ?? ''}
        onChange={({ currentTarget: { value } }) => change({ operator: value })}
        data={optionsOf(operators)}
      />
      <NativeSelect
        label={say(words.device)}
        value={view.device ?? ''}
        onChange={({ currentTarget: { value } }) => change({ device: value })}
        data={optionsOf(devices)}
      />
    </div>
  )
}
