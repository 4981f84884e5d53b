import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

interface Recipe {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A line on its output that says it works. */
  readonly ready: RegExp
}

/** A program that is killed again and again, and started again as it was. */
export class Program {
  private child: ChildProcess | null = null
  private readonly recipe: Recipe
  private readonly lines: string[] = []

  constructor(recipe: Recipe) {
    this.recipe = recipe
  }

  /** Resolves with what the line that said `ready` matched. */
  async start(): Promise<RegExpExecArray> {
    const { args, env, ready } = this.recipe
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    const found = Promise.withResolvers<RegExpExecArray>()
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line)
        if (this.lines.length > 40) this.lines.shift()
        const match = ready.exec(line)
        if (match) found.resolve(match)
      })
    child.once('exit', (code) =>
      found.reject(new Error(`${args.join(' ')} ended (${code}):\n${this.lines.join('\n')}`)),
    )
    return await found.promise
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  /** Its last lines, for whoever looks why something went wrong. */
  get said(): readonly string[] {
    return this.lines
  }

  /** At once, from outside: nothing of it can tidy up. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this
    if (!child || !this.isRunning) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}

/** A port that is free now and is asked for by name later. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
