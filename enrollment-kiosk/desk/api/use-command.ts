import { useState } from 'react'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { useDesk } from './desk.tsx'
import type { Command } from './desk-client.ts'
import { refusalOf } from './refusal.ts'

export interface CommandLine {
  /** Answers null where it was refused; `refusal` then says why. */
  readonly run: <Answer = unknown>(command: Command) => Promise<{ readonly answer: Answer } | null>
  readonly busy: boolean
  readonly refusal: DeskRefusal | null
  readonly clear: () => void
}

/** Commands of one screen, one after the other or at once, and the last refusal. */
export function useCommand(): CommandLine {
  const desk = useDesk()
  const [running, setRunning] = useState(0)
  const [refusal, setRefusal] = useState<DeskRefusal | null>(null)
  const run = async <Answer>(command: Command) => {
    setRunning((n) => n + 1)
    try {
      const answer = await desk.send<Answer>(command)
      setRefusal(null)
      return { answer }
    } catch (error) {
      setRefusal(refusalOf(error))
      return null
    } finally {
      setRunning((n) => n - 1)
    }
  }
  return { run, busy: running > 0, refusal, clear: () => setRefusal(null) }
}
