import type { ComparedField } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

/** Only what differs: what the registry says, what the applicant says, and what stands. */
export function ClaimTable({ comparison }: { readonly comparison: readonly ComparedField[] }) {
  const say = useSay()
  const differing = comparison.filter(({ claim }) => claim !== null)
  if (differing.length === 0) return null
  return (
    <div>
      <h3>{say(words.claims)}</h3>
      <table className="worklist">
        <caption className="for-ears">{say(words.claims)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.claims)}</th>
            <th scope="col">{say(words.registry)}</th>
            <th scope="col">{say(words.declared)}</th>
            <th scope="col">{say(words.stands)}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map(({ field, label, registry, declared, claim }) => (
            <tr key={field}>
              <th scope="row">{say(label)}</th>
              <td data-label={say(words.registry)}>{registry ?? '–'}</td>
              <td data-label={say(words.declared)}>{declared ?? '–'}</td>
              <td data-label={say(words.stands)}>
                <strong>{say(claim?.winner === 'REGISTRY' ? words.registry : words.declared)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
