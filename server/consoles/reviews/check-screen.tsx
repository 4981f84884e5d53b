import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { SubmitReviewRoundDocument } from '../generated/review.ts'
import {
  ReviewRoundDocument,
  type ReviewRoundQuery,
  SamplesToCheckDocument,
} from '../generated/review-samples.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useOfficer } from '../session/session.tsx'
import { ProgressBar } from './progress-bar.tsx'
import './reviews.css'
import { SampleCheck } from './sample-check.tsx'
import { roundOf } from './words.ts'

type Review = Extract<ReviewRoundQuery['review'], { __typename: 'Review' }>

const words = {
  title: { vi: 'Kiểm tra phiếu trong mẫu', en: 'Check forms of the sample' },
  first: { vi: 'Kiểm tra lần 1', en: 'First check' },
  second: { vi: 'Phúc tra lại', en: 'Second check' },
  saved: { vi: 'Đã lưu.', en: 'Saved.' },
  allDone: { vi: 'Bạn đã kiểm tra hết phần của mình', en: 'You have checked all of yours' },
  left: {
    vi: 'Còn phiếu của cán bộ khác trong đoàn; khi đủ, một người trong đoàn nộp kết quả.',
    en: 'Others of the team still have forms; when all are checked, one of you hands in.',
  },
  ready: {
    vi: 'Mẫu đã kiểm tra đủ. Nộp rồi thì không sửa được nữa.',
    en: 'The sample is complete. After handing in nothing can be changed.',
  },
  submit: { vi: 'Nộp kết quả', en: 'Hand in' },
  notYours: {
    vi: 'Lượt kiểm tra của bạn chưa mở hoặc đã nộp.',
    en: 'Your round has not begun, or is handed in.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** The forms that the officer still has to check, a page ahead of them: the next one is there without waiting. */
function useQueue(reviewId: string, place: number | null) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const one = place !== null
  const question = one
    ? { reviewId, list: 'ALL' as const, first: 1, after: place - 1 }
    : { reviewId, list: 'MINE' as const, first: pageSize, after: null }
  const { data, busy, trouble, again } = useAsk(SamplesToCheckDocument, question, { policy: 'network-only' })
  const answer = data?.reviewSamples
  const page = answer?.__typename === 'ReviewSamplePage' ? answer : null
  const waiting = page?.samples.filter(({ id }) => !done.has(id)) ?? []
  const finish = (id: string) => {
    setDone(new Set([...done, id]))
    if (waiting.length === 1) again()
  }
  return {
    sample: waiting[0] ?? null,
    empty: page !== null && waiting.length === 0 && !busy,
    refusal: answer?.__typename === 'DomainRefusal' ? answer : null,
    trouble,
    again,
    finish,
    saved: done.size,
  }
}

function HandIn({
  review,
  round,
  onDone,
}: {
  readonly review: Review
  readonly round: 1 | 2
  readonly onDone: () => void
}) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(SubmitReviewRoundDocument)
  const { drawn, checked, toRecheck, rechecked } = review.progress
  const complete = round === 1 ? checked === drawn : rechecked === toRecheck
  return (
    <>
      <Notice tone={complete ? 'good' : 'plain'} title={say(words.allDone)} spoken>
        <p>{say(complete ? words.ready : words.left)}</p>
      </Notice>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <ActionButton
        label={words.submit}
        keys="F8"
        loading={busy}
        disabled={!complete}
        w="fit-content"
        onClick={() => void act({ id: review.id }).then((submitted) => submitted && onDone())}
      />
    </>
  )
}

/** A visit's checklist: one form after the other, by touch or by keys; handed in when the sample is complete. */
export function CheckScreen() {
  const { id = '', place } = useParams()
  const say = useSay()
  const navigate = useNavigate()
  const { officerId } = useOfficer()
  const { data, trouble, again } = useAsk(ReviewRoundDocument, { id }, { policy: 'network-only' })
  const queue = useQueue(id, place === undefined ? null : Number(place))
  const answer = data?.review
  const review = answer?.__typename === 'Review' ? answer : null
  const round = review && roundOf(review.members, officerId)
  const open = review !== null && round !== null && review.state === (round === 1 ? 'RUNNING' : 'CHECKED')
  const saved = (sampleId: string) => {
    if (place !== undefined) return void navigate(`/reviews/${id}/samples`)
    queue.finish(sampleId)
    again()
  }
  return (
    <Screen title={words.title}>
      <TroubleNotice trouble={trouble ?? queue.trouble} onAgain={again} />
      {(answer?.__typename === 'DomainRefusal' || queue.refusal) && (
        <RefusalNotice refusal={answer?.__typename === 'DomainRefusal' ? answer : queue.refusal} />
      )}
      {review && round && (
        <p className="row">
          <strong>
            {review.unitName} · {review.formKind}
          </strong>
          {round === 1 ? (
            <ProgressBar label={words.first} done={review.progress.checked} of={review.progress.drawn} />
          ) : (
            <ProgressBar
              label={words.second}
              done={review.progress.rechecked}
              of={review.progress.toRecheck}
            />
          )}
          <output className="soft">{queue.saved > 0 && say(words.saved)}</output>
        </p>
      )}
      {review && !open && <Notice tone="attention" title={say(words.notYours)} />}
      {open && round && queue.sample && (
        <SampleCheck
          key={queue.sample.id}
          sample={queue.sample}
          round={round}
          onSaved={() => queue.sample && saved(queue.sample.id)}
          onReload={queue.again}
        />
      )}
      {open && round && queue.empty && place === undefined && (
        <HandIn review={review} round={round} onDone={() => void navigate(`/reviews/${id}`)} />
      )}
    </Screen>
  )
}
