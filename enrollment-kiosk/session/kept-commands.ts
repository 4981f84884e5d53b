/**
 * The memory of answers (command-memory.ts) ends with the agent. So a session keeps, in the same write as what a command did,
 * which command that was: a screen that was cut off from an agent which was killed asks again, and nothing is done twice.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { sha256Of } from '../outbox/outbox.ts'
import type { CaptureSession } from './capture-session.ts'

/** A screen waits for each answer: only the last few commands can be asked for again. */
const keptCommands = 32

const underWay = new AsyncLocalStorage<string>()

/** What a session keeps of a command: its query may tell of the applicant. */
const markOf = (command: string) => sha256Of(new TextEncoder().encode(command)).slice(0, 32)

/** Whatever is kept while this works is kept as done by the command. */
export function asCommand<T>(command: string, work: () => Promise<T>): Promise<T> {
  return underWay.run(markOf(command), work)
}

/** The session with the command under way among those that it is the outcome of. */
export function withCommand(session: CaptureSession): CaptureSession {
  const mark = underWay.getStore()
  if (mark === undefined || session.commands.includes(mark)) return session
  return { ...session, commands: [...session.commands, mark].slice(-keptCommands) }
}

/** The session in which a command was done already, also before the agent was last started. */
export function sessionAfter(
  sessions: readonly CaptureSession[],
  command: string,
): CaptureSession | undefined {
  const mark = markOf(command)
  return sessions.find(({ commands }) => commands.includes(mark))
}
