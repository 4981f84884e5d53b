import type { ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

export type Fact = readonly [Bilingual, ReactNode]

/** What is known, item by item; what is not is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const say = useSay()
  return (
    <dl className="facts">
      {facts.map(
        ([term, value]) =>
          value && (
            <div key={term.en}>
              <dt>{say(term)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
