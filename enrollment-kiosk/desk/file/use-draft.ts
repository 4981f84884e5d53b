import { useCallback, useEffect, useRef, useState } from 'react'
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

/** By file and pane: what a pane could not write before it was left is written all the same, and shown again when it is opened. */
const savers = new Map<string, DraftSaver>()

function saverOf(line: SessionLine, pane: string): DraftSaver {
  const key = `${line.id} ${pane}`
  const known = savers.get(key)
  if (known) return known
  const saver = createDraftSaver({
    write: (input) => line.keepDraft(pane, input),
    writeLast: (input) => line.keepLastDraft(pane, input),
  })
  savers.set(key, saver)
  return saver
}

/** Everything typed so far is on the disk, or the agent is gone and it is tried again. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...savers.values()].map((saver) => saver.flush()))
}

/** What was typed in a pane before, as the agent kept it. */
const keptIn = (line: SessionLine, pane: string): Typed => flattened(line.session?.drafts[pane])

/** A pane's kept input without some of its fields: what another pane has settled since. */
export function withoutFields(line: SessionLine, pane: string, fields: readonly string[]): Typed {
  return Object.fromEntries(Object.entries(keptIn(line, pane)).filter(([field]) => !fields.includes(field)))
}

export interface Draft {
  readonly typed: Typed
  /** The same function as long as the pane is shown. */
  readonly type: (changes: Typed) => void
}

/**
 * The input of one pane: what was typed, above what the file says already (`initial`), written down as it is typed. Nothing but
 * the officer's own hand takes a letter out of it.
 */
export function useDraft(line: SessionLine, pane: string, initial: () => Typed): Draft {
  const [saver] = useState(() => saverOf(line, pane))
  const [changed, setChanged] = useState<Typed>(() =>
    flattened(saver.waiting() ?? line.session?.drafts[pane]),
  )
  useEffect(() => {
    const leave = () => saver.leave()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      void saver.flush()
    }
  }, [saver])
  const latest = useRef(changed)
  const type = useCallback(
    (changes: Typed) => {
      latest.current = { ...latest.current, ...changes }
      setChanged(latest.current)
      saver.keep(latest.current)
    },
    [saver],
  )
  return { typed: { ...initial(), ...changed }, type }
}
