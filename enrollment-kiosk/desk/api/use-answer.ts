import { useCallback, useEffect, useState } from 'react'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { useDesk, useFeed } from './desk.tsx'
import { lineOpened } from './feed.ts'
import { refusalOf } from './refusal.ts'

export interface Answer<Data> {
  /** The newest answer, also while the next one is on its way or the last question was refused. */
  readonly data: Data | undefined
  readonly refusal: DeskRefusal | null
  readonly busy: boolean
  readonly again: () => void
}

interface Options {
  /** Asked again when the agent tells an event of one of these types. */
  readonly on?: readonly string[]
  /** Asked again after so long, whatever happens. */
  readonly everyMilliseconds?: number
}

interface Held<Data> {
  readonly path: string | null
  readonly data: Data | undefined
  readonly refusal: DeskRefusal | null
  readonly busy: boolean
}

/** What a GET of the agent answers, kept up to date. `null` asks nothing. */
export function useAnswer<Data>(
  path: string | null,
  { on = [], everyMilliseconds }: Options = {},
): Answer<Data> {
  const desk = useDesk()
  const [asked, setAsked] = useState(0)
  const [held, setHeld] = useState<Held<Data>>({ path: null, data: undefined, refusal: null, busy: false })
  useEffect(() => {
    if (path === null) return undefined
    const leaving = new AbortController()
    desk.get<Data>(path, leaving.signal).then(
      (data) => setHeld({ path, data, refusal: null, busy: false }),
      (error: unknown) => {
        if (leaving.signal.aborted) return
        const refusal = refusalOf(error)
        setHeld((before) => ({
          ...before,
          path,
          refusal,
          busy: false,
          data: before.path === path ? before.data : undefined,
        }))
      },
    )
    return () => leaving.abort()
  }, [desk, path, asked])
  const again = useCallback(() => setAsked((times) => times + 1), [])
  useFeed(({ type }) => {
    if (type === lineOpened || on.includes(type)) again()
  })
  useEffect(() => {
    if (everyMilliseconds === undefined) return undefined
    const timer = setInterval(again, everyMilliseconds)
    return () => clearInterval(timer)
  }, [everyMilliseconds, again])
  const mine = held.path === path && path !== null
  return {
    data: mine ? held.data : undefined,
    refusal: mine ? held.refusal : null,
    busy: path !== null && !mine,
    again,
  }
}
