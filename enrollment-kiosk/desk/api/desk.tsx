import { createContext, use, useEffect, useEffectEvent, useMemo, type ReactNode } from 'react'
import { createDeskClient, type DeskClient } from './desk-client.ts'
import { openFeed, type Feed, type FeedListener } from './feed.ts'

interface Desk {
  readonly client: DeskClient
  readonly feed: Feed
}

const DeskContext = createContext<Desk | null>(null)

/** The line to the agent, for everything below. */
export function DeskProvider({ token, children }: { readonly token: string; readonly children: ReactNode }) {
  const desk = useMemo(() => {
    const client = createDeskClient(token)
    return { client, feed: openFeed(client) }
  }, [token])
  return <DeskContext value={desk}>{children}</DeskContext>
}

function useLine(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('outside of DeskProvider')
  return desk
}

/** Asks and commands the agent: `useDesk().get(path)`, `.send({ method, path, body, scope })`, `.bytes(path)`. */
export const useDesk = (): DeskClient => useLine().client

/** Hears every event of the agent while the calling component is on the screen. */
export function useFeed(onEvent: FeedListener): void {
  const { feed } = useLine()
  const hear = useEffectEvent(onEvent)
  useEffect(() => feed.subscribe((event) => hear(event)), [feed])
}
