import { useEffect, useEffectEvent, useState } from 'react'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { useDesk, useFeed } from './desk.tsx'
import type { Command } from './desk-client.ts'
import { lineOpened } from './feed.ts'
import { isAgentGone, refusalOf } from './refusal.ts'

/** What makes a command on a session this press and no other: the file, and how it stood when the key was pressed. */
export const commandScope = ({ id, revision }: Pick<SessionView, 'id' | 'revision'>) => `${id} ${revision}`

export interface SessionLine {
  readonly id: string
  readonly session: SessionView | undefined
  /** Of the last question or command. */
  readonly refusal: DeskRefusal | null
  readonly busy: boolean
  /**
   * A command of this session, `path` below /sessions/{id}. Pressed ten times it acts once. Answers the session as it is then, or
   * null where it was refused; `refusal` then says why.
   */
  readonly act: (
    path: string,
    body?: object | Blob,
    method?: Command['method'],
  ) => Promise<SessionView | null>
  /** Writes down what is typed in a pane and not yet accepted. False where the agent did not answer: to be tried again. */
  readonly keepDraft: (pane: string, input: object) => Promise<boolean>
  /** The same while the page goes away. */
  readonly keepLastDraft: (pane: string, input: object) => void
  readonly again: () => void
  readonly clear: () => void
}

/** A draft that is refused so is refused for good: the file is signed, or the input is not as agreed. */
const neverKept = new Set(['TRANSITION_REFUSED', 'MALFORMED_REQUEST'])

interface Held {
  readonly id: string
  readonly session: SessionView | undefined
  readonly refusal: DeskRefusal | null
  /** It was a command that was refused, not a question. */
  readonly commanded: boolean
}

/** One file of this desk, kept up to date. */
export function useSession(id: string): SessionLine {
  const desk = useDesk()
  const [held, setHeld] = useState<Held>({ id, session: undefined, refusal: null, commanded: false })
  const [running, setRunning] = useState(0)
  const [asked, setAsked] = useState(0)
  const session = held.id === id ? held.session : undefined
  /** An older answer that comes late changes nothing. */
  const keepUp = (next: SessionView) =>
    setHeld((before) =>
      before.id === next.id && before.session && before.session.revision > next.revision
        ? before
        : { ...before, id: next.id, session: next },
    )
  const refuse = (error: unknown, commanded: boolean) =>
    setHeld((before) => ({
      id,
      session: before.id === id ? before.session : undefined,
      refusal: refusalOf(error),
      commanded,
    }))
  const hear = useEffectEvent((next: SessionView) => {
    keepUp(next)
    // What a command was refused for stays to be read; that a question could not be answered is over.
    setHeld((before) =>
      before.commanded && before.id === id && !isAgentGone(before.refusal)
        ? before
        : { ...before, refusal: null },
    )
  })
  const tellRefusal = useEffectEvent((error: unknown) => refuse(error, false))
  useEffect(() => {
    const leaving = new AbortController()
    async function ask(): Promise<void> {
      try {
        hear(await desk.get<SessionView>(`/sessions/${id}`, leaving.signal))
      } catch (error) {
        if (!leaving.signal.aborted) tellRefusal(error)
      }
    }
    void ask()
    return () => leaving.abort()
  }, [desk, id, asked])
  const again = () => setAsked((times) => times + 1)
  useFeed((event) => {
    if (event.type === lineOpened || event['session'] === id) again()
  })
  const act: SessionLine['act'] = async (path, body, method = 'POST') => {
    const scope = session ? commandScope(session) : id
    setRunning((n) => n + 1)
    try {
      const answer = await desk.send<SessionView>({
        method,
        path: `/sessions/${id}${path}`,
        scope,
        ...(body && { body }),
      })
      setHeld((before) => ({ ...before, refusal: null }))
      if (answer) keepUp(answer)
      return answer ?? null
    } catch (error) {
      refuse(error, true)
      return null
    } finally {
      setRunning((n) => n - 1)
    }
  }
  const keepDraft: SessionLine['keepDraft'] = async (pane, input) => {
    try {
      const answer = await desk.send<SessionView | undefined>({
        method: 'PUT',
        path: `/sessions/${id}/draft`,
        body: { pane, input },
      })
      if (answer) keepUp(answer)
      return true
    } catch (error) {
      return neverKept.has(refusalOf(error).code)
    }
  }
  return {
    id,
    session,
    refusal: held.id === id ? held.refusal : null,
    busy: running > 0,
    act,
    keepDraft,
    keepLastDraft: (pane, input) => desk.sendLast(`/sessions/${id}/draft`, { pane, input }),
    again,
    clear: () => setHeld((before) => ({ ...before, refusal: null })),
  }
}
