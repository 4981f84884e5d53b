import { useState } from 'react'
import { useParams } from 'react-router'
import { verdicts } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { DuplicateCaseDocument } from '../generated/duplicate-case.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import type { CaseDetail } from './case-detail.ts'
import { AdjudicationNav } from './adjudication-nav.tsx'
import './adjudication.css'
import { CaseHead } from './case-head.tsx'
import type { StepProps } from './case-steps.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { DocumentsPanel } from './documents-panel.tsx'
import { FingersPanel } from './fingers-panel.tsx'
import { Histories } from './histories.tsx'
import { JudgePanel } from './judge-panel.tsx'
import { emptyDraft, type JudgementDraft } from './judgement-draft.ts'
import { JudgementsPanel } from './judgements-panel.tsx'
import { PersonsPanel } from './persons-panel.tsx'

const words = {
  title: { vi: 'Xét hồ sơ nghi trùng', en: 'A possible duplicate' },
  candidates: { vi: 'Những người nghi trùng', en: 'Candidates' },
  next: { vi: 'Người nghi trùng sau', en: 'Next candidate' },
  before: { vi: 'Người nghi trùng trước', en: 'Candidate before' },
  unsent: { vi: 'Kết luận bạn đã viết, chưa gửi', en: 'Your judgement, not sent' },
  unsentHelp: {
    vi: 'Hồ sơ đã thay đổi nên hiện không gửi được. Nội dung bạn viết vẫn ở đây.',
    en: 'The case has moved on, so it cannot be sent now. What you wrote is kept here.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

type Candidates = CaseDetail['candidates']

function CandidateTabs({
  candidates,
  at,
  onPick,
}: {
  readonly candidates: Candidates
  readonly at: number
  readonly onPick: (at: number) => void
}) {
  const say = useSay()
  const step = (by: 1 | -1) => () => onPick((at + by + candidates.length) % candidates.length)
  const several = candidates.length > 1
  useShortcut(several ? 'n' : null, words.next, step(1))
  useShortcut(several ? 'p' : null, words.before, step(-1))
  if (!several) return null
  return (
    <section className="case-lists" aria-label={say(words.candidates)}>
      {candidates.map(({ id, person, groundTexts }, i) => (
        <button
          key={id}
          type="button"
          className="case-list"
          aria-pressed={i === at}
          onClick={() => onPick(i)}
        >
          <strong>{i + 1}</strong> {person.name}{' '}
          <span className="soft">{groundTexts.map(say).join(', ')}</span>
        </button>
      ))}
    </section>
  )
}

/** What was written for a case that somebody else has moved on meanwhile. */
function Unsent({ draft }: { readonly draft: JudgementDraft }) {
  const say = useSay()
  if (draft.reason.trim() === '') return null
  return (
    <Notice tone="attention" title={say(words.unsent)} spoken>
      <p>{say(words.unsentHelp)}</p>
      {draft.verdict && <p>{say(verdicts[draft.verdict].text)}</p>}
      <p className="written">{draft.reason}</p>
    </Notice>
  )
}

function CaseWork({ detail, onDone, onReload }: StepProps) {
  const [at, setAt] = useState(0)
  const [only] = detail.candidates
  const lone = detail.candidates.length === 1 && only ? only.id : null
  const [draft, setDraft] = useState<JudgementDraft>({ ...emptyDraft, candidateId: lone })
  const candidate = detail.candidates[at] ?? null
  const finish = (done: Bilingual) => {
    setDraft({ ...emptyDraft, candidateId: lone })
    onDone(done)
    // What came of it is said at the top.
    window.scrollTo(0, 0)
  }
  return (
    <>
      <CaseHead detail={detail} onDone={onDone} onReload={onReload} />
      <CandidateTabs candidates={detail.candidates} at={at} onPick={setAt} />
      <PersonsPanel applicant={detail.applicant} candidate={candidate} />
      {candidate && (
        <>
          <FingersPanel
            key={`fingers ${candidate.id}`}
            caseId={detail.case.id}
            applicant={detail.applicant}
            candidate={candidate}
          />
          <DifferenceTable key={`differences ${candidate.id}`} rows={candidate.differences} />
        </>
      )}
      <Histories applicant={detail.applicant} candidate={candidate?.person ?? null} />
      <DocumentsPanel detail={detail} onDone={onDone} />
      <JudgementsPanel detail={detail} />
      {detail.possibleEvents.includes('judge') ? (
        <JudgePanel detail={detail} draft={draft} onDraft={setDraft} onDone={finish} onReload={onReload} />
      ) : (
        <Unsent draft={draft} />
      )}
    </>
  )
}

/** Two persons side by side, and an officer who says whether they are one. */
export function CaseScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(DuplicateCaseDocument, { id }, { policy: 'network-only' })
  const [done, setDone] = useState<Bilingual | null>(null)
  const answer = data?.duplicateCase
  const detail = answer?.__typename === 'DuplicateCaseDetail' && answer.case.id === id ? answer : null
  const finish = (text: Bilingual) => {
    setDone(text)
    again()
  }
  return (
    <Screen title={words.title}>
      <AdjudicationNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {detail && <CaseWork key={id} detail={detail} onDone={finish} onReload={again} />}
    </Screen>
  )
}
