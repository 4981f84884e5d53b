import { Textarea } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import { shortestReason } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { type DuplicateCaseState, JudgeDuplicateCaseDocument } from '../generated/duplicate-case.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { CaseDetail } from './case-detail.ts'
import { ConfirmJudgement } from './confirm-judgement.tsx'
import { VerdictChoice, VerdictParts } from './judge-fields.tsx'
import { type JudgementDraft, judgementOf, type Lacking, lacking } from './judgement-draft.ts'

const words = {
  title: { vi: 'Kết luận của bạn', en: 'Your judgement' },
  toPanel: { vi: 'Đến phần kết luận', en: 'To the judgement' },
  reason: { vi: 'Căn cứ của kết luận', en: 'What it rests on' },
  reasonHelp: {
    vi: `Ghi điều đã so sánh và thấy gì; ít nhất ${shortestReason} ký tự.`,
    en: `What was compared and seen; at least ${shortestReason} letters.`,
  },
  next: { vi: 'Xem lại và gửi…', en: 'Review and send…' },
  lacks: { vi: 'Còn thiếu', en: 'Lacking' },
} as const satisfies Readonly<Record<string, Bilingual>>

const lackingNames: Readonly<Record<Lacking, Bilingual>> = {
  verdict: { vi: 'kết luận', en: 'a verdict' },
  candidateId: { vi: 'người được nói đến', en: 'whom it is about' },
  keptNumber: { vi: 'số được giữ', en: 'the number that stays' },
  recapture: { vi: 'ngón hoặc ảnh phải thu nhận lại', en: 'what to capture again' },
  reason: { vi: 'căn cứ', en: 'the reason' },
}

const rounds: Readonly<Record<number, Bilingual>> = {
  1: {
    vi: 'Bạn kết luận lần thứ nhất. Người thứ hai sẽ kết luận mà không biết ý kiến của bạn.',
    en: 'You judge first. The second officer will not see what you found.',
  },
  2: {
    vi: 'Bạn kết luận lần thứ hai, độc lập với người trước.',
    en: 'You judge second, apart from the officer before you.',
  },
  3: {
    vi: 'Hai kết luận khác nhau. Bạn quyết định chọn kết luận nào, hoặc yêu cầu thu nhận lại.',
    en: 'Two judgements differ. You decide for one of them, or have the person captured again.',
  },
}

const outcomes: Readonly<Partial<Record<DuplicateCaseState, Bilingual>>> = {
  JUDGED_ONCE: {
    vi: 'Đã ghi kết luận; hồ sơ chờ người thứ hai',
    en: 'Recorded; the case waits for a second officer',
  },
  ESCALATED: {
    vi: 'Đã ghi kết luận. Hai kết luận khác nhau: chuyển người thứ ba',
    en: 'Recorded. The two judgements differ: a third officer decides',
  },
  CLOSED: { vi: 'Đã ghi kết luận; hồ sơ nghi trùng đã kết thúc', en: 'Recorded; the case is closed' },
}
const recorded: Bilingual = { vi: 'Đã ghi kết luận', en: 'Recorded' }

interface JudgePanelProps {
  readonly detail: CaseDetail
  readonly draft: JudgementDraft
  readonly onDraft: (draft: JudgementDraft) => void
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

/** An officer's judgement, put together by the keyboard, and sent after its consequences were read. */
export function JudgePanel({ detail, draft, onDraft, onDone, onReload }: JudgePanelProps) {
  const say = useSay()
  const place = useRef<HTMLFormElement>(null)
  const [confirming, setConfirming] = useState(false)
  const { act, busy, refusal, trouble } = useAct(JudgeDuplicateCaseDocument)
  const parts = lacking(draft)
  const judgement = judgementOf(draft)
  const round = detail.round ?? 1
  useShortcut('F4', words.toPanel, () => {
    const form = place.current
    form?.scrollIntoView({ block: 'start' })
    const first = form?.querySelector<HTMLElement>('input:checked') ?? form?.querySelector('input:enabled')
    if (first instanceof HTMLElement) first.focus({ preventScroll: true })
  })
  async function send(): Promise<void> {
    if (!judgement) return
    const { id, version } = detail.case
    const done = await act({ id, version, ...judgement })
    setConfirming(false)
    if (done) onDone(outcomes[done.case.state] ?? recorded)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (judgement) setConfirming(true)
  }
  return (
    <form className="panel judging" onSubmit={submit} ref={place}>
      <h2>{say(words.title)}</h2>
      {rounds[round] && <p className="soft">{say(rounds[round])}</p>}
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <VerdictChoice detail={detail} draft={draft} onDraft={onDraft} />
      <VerdictParts detail={detail} draft={draft} onDraft={onDraft} />
      <Textarea
        label={say(words.reason)}
        description={say(words.reasonHelp)}
        value={draft.reason}
        onChange={({ currentTarget }) => onDraft({ ...draft, reason: currentTarget.value })}
        maxLength={2000}
        rows={3}
      />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.next}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={judgement === null}
        />
        <output className="soft">
          {parts.length > 0 &&
            `${say(words.lacks)}: ${parts.map((part) => say(lackingNames[part])).join(', ')}`}
        </output>
      </div>
      {confirming && judgement && (
        <ConfirmJudgement
          detail={detail}
          judgement={judgement}
          busy={busy}
          onSend={() => void send()}
          onClose={() => setConfirming(false)}
        />
      )}
    </form>
  )
}
