import { NativeSelect, SegmentedControl } from '@mantine/core'
import { addDays } from '../../../core/dates/calendar-date.ts'
import { mergerDate } from '../../../core/citizen/provinces.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formKinds } from '../../../core/forms/definition.ts'
import { type Counter, counterNames } from '../../../core/progress/counters.ts'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { calendarDateSchema } from '../../../core/dates/calendar-date.ts'
import type { ProgressView } from './view.ts'

const words = {
  kind: { vi: 'Loại phiếu', en: 'Form' },
  by: { vi: 'Tính theo bước', en: 'Step' },
  units: { vi: 'Đơn vị hành chính', en: 'Units' },
  today: { vi: 'Hiện nay', en: 'Of today' },
  other: { vi: 'Ngày khác', en: 'Another day' },
  day: { vi: 'Theo ngày', en: 'Of the day' },
  otherKind: { vi: 'Đổi loại phiếu', en: 'The other form' },
} as const satisfies Readonly<Record<string, Bilingual>>

const ranked: readonly Counter[] = [
  'issued',
  'handedOut',
  'checked',
  'returned',
  'sent',
  'scanned',
  'entered',
  'loaded',
]

/** The last day of the provinces and districts that were merged. */
const lastFormerDay = addDays(mergerDate, -1)

/** DC01 or DC02, which step counts, and the units of which day. */
export function ViewChoices({ view }: { readonly view: ProgressView }) {
  const say = useSay()
  const { kind, by, on, change } = view
  useShortcut('x', words.otherKind, () => change('kind', kind === 'DC01' ? 'DC02' : null))
  const era = on === null ? 'today' : on === lastFormerDay ? lastFormerDay : 'other'
  const before = { vi: `Trước ${formatDate(mergerDate)}`, en: `Before ${formatDate(mergerDate)}` }
  return (
    <>
      <SegmentedControl
        aria-label={say(words.kind)}
        value={kind}
        onChange={(value) => change('kind', value === 'DC01' ? null : value)}
        data={[...formKinds]}
        color="green"
      />
      <NativeSelect
        label={say(words.by)}
        value={by}
        onChange={({ currentTarget: { value } }) => change('by', value === 'returned' ? null : value)}
        data={ranked.map((counter) => ({ value: counter, label: say(counterNames[counter]) }))}
      />
      <NativeSelect
        label={say(words.units)}
        value={era}
        onChange={({ currentTarget: { value } }) =>
          change('on', value === 'today' ? null : value === 'other' ? addDays(mergerDate, -2) : value)
        }
        data={[
          { value: 'today', label: say(words.today) },
          { value: lastFormerDay, label: say(before) },
          { value: 'other', label: say(words.other) },
        ]}
      />
      {era === 'other' && on !== null && (
        <DateInput
          label={words.day}
          value={calendarDateSchema.parse(on)}
          onDate={(date) => date !== null && change('on', date)}
        />
      )}
    </>
  )
}
