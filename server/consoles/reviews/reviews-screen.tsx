import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ReviewState, type ReviewsQuery, ReviewsDocument } from '../generated/reviews.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { ProgressBar } from './progress-bar.tsx'
import './reviews.css'
import { roundOf, stateNames, stateTones } from './words.ts'

type Review = Extract<ReviewsQuery['reviews'], { __typename: 'ReviewPage' }>['reviews'][number]

const words = {
  title: { vi: 'Kiểm tra, phúc tra', en: 'Reviews' },
  lead: {
    vi: 'Phiếu của một địa bàn chỉ được nạp khi mẫu phúc tra đạt, hoặc có người quyết định chấp nhận kèm lý do.',
    en: 'Forms of a locality load only after its sample passed, or somebody let it through with a reason.',
  },
  plan: { vi: 'Lập kế hoạch', en: 'Plan a review' },
  state: { vi: 'Trạng thái', en: 'State' },
  all: { vi: 'Tất cả', en: 'All' },
  mine: { vi: 'Chỉ đợt tôi tham gia', en: 'Only those I am on' },
  unit: { vi: 'Địa bàn', en: 'Locality' },
  kind: { vi: 'Phiếu', en: 'Form' },
  attempt: { vi: 'lần', en: 'attempt' },
  sample: { vi: 'Mẫu', en: 'Sample' },
  done: { vi: 'Tiến độ', en: 'Progress' },
  first: { vi: 'Lần 1', en: 'First' },
  second: { vi: 'Lần 2', en: 'Second' },
  days: { vi: 'Thời gian', en: 'Days' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
  none: { vi: 'Không có đợt phúc tra nào.', en: 'No reviews.' },
  check: { vi: 'Kiểm tra mẫu', en: 'Check forms' },
  decide: { vi: 'Xem, quyết định', en: 'Decide' },
  open: { vi: 'Xem', en: 'Open' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
const openRound = { RUNNING: 1, CHECKED: 2 } as const satisfies Partial<Record<ReviewState, 1 | 2>>

function Rounds({ review: { progress, state } }: { readonly review: Review }) {
  const { drawn, checked, toRecheck, rechecked } = progress
  if (drawn === 0) return '–'
  // How many forms are checked again is told with the first round's hand-in.
  const second = toRecheck > 0 && state !== 'RUNNING'
  return (
    <>
      <ProgressBar label={words.first} done={checked} of={drawn} />
      {second && <ProgressBar label={words.second} done={rechecked} of={toRecheck} />}
    </>
  )
}

const columns = (say: (text: Bilingual) => string): readonly Column<Review>[] => [
  { title: words.unit, cell: ({ unitName, unitCode }) => unitName ?? unitCode },
  {
    title: words.kind,
    cell: ({ formKind, attempt }) => (
      <>
        {formKind} {attempt > 1 && <span className="soft">{`${say(words.attempt)} ${attempt}`}</span>}
      </>
    ),
  },
  {
    title: words.state,
    cell: ({ state, overdue }) => (
      <span className="badges">
        <span className={`badge ${stateTones[state]}`}>{say(stateNames[state])}</span>
        {overdue && <span className="badge badge-trouble">{say(words.overdue)}</span>}
      </span>
    ),
  },
  { title: words.sample, number: true, cell: ({ sampleSize }) => formatCount(sampleSize) },
  { title: words.done, cell: (review) => <Rounds review={review} /> },
  {
    title: words.days,
    cell: ({ scheduledFrom, scheduledTo }) => (
      <span className="nowrap">
        {formatDate(scheduledFrom)} – {formatDate(scheduledTo)}
      </span>
    ),
  },
]

/** What there is to do for this officer, and where. */
function useNext(): (review: Review) => {
  readonly label: Bilingual
  readonly to: string
  readonly mine: boolean
} {
  const may = useMay()
  const { officerId } = useOfficer()
  return ({ id, state, members }) => {
    const round = openRound[state as keyof typeof openRound]
    if (round !== undefined && roundOf(members, officerId) === round) {
      return { label: words.check, to: `/reviews/${id}/check`, mine: true }
    }
    const decide = may('review.decide') && (state === 'RECHECKED' || state === 'CHECKED')
    return { label: decide ? words.decide : words.open, to: `/reviews/${id}`, mine: decide }
  }
}

/** Reviews of the officer's units, the newest first. */
export function ReviewsScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const next = useNext()
  const [state, setState] = useState<ReviewState | ''>('')
  const [mine, setMine] = useState(false)
  const pages = useCursorPages(`${state} ${mine}`)
  const question = { state: state || null, mine, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(ReviewsDocument, question)
  const answer = data?.reviews
  const page = answer?.__typename === 'ReviewPage' ? answer : null
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('review.plan') && (
          <ActionButton label={words.plan} keys="F2" onClick={() => void navigate('/reviews/new')} />
        )
      }
    >
      <div className="row">
        <NativeSelect
          label={say(words.state)}
          value={state}
          onChange={({ currentTarget: { value } }) =>
            setState((Object.keys(stateNames) as ReviewState[]).find((one) => one === value) ?? '')
          }
          data={[
            { value: '', label: say(words.all) },
            ...Object.entries(stateNames).map(([value, name]) => ({ value, label: say(name) })),
          ]}
        />
        {may('review.check') && (
          <Checkbox
            className="row-checkbox"
            label={say(words.mine)}
            checked={mine}
            onChange={({ currentTarget }) => setMine(currentTarget.checked)}
          />
        )}
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && (
        <Worklist
          caption={words.title}
          rows={page.reviews}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/reviews/${id}`}
          columns={columns(say)}
          empty={words.none}
          pages={pages}
          next={page.next}
          action={(review) => {
            const { label, to, mine: own } = next(review)
            return (
              <Button component={Link} to={to} size="xs" variant={own ? 'filled' : 'default'}>
                {say(label)}
              </Button>
            )
          }}
        />
      )}
    </Screen>
  )
}
