import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../..')

/** A program of the product in a process of its own. */
export interface Program {
  /** What the line that said `ready` matched. */
  readonly ready: RegExpExecArray
  readonly pid: number
  stop(): Promise<void>
}

interface Start {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A line on stdout (or stderr) that says the program is ready. */
  readonly ready: RegExp
}

const running = new Set<ChildProcess>()

/** Starts `node ARGS` and waits for its ready line. */
export function startProgram(start: Start): Promise<Program> {
  return startCommand(process.execPath, start)
}

/** Starts a command and waits for its ready line; one that ends before is an error with its last lines. */
export async function startCommand(command: string, { args, env, ready }: Start): Promise<Program> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const lastLines: string[] = []
  const found = Promise.withResolvers<RegExpExecArray>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
      const match = ready.exec(line)
      if (match) found.resolve(match)
    })
  }
  child.once('exit', (code) =>
    found.reject(new Error(`${args.join(' ')} ended (${code}):\n${lastLines.join('\n')}`)),
  )
  return { ready: await found.promise, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

/** SIGTERM to the whole group; SIGKILL for what is left after five seconds. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000)
  await gone
  clearTimeout(timer)
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal)
  } catch {
    // The group has gone already.
  }
}

/** Everything that was started ends; the last started first. */
export async function stopAll(): Promise<void> {
  for (const child of [...running].toReversed()) await stopChild(child)
}
