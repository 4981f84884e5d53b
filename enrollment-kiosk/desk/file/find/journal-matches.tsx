import { useDeferredValue } from 'react'
import type { JournalPage } from '../../../../core/contracts/desk/station.ts'
import { formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { RefusalNotice } from '../../frame/refusal-notice.tsx'
import { captureStates } from '../state-words.ts'
import { words } from './words.ts'

/** Files that were made here already: somebody who comes back is found before a second file is begun. */
export function JournalMatches({ query }: { readonly query: string }) {
  const say = useSay()
  const asked = useDeferredValue(query)
  const { data, refusal } = useAnswer<JournalPage>(`/journal?q=${encodeURIComponent(asked)}`)
  return (
    <section className="panel find-wide" aria-labelledby="journal-matches" aria-live="polite">
      <h2 id="journal-matches">{say(words.journal)}</h2>
      <RefusalNotice refusal={refusal} />
      {data?.entries.length === 0 && <p className="soft">{say(words.noJournal)}</p>}
      <ul className="pick-list">
        {(data?.entries ?? []).map(({ code, name, begunAt, state }) => (
          <li key={code}>
            <span className="pick-text">
              <strong>{name ?? say(words.unnamed)}</strong>
              <span className="soft">
                {say(captureStates[state])} · {formatInstant(begunAt)} · <span className="code">{code}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
