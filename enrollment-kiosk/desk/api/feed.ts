import type { DeskClient } from './desk-client.ts'

/** One event of the agent, by its `type`; further members by that type (enrollment-kiosk/session/progress.ts). */
export type DeskEvent = { readonly type: string } & Readonly<Record<string, unknown>>

export type FeedListener = (event: DeskEvent) => void

export interface Feed {
  subscribe(listener: FeedListener): () => void
}

/** Told by the page itself when the line to the agent is there (again): what was missed is to be asked for. */
export const lineOpened = 'line'

const pauseMilliseconds = 1000

const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, pauseMilliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** The agent's events for everybody on the page, over one connection that is opened again whenever it breaks. */
export function openFeed(client: DeskClient): Feed {
  const listeners = new Set<FeedListener>()
  let following: AbortController | null = null
  const tell = (event: DeskEvent) => {
    for (const listener of listeners) listener(event)
  }

  async function follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const stream = await client.events(signal)
        tell({ type: lineOpened })
        for await (const event of readEvents(stream)) tell(event)
      } catch {
        // The agent is gone or coming back; the station's state says so on the screen.
      }
      if (!signal.aborted) await pause(signal)
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (!following) {
        following = new AbortController()
        void follow(following.signal)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        following?.abort()
        following = null
      }
    },
  }
}

async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<DeskEvent> {
  const decoder = new TextDecoder()
  const reader = stream.getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += decoder.decode(value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data !== undefined) yield JSON.parse(data) as DeskEvent
    }
  }
}
