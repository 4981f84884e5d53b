import { useState } from 'react'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { useCommand } from '../api/use-command.ts'

export type AgreeResults = Readonly<Record<string, 'SEALED' | DeskRefusal>>

/** Agrees to several files at once: one authentication, an answer for each. */
export function useAgree(onDone: () => void) {
  const command = useCommand()
  const [results, setResults] = useState<AgreeResults>({})
  const run = async (codes: readonly string[]) => {
    if (codes.length === 0) return
    const done = await command.run<AgreeResults>({ method: 'POST', path: '/countersign', body: { codes } })
    if (!done) return
    setResults(done.answer)
    onDone()
  }
  return { run, results, busy: command.busy, refusal: command.refusal }
}
