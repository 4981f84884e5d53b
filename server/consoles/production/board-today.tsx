import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { BoardFragment } from '../generated/board.ts'

const words = {
  title: { vi: 'Phôi của các ca hôm nay', en: 'Blanks of today’s shifts' },
  good: { vi: 'Thẻ tốt', en: 'Good' },
  spoiled: { vi: 'Thẻ hỏng', en: 'Spoiled' },
  left: { vi: 'Phôi còn', en: 'Left' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  issued: { vi: 'Đã giao', en: 'Issued' },
  returned: { vi: 'trả kho', en: 'returned' },
  lost: { vi: 'mất', en: 'lost' },
  shifts: { vi: 'ca đang mở', en: 'shifts open' },
  explain: {
    vi: 'Chênh lệch phải bằng 0 mới đóng được ca; nếu không, một cán bộ khác phải giải trình và ký.',
    en: 'A shift closes at a difference of 0, or with an explanation that another officer signs.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What became of the blanks that stations were given: in numbers that are read across the room. */
export function BoardToday({ today }: { readonly today: BoardFragment['today'] }) {
  const say = useSay()
  const { issued, returned, lost, openShifts, difference } = today
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <dl className="floor-numbers">
        {(['good', 'spoiled', 'left', 'difference'] as const).map((name) => (
          <div key={name} data-number={name} data-off={name === 'difference' && difference !== 0}>
            <dt>{say(words[name])}</dt>
            <dd>{formatCount(today[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">
        {say(words.issued)} {formatCount(issued)}
        {returned > 0 && ` · ${formatCount(returned)} ${say(words.returned)}`}
        {lost > 0 && ` · ${formatCount(lost)} ${say(words.lost)}`} · {formatCount(openShifts)}{' '}
        {say(words.shifts)}
      </p>
      {difference !== 0 && <p>{say(words.explain)}</p>}
    </section>
  )
}
