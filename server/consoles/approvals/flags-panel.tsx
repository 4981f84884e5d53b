import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { flagRule } from './words.ts'

const words = {
  title: { vi: 'Cảnh báo', en: 'Flags' },
  none: { vi: 'Không có cảnh báo nào.', en: 'No flags.' },
  look: { vi: 'Cần xem', en: 'Look at' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What the system marked, what it means, and what to look at. */
export function FlagsPanel({ flags }: { readonly flags: readonly string[] }) {
  const say = useSay()
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {flags.length === 0 && <p className="soft">{say(words.none)}</p>}
      <ul className="flag-list">
        {flags.map((code) => {
          const { name, means, look, weight } = flagRule(code)
          return (
            <li key={code} className={weight === 'DOUBT' ? 'flag-doubt' : undefined}>
              <strong>{say(name)}</strong>
              {means && <p>{say(means)}</p>}
              {look && (
                <p>
                  <span className="soft">{say(words.look)}:</span> {say(look)}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
