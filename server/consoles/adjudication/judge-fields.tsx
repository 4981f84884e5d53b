import { Checkbox, Radio } from '@mantine/core'
import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import { verdictNames, verdictRule } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CaseDetail } from './case-detail.ts'
import type { JudgementDraft } from './judgement-draft.ts'

const words = {
  verdict: { vi: 'Kết luận', en: 'Verdict' },
  candidate: { vi: 'Kết luận này nói về ai', en: 'Whom it is about' },
  kept: { vi: 'Số định danh được giữ', en: 'Number that stays' },
  recapture: { vi: 'Thu nhận lại', en: 'Capture again' },
  portrait: { vi: 'Ảnh chân dung', en: 'Portrait' },
  nobody: { vi: 'Không nêu ai', en: 'Nobody' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface JudgeFieldsProps {
  readonly detail: CaseDetail
  readonly draft: JudgementDraft
  readonly onDraft: (draft: JudgementDraft) => void
}

/** What follows from a verdict stands below it, and so does why one cannot be chosen. */
export function VerdictChoice({ detail, draft, onDraft }: JudgeFieldsProps) {
  const say = useSay()
  return (
    <Radio.Group
      label={say(words.verdict)}
      value={draft.verdict}
      onChange={(picked) =>
        onDraft({ ...draft, verdict: verdictNames.find((one) => one === picked) ?? draft.verdict })
      }
    >
      <div className="verdicts">
        {detail.verdicts.map(({ verdict, text, consequence, possible, whyNot }) => (
          <Radio
            key={verdict}
            value={verdict}
            label={say(text)}
            description={say(possible ? consequence : (whyNot ?? consequence))}
            disabled={!possible}
          />
        ))}
      </div>
    </Radio.Group>
  )
}

/** Whom, which number, which fingers: what the chosen verdict asks for. */
export function VerdictParts(props: JudgeFieldsProps) {
  const { verdict } = props.draft
  if (verdict === null) return null
  return (
    <>
      {verdictRule(verdict).candidate !== 'NO' && <CandidateChoice {...props} />}
      {verdict === 'MERGED' && <NumberChoice {...props} />}
      {verdict === 'RECAPTURE' && <RecaptureChoice {...props} />}
    </>
  )
}

function CandidateChoice({ detail, draft, onDraft }: JudgeFieldsProps) {
  const say = useSay()
  const mayBeNobody = draft.verdict === 'FRAUD'
  if (detail.candidates.length < 2 && !mayBeNobody) return null
  return (
    <Radio.Group
      label={say(words.candidate)}
      value={draft.candidateId ?? ''}
      // Numbers are of two persons: with another one the choice between them begins anew.
      onChange={(picked) => onDraft({ ...draft, candidateId: picked || null, keptNumber: null })}
    >
      <div className="verdicts">
        {detail.candidates.map(({ id, person, mergeable }) => (
          <Radio
            key={id}
            value={id}
            label={[person.name, person.number].filter(Boolean).join(' · ')}
            disabled={draft.verdict === 'MERGED' && !mergeable}
          />
        ))}
        {mayBeNobody && <Radio value="" label={say(words.nobody)} />}
      </div>
    </Radio.Group>
  )
}

function NumberChoice({ detail, draft, onDraft }: JudgeFieldsProps) {
  const say = useSay()
  const candidate = detail.candidates.find(({ id }) => id === draft.candidateId)
  const persons = [detail.applicant, ...(candidate ? [candidate.person] : [])]
  return (
    <Radio.Group
      label={say(words.kept)}
      value={draft.keptNumber}
      onChange={(keptNumber) => onDraft({ ...draft, keptNumber })}
    >
      <div className="verdicts">
        {persons.map(
          ({ residentId, number, name }) =>
            number && (
              <Radio key={residentId} value={number} label={[number, name].filter(Boolean).join(' · ')} />
            ),
        )}
      </div>
    </Radio.Group>
  )
}

function RecaptureChoice({ draft, onDraft }: JudgeFieldsProps) {
  const say = useSay()
  const choices = [
    ...fingerPositions.map((position) => ({ position, name: fingerNames[position] })),
    { position: 0, name: words.portrait },
  ]
  return (
    <Checkbox.Group
      label={say(words.recapture)}
      value={draft.recapture.map(String)}
      onChange={(picked) => onDraft({ ...draft, recapture: picked.map(Number) })}
    >
      <div className="finger-choices">
        {choices.map(({ position, name }) => (
          <Checkbox key={position} value={String(position)} label={say(name)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
