import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { SessionSummary } from '../../../../core/contracts/desk/session.ts'
import { searchKey } from '../../../../core/text/vietnamese.ts'
import { formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { captureStates } from '../state-words.ts'
import { words } from './words.ts'

const matches = ({ name, id }: SessionSummary, filter: string) =>
  filter === '' || searchKey(`${name ?? ''} ${id}`).includes(searchKey(filter))

/** Files of this officer that are neither sealed nor cancelled. */
export function OpenFiles({ filter }: { readonly filter: string }) {
  const say = useSay()
  const { data = [] } = useAnswer<readonly SessionSummary[]>('/sessions', { on: ['session'] })
  const rows = data.filter(
    (one) => one.state !== 'SEALED' && one.state !== 'ABANDONED' && matches(one, filter),
  )
  return (
    <section className="panel" aria-labelledby="open-files">
      <h2 id="open-files">{say(words.drafts)}</h2>
      {rows.length === 0 ? (
        <p className="soft">{say(words.noDrafts)}</p>
      ) : (
        <ul className="pick-list">
          {rows.map(({ id, name, state, begunAt }) => (
            <li key={id}>
              <span className="pick-text">
                <strong>{name ?? say(words.unnamed)}</strong>
                <span className="soft">
                  {say(captureStates[state])} · {formatInstant(begunAt)} · <span className="code">{id}</span>
                </span>
              </span>
              <Button variant="default" component={Link} to={`/files/${id}`}>
                {say(state === 'SIGNED' ? words.look : words.goOn)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
