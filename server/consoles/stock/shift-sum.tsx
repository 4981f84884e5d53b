import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ShiftRowFragment } from '../generated/shifts.ts'

const words = {
  issued: { vi: 'Đã cấp', en: 'Issued' },
  carried: { vi: 'gồm', en: 'with' },
  over: { vi: 'từ ca trước', en: 'from the last shift' },
  good: { vi: 'Đạt', en: 'Good' },
  spoiled: { vi: 'Hỏng', en: 'Spoiled' },
  returned: { vi: 'Trả kho', en: 'Returned' },
  lost: { vi: 'Mất', en: 'Lost' },
  left: { vi: 'Còn lại', en: 'Left' },
  notCounted: { vi: 'chưa đếm', en: 'not counted' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  fits: { vi: 'khớp', en: 'fits' },
  short: { vi: 'thiếu phôi', en: 'blanks are missing' },
  over0: { vi: 'thừa phôi', en: 'too many blanks' },
} as const satisfies Readonly<Record<string, Bilingual>>

const verdictOf = (difference: number): Bilingual =>
  difference === 0 ? words.fits : difference > 0 ? words.short : words.over0

/** issued − good − spoiled − returned − lost − left = difference, green at 0 and red otherwise. */
export function ShiftSum({ shift }: { readonly shift: ShiftRowFragment }) {
  const say = useSay()
  const { balance, countedLeft, difference } = shift
  const taken = ['good', 'spoiled', 'returned', 'lost'] as const
  return (
    <dl className="shift-sum">
      <div>
        <dt>
          {say(words.issued)}
          {balance.carried > 0 &&
            ` (${say(words.carried)} ${formatCount(balance.carried)} ${say(words.over)})`}
        </dt>
        <dd>{formatCount(balance.issued)}</dd>
      </div>
      {taken.map((part) => (
        <div key={part}>
          <dt>{say(words[part])}</dt>
          <dd>
            <span className="sign">−</span>
            {formatCount(balance[part])}
          </dd>
        </div>
      ))}
      <div>
        <dt>{say(words.left)}</dt>
        <dd>
          <span className="sign">−</span>
          {countedLeft === null ? (
            <span className="soft">{say(words.notCounted)}</span>
          ) : (
            formatCount(countedLeft)
          )}
        </dd>
      </div>
      {difference !== null && (
        <div className={`difference-box ${difference === 0 ? 'difference-none' : 'difference-some'}`}>
          <dt>
            {say(words.difference)}: {say(verdictOf(difference))}
          </dt>
          <dd>{formatCount(difference)}</dd>
        </div>
      )}
    </dl>
  )
}
