import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { z } from 'zod'
import type { SessionLine } from '../api/use-session.ts'
import { createDraftSaver, type DraftSaver } from './draft-saver.ts'

/** What is typed in a pane, word for word, by the name of its field. */
export type Typed = Readonly<Record<string, string>>

const leafSchema = z.union([z.string(), z.boolean(), z.null()]).transform((leaf) => {
  if (typeof leaf === 'string') return leaf
  return leaf === true ? 'yes' : ''
})
const nestedSchema = z.record(z.string(), z.unknown())

/** Fields by their paths, also of a draft that the agent prepared in the shape of a request. */
function flattened(value: unknown, prefix = ''): Typed {
  const nested = nestedSchema.safeParse(value)
  if (!nested.success) return {}
  return Object.fromEntries(
    Object.entries(nested.data).flatMap(([name, part]) => {
      const leaf = leafSchema.safeParse(part)
      return leaf.success
        ? [[prefix + name, leaf.data] as const]
        : Object.entries(flattened(part, `${prefix + name}.`))
    }),
  )
}

const savers = new Set<DraftSaver>()

/** Everything typed so far is on the disk, or the agent is gone and it is tried again. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...savers].map((saver) => saver.flush()))
}

/** What was typed in a pane before, as the agent kept it. */
const keptIn = (line: SessionLine, pane: string): Typed => flattened(line.session?.drafts[pane])

/** A pane's kept input without some of its fields: what another pane has settled since. */
export function withoutFields(line: SessionLine, pane: string, fields: readonly string[]): Typed {
  return Object.fromEntries(Object.entries(keptIn(line, pane)).filter(([field]) => !fields.includes(field)))
}

export interface Draft {
  readonly typed: Typed
  readonly type: (changes: Typed) => void
}

/**
 * The input of one pane: what was typed, above what the file says already (`initial`), written down as it is typed. Nothing but
 * the officer's own hand takes a letter out of it.
 */
export function useDraft(line: SessionLine, pane: string, initial: () => Typed): Draft {
  const [changed, setChanged] = useState<Typed>(() => keptIn(line, pane))
  const write = useEffectEvent((input: object) => line.keepDraft(pane, input))
  const writeLast = useEffectEvent((input: object) => line.keepLastDraft(pane, input))
  const saver = useRef<DraftSaver>(null)
  useEffect(() => {
    const mine = createDraftSaver({ write: (input) => write(input), writeLast: (input) => writeLast(input) })
    saver.current = mine
    savers.add(mine)
    const leave = () => mine.leave()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      void mine.flush().finally(() => savers.delete(mine))
    }
  }, [])
  return {
    typed: { ...initial(), ...changed },
    type(changes) {
      const next = { ...changed, ...changes }
      setChanged(next)
      saver.current?.keep(next)
    },
  }
}
