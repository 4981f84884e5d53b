import { useEffect, useEffectEvent } from 'react'
import { useQuery, type AnyVariables, type RequestPolicy, type TypedDocumentNode } from 'urql'
import { useSessionEpoch } from '../session/session-store.ts'
import { troubleOf, type Trouble } from './trouble.ts'

export interface Answer<Data> {
  /** The newest answer, also while the next one is on its way. */
  readonly data: Data | undefined
  readonly busy: boolean
  readonly trouble: Trouble | null
  readonly again: () => void
}

interface AskOptions {
  /** Not asked while true, as when nothing has been typed yet. */
  readonly pause?: boolean
  readonly policy?: RequestPolicy
}

/** Asks a question of one `.graphql` file; asks again when its variables change, and after a new sign-in. */
export function useAsk<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, policy }: AskOptions = {},
): Answer<Data> {
  const [result, execute] = useQuery<Data, Variables>({
    query,
    variables,
    pause,
    ...(policy && { requestPolicy: policy }),
  } as Parameters<typeof useQuery<Data, Variables>>[0])
  const again = () => execute({ requestPolicy: 'network-only' })
  const epoch = useSessionEpoch()
  const askAnew = useEffectEvent(() => {
    if (!pause) again()
  })
  useEffect(() => {
    if (epoch > 0) askAnew()
  }, [epoch])
  return {
    data: result.data,
    busy: result.fetching || result.stale,
    trouble: result.error ? troubleOf(result.error) : null,
    again,
  }
}
