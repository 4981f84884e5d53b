import { useParams } from 'react-router'
import { verdicts } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { DuplicateCaseDocument } from '../generated/duplicate-case.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import './adjudication.css'
import type { CaseDetail } from './case-detail.ts'
import { DifferenceTable } from './difference-table.tsx'
import { DocumentsPanel } from './documents-panel.tsx'
import { JudgementsPanel } from './judgements-panel.tsx'
import { PersonsPanel } from './persons-panel.tsx'

const words = {
  title: { vi: 'Biên bản xét hồ sơ nghi trùng', en: 'Record of a possible duplicate' },
  print: { vi: 'In', en: 'Print' },
  file: { vi: 'Hồ sơ', en: 'File' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  origin: { vi: 'Nguồn nghi vấn', en: 'Origin' },
  opened: { vi: 'Phát hiện', en: 'Opened' },
  closed: { vi: 'Kết thúc', en: 'Closed' },
  verdict: { vi: 'Kết luận', en: 'Verdict' },
  kept: { vi: 'Số được giữ', en: 'Number kept' },
  signatures: { vi: 'Chữ ký của những người kết luận', en: 'Signatures of those who judged' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Facts({ found }: { readonly found: CaseDetail['case'] }) {
  const say = useSay()
  const facts = [
    [words.file, found.applicationCode],
    [words.unit, found.unitName],
    [words.origin, found.originTexts.map(say).join('; ')],
    [words.opened, formatInstant(found.openedAt)],
    [words.closed, found.closedAt && formatInstant(found.closedAt)],
    [words.verdict, found.verdict && say(verdicts[found.verdict].text)],
    [words.kept, found.keptNumber],
  ] as const
  return (
    <dl className="panel facts">
      {facts.map(
        ([term, value]) =>
          value && (
            <div key={term.en}>
              <dt>{say(term)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Signatures({ judgements }: Pick<CaseDetail, 'judgements'>) {
  const say = useSay()
  return (
    <section className="panel signatures">
      <h2>{say(words.signatures)}</h2>
      <ol>
        {judgements.map(({ round, officerName, at }) => (
          <li key={round}>
            {officerName}
            <span className="soft">{formatInstant(at)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What was found on whom, by whom, on what grounds: to be printed and filed. */
export function CaseRecordScreen() {
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(DuplicateCaseDocument, { id }, { policy: 'network-only' })
  const answer = data?.duplicateCase
  const detail = answer?.__typename === 'DuplicateCaseDetail' && answer.case.id === id ? answer : null
  const decided = detail?.judgements.findLast(({ candidateId }) => candidateId !== null)?.candidateId
  const candidate = detail?.candidates.find((one) => one.id === decided) ?? detail?.candidates[0] ?? null
  return (
    <Screen
      title={words.title}
      actions={<ActionButton label={words.print} keys="Ctrl+p" onClick={() => window.print()} />}
    >
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {detail && (
        <>
          <Facts found={detail.case} />
          <PersonsPanel applicant={detail.applicant} candidate={candidate} />
          {candidate && <DifferenceTable rows={candidate.differences} />}
          <DocumentsPanel detail={{ ...detail, possibleEvents: [] }} onDone={again} />
          <JudgementsPanel detail={detail} named />
          <Signatures judgements={detail.judgements} />
        </>
      )}
    </Screen>
  )
}
