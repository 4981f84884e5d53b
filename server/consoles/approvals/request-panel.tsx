import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Fact, Facts } from './facts.tsx'
import type { File } from './file.ts'

const words = {
  title: { vi: 'Nội dung đề nghị, tàng thư, khiếu nại', en: 'What is asked, archive, appeals' },
  asked: { vi: 'Hỏi tàng thư', en: 'Asked of the archive' },
  unanswered: { vi: 'chưa trả lời', en: 'no answer yet' },
  appeal: { vi: 'Khiếu nại', en: 'Appeal' },
  REOPENED: { vi: 'đã mở lại hồ sơ', en: 'reopened' },
  UPHELD: { vi: 'giữ nguyên việc từ chối', en: 'the refusal stands' },
  open: { vi: 'chưa quyết định', en: 'not decided' },
} as const satisfies Readonly<Record<string, Bilingual>>

const outcomeOf = (outcome: string | null) =>
  outcome === 'REOPENED' || outcome === 'UPHELD' ? words[outcome] : words.open

/** What a request without a card asks for, and what was asked and appealed since; nothing where there is none of it. */
export function RequestPanel({ file }: { readonly file: File }) {
  const say = useSay()
  const { requested, archiveQuestions, appeals } = file
  if (requested.length + archiveQuestions.length + appeals.length === 0) return null
  const facts: readonly Fact[] = requested.map(({ label, value }): Fact => [label, value])
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <Facts facts={facts} />
      <ul>
        {archiveQuestions.map(({ id, question, askedAt, answer }) => (
          <li key={id}>
            <span className="soft nowrap">{formatInstant(askedAt)}</span> {say(words.asked)}: {question}{' '}
            {answer === null ? (
              <span className="badge">{say(words.unanswered)}</span>
            ) : (
              <strong>{answer}</strong>
            )}
          </li>
        ))}
        {appeals.map(({ id, ground, proposedAt, outcome }) => (
          <li key={id}>
            <span className="soft nowrap">{formatInstant(proposedAt)}</span> {say(words.appeal)}: {ground}{' '}
            <span className="badge">{say(outcomeOf(outcome))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
