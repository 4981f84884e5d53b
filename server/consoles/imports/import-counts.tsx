import type { Bilingual } from '../../../core/errors.ts'
import type { CountedFragment } from '../generated/imports.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { countTexts } from './words.ts'

const names = Object.keys(countTexts) as readonly (keyof typeof countTexts)[]

/** What came, or would come, of the rows; what is nought is left out but for the first. */
export function ImportCounts({
  title,
  counts,
}: {
  readonly title: Bilingual
  readonly counts: CountedFragment
}) {
  const say = useSay()
  return (
    <section className="panel" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      <dl className="count-tiles">
        {names
          .filter((name) => name === 'rows' || counts[name] > 0)
          .map((name) => (
            <div key={name}>
              <dt>{say(countTexts[name])}</dt>
              <dd>{formatCount(counts[name])}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
