import type { Bilingual } from '../../../core/errors.ts'
import { formatAge, formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { now } from '../clock.ts'
import type { BoardFragment, ProductionLane } from '../generated/board.ts'

type Lane = BoardFragment['lanes'][number]

const words = {
  title: { vi: 'Thẻ đang ở khâu nào', en: 'Where the cards are' },
  cards: { vi: 'thẻ', en: 'cards' },
  oldest: { vi: 'cũ nhất', en: 'oldest' },
  perHour: { vi: 'thẻ/giờ', en: 'cards/h' },
  still: { vi: 'đang đứng', en: 'stands still' },
  lasts: { vi: 'xong sau', en: 'done in' },
  hours: { vi: 'giờ', en: 'h' },
  days: { vi: 'ngày', en: 'days' },
} as const satisfies Readonly<Record<string, Bilingual>>

const laneNames: Readonly<Record<ProductionLane, Bilingual>> = {
  INTAKE: { vi: 'Chờ vào lô', en: 'Intake' },
  BATCHED: { vi: 'Đã vào lô', en: 'Batched' },
  PRINTING: { vi: 'Đang in', en: 'Printing' },
  QUALITY_CONTROL: { vi: 'Chờ kiểm tra', en: 'Quality control' },
  PACKED: { vi: 'Đã đóng gói', en: 'Packed' },
  DISPATCHED: { vi: 'Đã gửi đi', en: 'Dispatched' },
}

const groupNames: Readonly<Partial<Record<ProductionLane, Bilingual>>> = {
  BATCHED: { vi: 'lô', en: 'batches' },
  PACKED: { vi: 'kiện', en: 'parcels' },
  DISPATCHED: { vi: 'kiện', en: 'parcels' },
}

const longestHours = 48

/** How long the lane's capacity needs for what lies in it. */
function lastsOf(count: number, perHour: number): Bilingual {
  const hours = count / perHour
  if (hours < 1) return { vi: 'dưới 1 giờ', en: 'under 1 h' }
  const [n, unit] = hours < longestHours ? [hours, words.hours] : [hours / 24, words.days]
  const text = formatCount(Math.ceil(n))
  return { vi: `${text} ${unit.vi}`, en: `${text} ${unit.en}` }
}

function Capacity({ count, perHour }: Lane) {
  const say = useSay()
  if (perHour === null) return null
  if (perHour < 1) return count > 0 && <dd className="lane-still">{say(words.still)}</dd>
  return (
    <dd>
      {formatCount(Math.round(perHour))} {say(words.perHour)}
      {count > 0 && `; ${say(words.lasts)} ${say(lastsOf(count, perHour))}`}
    </dd>
  )
}

/** The lanes of the floor from left to right: what lies in each, how long it has, and how fast it goes on. */
export function LanesPanel({ lanes }: { readonly lanes: readonly Lane[] }) {
  const say = useSay()
  return (
    <section aria-label={say(words.title)}>
      <dl className="lanes">
        {lanes.map((row) => {
          const { lane, count, oldestAt, groups } = row
          const group = groupNames[lane]
          return (
            <div key={lane} className="lane" data-lane={lane}>
              <dt>{say(laneNames[lane])}</dt>
              <dd className="lane-count">
                {formatCount(count)} <span className="for-ears">{say(words.cards)}</span>
              </dd>
              {groups !== null && group && (
                <dd>
                  {formatCount(groups)} {say(group)}
                </dd>
              )}
              {oldestAt && (
                <dd>
                  {say(words.oldest)}: {say(formatAge(oldestAt, now()))}
                </dd>
              )}
              <Capacity {...row} />
            </div>
          )
        })}
      </dl>
    </section>
  )
}
