/** The pages as the server writes them: the first view for everybody, and the answer to a form that was sent without a program. */
import { renderToString } from 'react-dom/server'
import { readStatusAnswer } from './application-status.ts'
import { type Entry, type EntryFaults, readEntry } from './entry.ts'
import type { LookUpOutcome, Question } from './look-up.ts'
import { LookUpForm } from './look-up-form.tsx'
import { OutcomeNotice } from './outcome-notice.tsx'
import { PageFrame } from './page-frame.tsx'
import { StatusPage } from './status-page.tsx'
import { StatusResult } from './status-result.tsx'
import { type Language, textsOf } from './texts/of-language.ts'

/** The page as it first appears, written into the HTML file when the bundle is built. */
export const prerenderPage = (): string => renderToString(<StatusPage />)

interface AnswerPage {
  readonly title: string
  readonly language: Language
  readonly body: string
}

/** Asks for what was typed and writes the answer: no program is needed to read it. `ask` gives the field of GraphQL's answer. */
export async function answerPage(
  typed: Entry,
  language: Language,
  ask: (question: Question) => Promise<unknown>,
): Promise<AnswerPage> {
  const texts = textsOf(language)
  const entry = readEntry(typed)
  const outcome = 'faults' in entry ? null : await outcomeOf(() => ask(entry.question))
  const faults = 'faults' in entry ? entry.faults : {}
  const body = renderToString(<Answer typed={typed} language={language} outcome={outcome} faults={faults} />)
  return { title: texts.title, language, body }
}

async function outcomeOf(ask: () => Promise<unknown>): Promise<LookUpOutcome> {
  try {
    const answer = readStatusAnswer({ data: { applicationStatus: await ask() } })
    return answer.kind === 'proofNeeded' ? { kind: 'trouble', trouble: 'tooMany' } : answer
  } catch {
    return { kind: 'trouble', trouble: 'outOfOrder' }
  }
}

function Answer(props: {
  readonly typed: Entry
  readonly language: Language
  readonly outcome: LookUpOutcome | null
  readonly faults: EntryFaults
}) {
  const { typed, language, outcome, faults } = props
  const texts = textsOf(language)
  return (
    <PageFrame texts={texts} language={language} onLanguage={null}>
      {outcome?.kind === 'found' ? (
        <StatusResult status={outcome.status} texts={texts} language={language} onAgain={null} />
      ) : (
        <div className="box">
          {outcome && <OutcomeNotice outcome={outcome} texts={texts} language={language} onRetry={null} />}
          <LookUpForm
            formRef={null}
            texts={texts}
            language={language}
            faults={faults}
            typed={typed}
            busy={false}
            onSubmit={() => undefined}
          />
        </div>
      )}
    </PageFrame>
  )
}
