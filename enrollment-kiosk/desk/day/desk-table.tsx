import type { DeskThroughput } from '../../../core/contracts/desk/day.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

/** How much each desk has done, and how long a file takes there. */
export function DeskTable({ desks }: { readonly desks: readonly DeskThroughput[] }) {
  const say = useSay()
  return (
    <section className="panel" aria-label={say(words.desks)}>
      <h2>{say(words.desks)}</h2>
      {desks.length === 0 ? (
        <p className="empty">{say(words.noDesks)}</p>
      ) : (
        <table className="worklist">
          <caption className="for-ears">{say(words.desks)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.desk)}</th>
              <th scope="col" className="number">
                {say(words.files)}
              </th>
              <th scope="col" className="number">
                {say(words.perFile)}
              </th>
            </tr>
          </thead>
          <tbody>
            {desks.map(({ desk, done, minutesPerFile }) => (
              <tr key={desk}>
                <th scope="row">{desk}</th>
                <td className="number" data-label={say(words.files)}>
                  {formatCount(done)}
                </td>
                <td className="number" data-label={say(words.perFile)}>
                  {minutesPerFile === null ? '–' : formatCount(minutesPerFile)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
