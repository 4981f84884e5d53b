import { Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AnswerHotlineCallDocument,
  BeginHotlineCallDocument,
  type BeginHotlineCallMutation,
  LockCallersCardDocument,
  type ToldToCallerFragment,
} from '../generated/hotline.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { cardStateName } from '../recalls/card-states.ts'
import { CardLifeNav } from './card-life-nav.tsx'

type Call = Extract<BeginHotlineCallMutation['beginHotlineCall'], { readonly __typename: 'HotlineCall' }>

const words = {
  title: { vi: 'Tổng đài căn cước', en: 'Hotline' },
  lead: {
    vi: 'Hỏi đủ ba câu, gõ đúng lời người gọi nói. Máy chủ so sánh; không câu nào cho biết đáp án. Chỉ đọc cho người gọi tình trạng và lý do.',
    en: 'Ask all three and type what the caller says. The server compares; no question shows its answer. Tell the caller status and reason only.',
  },
  number: {
    vi: 'Số định danh người gọi đọc (12 chữ số)',
    en: 'The number that the caller gives (12 digits)',
  },
  begin: { vi: 'Hỏi người gọi', en: 'Ask the caller' },
  ask: { vi: 'Ba câu hỏi', en: 'Three questions' },
  compare: { vi: 'So sánh', en: 'Compare' },
  known: { vi: 'Đúng người. Đọc cho người gọi:', en: 'The caller is known. Tell them:' },
  file: { vi: 'Hồ sơ', en: 'The file' },
  noFile: { vi: 'Không có hồ sơ nào.', en: 'There is no file.' },
  promised: { vi: 'Hẹn trả ngày', en: 'Promised for' },
  card: { vi: 'Thẻ đã trả gần nhất', en: 'The last card handed over' },
  noCard: { vi: 'Chưa có thẻ nào được trả.', en: 'No card was handed over yet.' },
  lost: { vi: 'Báo mất: khóa thẻ', en: 'Lost: lock the card' },
  stolen: { vi: 'Báo bị lấy cắp: khóa thẻ', en: 'Stolen: lock the card' },
  next: { vi: 'Cuộc gọi khác', en: 'Next call' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Begin({ onCall }: { readonly onCall: (call: Call) => void }) {
  const say = useSay()
  const field = useFirstFocus()
  const [number, setNumber] = useState('')
  const { act, busy, refusal, trouble } = useAct(BeginHotlineCallDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const call = await act({ number })
    if (call) onCall(call)
  }
  return (
    <form className="panel" onSubmit={(event) => void submit(event)}>
      <Stack>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <TextInput
          ref={field}
          label={say(words.number)}
          value={number}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
        <ActionButton label={words.begin} keys="Enter" type="submit" loading={busy} />
      </Stack>
    </form>
  )
}

interface QuestionsProps {
  readonly call: Call
  readonly onTold: (told: ToldToCallerFragment) => void
  readonly onNext: () => void
}

function Questions({ call, onTold, onNext }: QuestionsProps) {
  const say = useSay()
  const first = useFirstFocus()
  const [answers, setAnswers] = useState<readonly string[]>(call.questions.map(() => ''))
  const { act, busy, refusal, trouble } = useAct(AnswerHotlineCallDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const told = await act({ callId: call.callId, answers })
    if (told) onTold(told)
  }
  return (
    <form className="panel" aria-label={say(words.ask)} onSubmit={(event) => void submit(event)}>
      <Stack>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        {!refusal &&
          call.questions.map((question, i) => (
            <TextInput
              key={question.en}
              {...(i === 0 && { ref: first })}
              label={`${i + 1}. ${say(question)}`}
              value={answers[i] ?? ''}
              autoComplete="off"
              maxLength={200}
              onChange={({ currentTarget: { value } }) =>
                setAnswers(answers.map((old, at) => (at === i ? value : old)))
              }
            />
          ))}
        <div className="row">
          {!refusal && <ActionButton label={words.compare} keys="Ctrl+Enter" type="submit" loading={busy} />}
          <ActionButton label={words.next} keys="F2" variant="default" onClick={onNext} />
        </div>
      </Stack>
    </form>
  )
}

interface ToldProps {
  readonly told: ToldToCallerFragment
  readonly onTold: (told: ToldToCallerFragment) => void
  readonly onNext: () => void
}

function Told({ told, onTold, onNext }: ToldProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(LockCallersCardDocument)
  const lock = async (ground: 'LOST' | 'STOLEN') => {
    const next = await act({ callId: told.callId, ground })
    if (next) onTold(next)
  }
  const { file, card } = told
  return (
    <section className="panel" aria-label={say(words.known)}>
      <Notice tone="good" title={say(words.known)} spoken />
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <h2>{say(words.file)}</h2>
      {file ? (
        <>
          <p>{say(file.advice)}</p>
          {file.reasons.map((reason) => (
            <p key={reason.en}>{say(reason)}</p>
          ))}
          {file.promisedOn && (
            <p>
              {say(words.promised)}: <strong>{formatDate(file.promisedOn)}</strong>
            </p>
          )}
        </>
      ) : (
        <p>{say(words.noFile)}</p>
      )}
      <h2>{say(words.card)}</h2>
      <p>
        {card ? (
          <span className={`badge ${card.state === 'ACTIVE' ? 'badge-good' : 'badge-attention'}`}>
            {say(cardStateName(card.state))}
          </span>
        ) : (
          say(words.noCard)
        )}
      </p>
      <div className="row">
        {card?.lockable && (
          <>
            <ActionButton label={words.lost} keys="F3" loading={busy} onClick={() => void lock('LOST')} />
            <ActionButton label={words.stolen} keys="F4" loading={busy} onClick={() => void lock('STOLEN')} />
          </>
        )}
        <ActionButton label={words.next} keys="F2" variant="default" onClick={onNext} />
      </div>
    </section>
  )
}

/** A call: a number, three questions, and then status and reason. Nothing of a call stays on the screen behind the next one. */
export function HotlineScreen() {
  const [call, setCall] = useState<Call | null>(null)
  const [told, setTold] = useState<ToldToCallerFragment | null>(null)
  const next = () => {
    setTold(null)
    setCall(null)
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <CardLifeNav />
      {told && <Told told={told} onTold={setTold} onNext={next} />}
      {!told && call && <Questions key={call.callId} call={call} onTold={setTold} onNext={next} />}
      {!told && !call && <Begin onCall={setCall} />}
    </Screen>
  )
}
