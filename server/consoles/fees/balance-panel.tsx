import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { FeeBalanceDocument } from '../generated/fee-cases.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { dong } from './words.ts'

const words = {
  title: { vi: 'Cân đối', en: 'Balance' },
  owed: { vi: 'Phải thu', en: 'Owed' },
  paid: { vi: 'Đã nộp', en: 'Paid' },
  open: { vi: 'Chưa nộp', en: 'Open' },
  refunded: { vi: 'Đã hoàn', en: 'Refunded' },
  told: { vi: 'Tiền về theo thông báo', en: 'Told by bank and carrier' },
  settled: { vi: 'Đã trừ lệ phí', en: 'Settled a fee' },
  inCases: { vi: 'Chờ quyết định', en: 'In cases' },
  returned: { vi: 'Hoàn lại', en: 'Goes back' },
  unconfirmed: {
    vi: 'Giao dịch những ngày trước chưa có trong tệp đối soát',
    en: 'Transactions of earlier days that no statement has confirmed',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const sums = [
  ['owed', 'paid', 'open', 'refunded'],
  ['told', 'settled', 'inCases', 'returned'],
] as const

/** Two sums that add up: what is owed, and what came. */
export function BalancePanel() {
  const say = useSay()
  const { data, trouble, again } = useAsk(FeeBalanceDocument, {}, { policy: 'cache-and-network' })
  const balance = data?.feeBalance
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {balance &&
        sums.map((parts) => (
          <dl key={parts[0]} className="fee-balance">
            {parts.map((part) => (
              <div key={part}>
                <dt>{say(words[part])}</dt>
                <dd>{dong(balance[part])}</dd>
              </div>
            ))}
          </dl>
        ))}
      {balance && balance.unconfirmed > 0 && (
        <p>
          {say(words.unconfirmed)}: <strong>{formatCount(balance.unconfirmed)}</strong>
        </p>
      )}
    </section>
  )
}
