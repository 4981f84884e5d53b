import { useSyncExternalStore } from 'react'

/** Where on the page one is; ids only, as addresses are remembered by browsers. */
export type Place =
  | { readonly screen: 'visits' }
  | { readonly screen: 'outbox' }
  | { readonly screen: 'visit' | 'form'; readonly id: string }

function placeIn(hash: string): Place {
  const [, screen, id] = /^#\/(visit|form)\/([\da-f-]{36})$/.exec(hash) ?? []
  if (id !== undefined) return { screen: screen === 'form' ? 'form' : 'visit', id }
  return hash === '#/outbox' ? { screen: 'outbox' } : { screen: 'visits' }
}

export const linkTo = (place: Place): string =>
  'id' in place ? `#/${place.screen}/${place.id}` : place.screen === 'outbox' ? '#/outbox' : '#/'

export function goTo(place: Place): void {
  window.location.hash = linkTo(place)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

export function usePlace(): Place {
  return placeIn(useSyncExternalStore(subscribe, () => window.location.hash))
}
