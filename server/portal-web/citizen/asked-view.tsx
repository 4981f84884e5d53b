import { useState } from 'react'
import { DisclosureList } from '../disclosure-list.tsx'
import type { Disclosure } from '../disclosures.ts'
import { ask } from './ask.ts'
import { Failure } from './controls.tsx'
import { ownDisclosures } from './questions.ts'
import { useAct, useAnswer } from './use-said.ts'
import type { ForPerson } from './words.ts'

interface Found {
  readonly disclosures: readonly Disclosure[]
  readonly next: string | null
}

/** Who asked about the person, page after page. */
export function AskedView({ words, language, residentId, onSignedOut }: ForPerson) {
  const first = useAnswer(ownDisclosures, { resident: residentId }, onSignedOut)
  const { busy, failure, act } = useAct(onSignedOut)
  const [further, setFurther] = useState<Found | null>(null)
  const found = further ?? first.answer
  const more = () =>
    void act(
      () => ask(ownDisclosures, { resident: residentId, after: found?.next ?? null }),
      ({ disclosures, next }) =>
        setFurther({ disclosures: [...(found?.disclosures ?? []), ...disclosures], next }),
    )
  return (
    <section className="box" aria-labelledby="asked-heading">
      <h2 id="asked-heading" tabIndex={-1}>
        {words.askedTab}
      </h2>
      <output className="for-ears">{(busy || !found) && words.busy}</output>
      <Failure failure={first.failure} language={language} onRetry={first.again} />
      <Failure failure={failure} language={language} onRetry={more} />
      {found && (
        <DisclosureList
          disclosures={found.disclosures}
          more={found.next !== null}
          busy={busy}
          language={language}
          onMore={more}
        />
      )}
    </section>
  )
}
