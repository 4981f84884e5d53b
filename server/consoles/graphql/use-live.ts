import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useClient, type AnyVariables, type TypedDocumentNode } from 'urql'
import { useSessionEpoch } from '../session/session-store.ts'
import { troubleOf, type Trouble } from './trouble.ts'

export interface Live<Data> {
  /** What the server told last, also while the line is away. */
  readonly data: Data | undefined
  /** Whether the line holds: what is shown is what is so. */
  readonly connected: boolean
  readonly trouble: Trouble | null
}

/** Between a line that broke and the next try. */
const pauseMilliseconds = 3000

function watchVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}
const isLookedAt = () => document.visibilityState === 'visible'

/**
 * Listens to a subscription of one `.graphql` file for as long as the page is looked at. A line that breaks is made again, and the
 * server begins with what is so now.
 */
export function useLive<Data, Variables extends AnyVariables>(
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Live<Data> {
  const client = useClient()
  const epoch = useSessionEpoch()
  const lookedAt = useSyncExternalStore(watchVisibility, isLookedAt)
  const [tries, setTries] = useState(0)
  const [state, setState] = useState<Live<Data>>({ data: undefined, connected: false, trouble: null })
  const asked = JSON.stringify(variables)
  const listen = useEffectEvent(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const line = client.subscription(subscription, variables).subscribe(({ data, error, hasNext }) => {
      const trouble = error ? troubleOf(error) : null
      setState((before) => ({ data: data ?? before.data, connected: hasNext && !error, trouble }))
      const isOver = !hasNext && trouble?.kind !== 'refused'
      if (isOver) timer = setTimeout(() => setTries((count) => count + 1), pauseMilliseconds)
    })
    return () => {
      clearTimeout(timer)
      line.unsubscribe()
    }
  })
  useEffect(() => (lookedAt ? listen() : undefined), [client, subscription, asked, epoch, lookedAt, tries])
  return state
}
