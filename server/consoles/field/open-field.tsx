import { useSay } from '../../../ui/language.tsx'
import { type FieldStore, useFieldState } from './field-store.ts'
import { FormScreen } from './form-screen.tsx'
import { LanguageButton } from './language-button.tsx'
import { OutboxScreen } from './outbox-screen.tsx'
import { linkTo, usePlace } from './place.ts'
import { SyncBar } from './sync-bar.tsx'
import { useOnline, useSync } from './use-sync.ts'
import { VisitScreen } from './visit-screen.tsx'
import { VisitsScreen } from './visits-screen.tsx'
import { words } from './words.ts'

interface OpenFieldProps {
  readonly store: FieldStore
  readonly onLock: () => void
  readonly onWipe: () => void
}

/** The page with its vault open. */
export function OpenField({ store, onLock, onWipe }: OpenFieldProps) {
  const say = useSay()
  const place = usePlace()
  const online = useOnline()
  const sync = useSync(store, online)
  const { entries } = useFieldState(store)
  const open = entries.filter(({ state }) => state !== 'SENT').length
  const current = (screen: 'visits' | 'outbox') => (place.screen === screen ? 'page' : undefined)
  return (
    <>
      <header className="head">
        <nav aria-label={say(words.title)}>
          <a href={linkTo({ screen: 'visits' })} aria-current={current('visits')}>
            {say(words.visits)}
          </a>
          <a href={linkTo({ screen: 'outbox' })} aria-current={current('outbox')}>
            {say(words.outbox)}
            {open > 0 && <span className="count">{open}</span>}
          </a>
        </nav>
        <button type="button" className="quiet" onClick={onLock}>
          {say(words.lock)}
        </button>
      </header>
      <main className="screen">
        {place.screen === 'visits' && (
          <>
            <SyncBar store={store} sync={sync} online={online} />
            <VisitsScreen store={store} />
          </>
        )}
        {place.screen === 'outbox' && (
          <>
            <SyncBar store={store} sync={sync} online={online} />
            <OutboxScreen store={store} onWipe={onWipe} />
          </>
        )}
        {place.screen === 'visit' && <VisitScreen key={place.id} store={store} id={place.id} />}
        {place.screen === 'form' && <FormScreen key={place.id} store={store} id={place.id} />}
      </main>
      <footer className="foot">
        <LanguageButton />
      </footer>
    </>
  )
}
