import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { AgreeResults } from './use-agree.ts'
import { words } from './words.ts'

/** What became of each file that was agreed to. */
export function ResultNotice({ results }: { readonly results: AgreeResults }) {
  const say = useSay()
  const all = Object.entries(results)
  const sealed = all.flatMap(([code, result]) => (result === 'SEALED' ? [code] : []))
  const refused = all.flatMap(([code, result]) => (result === 'SEALED' ? [] : [{ code, refusal: result }]))
  return (
    <>
      {sealed.length > 0 && (
        <Notice tone="good" title={`✓ ${say(words.approved)} ${sealed.join(', ')}`} spoken />
      )}
      {refused.length > 0 && (
        <Notice tone="attention" title={say(words.refused)} spoken>
          <ul className="plain-list">
            {refused.map(({ code, refusal }) => (
              <li key={code}>
                <span className="code">{code}</span>: {say(refusal)} <code>{refusal.code}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
