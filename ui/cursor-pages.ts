import { useState } from 'react'

export interface CursorPages {
  /** Cursor to ask with; null for the first page. */
  readonly after: string | null
  readonly number: number
  readonly forward: (next: string) => void
  readonly back: () => void
}

/** Pages of a list that knows only where the next one begins. Begins anew when `of` changes: another state, another search. */
export function useCursorPages(of: string): CursorPages {
  const [place, setPlace] = useState<{ readonly of: string; readonly cursors: readonly string[] }>({
    of,
    cursors: [],
  })
  const cursors = place.of === of ? place.cursors : []
  return {
    after: cursors.at(-1) ?? null,
    number: cursors.length + 1,
    forward: (next) => setPlace({ of, cursors: [...cursors, next] }),
    back: () => setPlace({ of, cursors: cursors.slice(0, -1) }),
  }
}
