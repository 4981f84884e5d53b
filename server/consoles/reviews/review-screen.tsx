import { Button } from '@mantine/core'
import { Link, useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ReviewDetailFragment, ReviewDocument, StartReviewDocument } from '../generated/review.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate, formatInstant, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { Decide } from './decide.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { Repair } from './repair.tsx'
import './reviews.css'
import { Standing } from './standing.tsx'
import { decisionNames, roundOf, stateNames, stateTones } from './words.ts'

type Review = ReviewDetailFragment

const words = {
  title: { vi: 'Đợt phúc tra', en: 'Review' },
  start: { vi: 'Bắt đầu, rút mẫu', en: 'Start and draw' },
  amend: { vi: 'Sửa kế hoạch', en: 'Change the plan' },
  assign: { vi: 'Đổi đoàn, ngày', en: 'Team and days' },
  check: { vi: 'Kiểm tra mẫu', en: 'Check forms' },
  samples: { vi: 'Phiếu trong mẫu', en: 'Forms of the sample' },
  paper: { vi: 'Bảng kiểm tra (PDF)', en: 'Checklist (PDF)' },
  first: { vi: 'Kiểm tra lần 1', en: 'First check' },
  second: { vi: 'Phúc tra lại', en: 'Second check' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
  attempt: { vi: 'Lần', en: 'Attempt' },
  sample: { vi: 'Cỡ mẫu', en: 'Sample' },
  of: { vi: 'trên', en: 'of' },
  forms: { vi: 'phiếu', en: 'forms' },
  estimate: { vi: '(dự kiến)', en: '(expected)' },
  precision: { vi: 'Độ tin cậy, sai số', en: 'Confidence, margin' },
  threshold: { vi: 'Ngưỡng đạt', en: 'Threshold' },
  team: { vi: 'Đoàn phúc tra', en: 'Team' },
  days: { vi: 'Thời gian', en: 'Days' },
  seed: { vi: 'Mã rút mẫu (để kiểm chứng)', en: 'Seed of the draw' },
  hidden: {
    vi: 'Kết quả của lần kiểm tra đầu chỉ hiện sau khi lần phúc tra lại được nộp.',
    en: 'What the first check found is shown once the second is handed in.',
  },
  decisions: { vi: 'Các quyết định', en: 'Decisions' },
  by: { vi: 'Người quyết định', en: 'By' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Facts({ review }: { readonly review: Review }) {
  const say = useSay()
  const people = (round: number) =>
    review.members.flatMap((member) => (member.round === round ? [member.name ?? '–'] : [])).join(', ')
  const facts: readonly (readonly [Bilingual, string])[] = [
    [
      words.sample,
      `${formatCount(review.sampleSize)} ${say(words.of)} ${formatCount(review.population)} ${say(words.forms)} ${review.state === 'PLANNED' ? say(words.estimate) : ''}`,
    ],
    [words.precision, `${formatPercent(review.confidence)}, ± ${formatPercent(review.margin)}`],
    [words.threshold, formatPercent(review.threshold)],
    [words.days, `${formatDate(review.scheduledFrom)} – ${formatDate(review.scheduledTo)}`],
    [words.team, review.teamName],
    [words.first, people(1) || '–'],
    ...(review.recheckShare > 0 ? [[words.second, people(2) || '–'] as const] : []),
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {review.seed !== null && (
        <div>
          <dt>{say(words.seed)}</dt>
          <dd className="code seed">{review.seed}</dd>
        </div>
      )}
    </dl>
  )
}

function Head({ review }: { readonly review: Review }) {
  const say = useSay()
  const { state, overdue, attempt, progress } = review
  return (
    <section className="panel">
      <div className="row">
        <span className={`badge ${stateTones[state]}`}>{say(stateNames[state])}</span>
        {overdue && <span className="badge badge-trouble">{say(words.overdue)}</span>}
        {attempt > 1 && <span className="badge">{`${say(words.attempt)} ${attempt}`}</span>}
        {progress.drawn > 0 && (
          <ProgressBar label={words.first} done={progress.checked} of={progress.drawn} />
        )}
        {progress.toRecheck > 0 && state !== 'RUNNING' && (
          <ProgressBar label={words.second} done={progress.rechecked} of={progress.toRecheck} />
        )}
      </div>
      <Facts review={review} />
    </section>
  )
}

/** What this officer may do now; deciding and repairing have panels of their own. */
function Actions({
  review,
  onStart,
  busy,
}: {
  readonly review: Review
  readonly onStart: () => void
  readonly busy: boolean
}) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { officerId } = useOfficer()
  const { id, state, possibleEvents } = review
  const round = roundOf(review.members, officerId)
  const myTurn = (round === 1 && state === 'RUNNING') || (round === 2 && state === 'CHECKED')
  const drawn = state !== 'PLANNED'
  return (
    <>
      {may('review.plan') && ['PLANNED', 'RUNNING', 'CHECKED'].includes(state) && (
        <Button component={Link} to={`/reviews/${id}/plan`} variant="default">
          {say(drawn ? words.assign : words.amend)}
        </Button>
      )}
      {may('review.plan') && possibleEvents.includes('start') && (
        <ActionButton label={words.start} keys="F8" loading={busy} onClick={onStart} />
      )}
      {drawn && (
        <>
          <Button component={Link} to={`/reviews/${id}/samples`} variant="default">
            {say(words.samples)}
          </Button>
          <Button
            component="a"
            href={`/reviews/${id}/checklist.pdf`}
            target="_blank"
            rel="noreferrer"
            variant="default"
          >
            {say(words.paper)}
          </Button>
        </>
      )}
      {myTurn && may('review.check') && (
        <ActionButton label={words.check} keys="F2" onClick={() => void navigate(`/reviews/${id}/check`)} />
      )}
    </>
  )
}

function Decisions({ decisions }: { readonly decisions: Review['decisions'] }) {
  const say = useSay()
  if (decisions.length === 0) return null
  return (
    <section className="panel" aria-label={say(words.decisions)}>
      <h2>{say(words.decisions)}</h2>
      <ul className="plain-list">
        {decisions.map(({ attempt, decision, reason, decidedBy, decidedAt, result }) => (
          <li key={attempt}>
            <strong>{say(decisionNames[decision] ?? { vi: decision, en: decision })}</strong>
            {result.quality && ` · ${formatPercent(result.quality.rate)}`} · {say(words.by)}:{' '}
            {decidedBy ?? '–'} · {formatInstant(decidedAt)}
            {reason !== null && <p>“{reason}”</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One review: plan, progress, what the sample says, and the gate. */
export function ReviewScreen() {
  const { id = '' } = useParams()
  const say = useSay()
  const may = useMay()
  const { data, trouble, again } = useAsk(ReviewDocument, { id })
  const start = useAct(StartReviewDocument)
  const answer = data?.review
  const review = answer?.__typename === 'Review' ? answer : null
  const name = review?.unitName ?? review?.unitCode ?? ''
  const title = review
    ? { vi: `Phúc tra ${name} · ${review.formKind}`, en: `Review of ${name} · ${review.formKind}` }
    : words.title
  const decidable = review?.possibleEvents.includes('fail') ?? false
  return (
    <Screen
      title={title}
      actions={
        review && (
          <Actions
            review={review}
            busy={start.busy}
            onStart={() => void start.act({ id }).then((done) => done && again())}
          />
        )
      }
    >
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      <RefusalNotice refusal={start.refusal} trouble={start.trouble} onReload={again} />
      {review && (
        <>
          <Head review={review} />
          {decidable && may('review.decide') && <Decide review={review} onDone={again} />}
          {review.possibleEvents.includes('repair') && may('review.plan') && (
            <Repair id={id} onDone={again} />
          )}
          {review.result && <Standing review={review} standing={review.result} />}
          {!review.result && review.state !== 'PLANNED' && <p className="soft">{say(words.hidden)}</p>}
          <Decisions decisions={review.decisions} />
        </>
      )}
    </Screen>
  )
}
