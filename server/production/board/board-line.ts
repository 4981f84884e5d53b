import { Repeater } from 'graphql-yoga'
import { Client, type Pool } from 'pg'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { mayAnywhere } from '../../kernel/authorise.ts'
import { type Board, readBoard } from './read-board.ts'

/** What the triggers and operations of the floor call when something of the board has changed. */
const channel = 'production_board'
/** However much happens, nobody is told more often. */
const shortestPause = 1000
/** However little: ages grow, stations fall silent, sessions end. */
const longestPause = 15_000
const reconnectPause = 1000

/**
 * This process's line to the changes of all processes: opened for the first who watches, closed after the last. Everybody is shown the same
 * board, which is read once for all.
 */
class BoardLine {
  readonly #pool: Pool
  readonly #watchers = new Set<() => void>()
  #client: Client | null = null
  #heartbeat: NodeJS.Timeout | undefined
  /** Runs after everybody was told, until they may be told again. */
  #rest: NodeJS.Timeout | null = null
  #changedAtRest = false
  #board: Promise<Board> | null = null

  constructor(pool: Pool) {
    this.#pool = pool
  }

  join(wake: () => void): void {
    this.#watchers.add(wake)
    if (this.#watchers.size > 1) return
    this.#heartbeat = setInterval(() => this.#tell(), longestPause)
    this.#listen()
  }

  leave(wake: () => void): void {
    this.#watchers.delete(wake)
    if (this.#watchers.size > 0) return
    clearInterval(this.#heartbeat)
    void this.#client?.end().catch(() => undefined)
    this.#client = null
    // Nobody will say when it has changed.
    this.#board = null
  }

  /** As it is since somebody was told last. */
  board(app: App, actor: Actor): Promise<Board> {
    this.#board ??= readBoard(app, actor).catch((error: unknown) => {
      this.#board = null
      throw error
    })
    return this.#board
  }

  #listen(): void {
    const client = new Client({ ...this.#pool.options, keepAlive: true })
    this.#client = client
    const lost = () => {
      if (this.#client !== client) return
      this.#client = null
      void client.end().catch(() => undefined)
      setTimeout(
        () => this.#client === null && this.#watchers.size > 0 && this.#listen(),
        reconnectPause,
      ).unref()
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', () => this.#changed())
    client
      .connect()
      .then(() => client.query(`LISTEN ${channel}`))
      // Nobody was told of what happened before the line stood.
      .then(() => this.#changed())
      .catch(lost)
  }

  #changed(): void {
    if (this.#rest === null) this.#tell()
    else this.#changedAtRest = true
  }

  #tell(): void {
    this.#board = null
    this.#changedAtRest = false
    for (const wake of this.#watchers) wake()
    this.#rest ??= setTimeout(() => {
      this.#rest = null
      if (this.#changedAtRest) this.#tell()
    }, shortestPause).unref()
  }
}

const lines = new WeakMap<Pool, BoardLine>()

function lineOf({ pool }: App): BoardLine {
  const line = lines.get(pool) ?? new BoardLine(pool)
  lines.set(pool, line)
  return line
}

/**
 * The board as it is now, and again whenever it has changed: for as long as whoever watches is signed in and may see it, which is asked
 * each time.
 */
export function watchBoard(app: App, actorNow: () => Promise<Actor>): AsyncIterableIterator<Board> {
  return new Repeater<Board>(async (push, stop) => {
    const line = lineOf(app)
    let changed = Promise.withResolvers<void>()
    const wake = () => changed.resolve()
    line.join(wake)
    let stopped = false
    void stop.then(() => {
      stopped = true
      wake()
    })
    try {
      while (!stopped) {
        const actor = await actorNow()
        if (!mayAnywhere(actor, 'print-job.read')) break
        await push(await line.board(app, actor))
        await changed.promise
        changed = Promise.withResolvers<void>()
      }
      stop()
    } finally {
      line.leave(wake)
    }
  })
}
