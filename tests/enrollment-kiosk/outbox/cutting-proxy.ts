/** A line to the server that breaks: a TCP proxy which kills connections after a drawn number of bytes. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Numbers from 0 to 1 that a seed fixes (Mulberry32). */
export function drawnFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Line {
  readonly url: string
  /** Bytes that the next connection carries, both ways together, before it is killed; null: all. */
  budget: () => number | null
  /** Told of what passes: where to, and how much so far on this connection. */
  onPass: (way: 'UP' | 'DOWN', bytes: number) => void
  /** Whether a connection is killed before an answer passes, when so much has gone up on it. */
  losesAnswer: (up: number) => boolean
  /** Connections that were killed. */
  cuts: () => number
  /** Kills what is open, and every new connection at its first byte, until the budget is set again. */
  goDown(): void
  close(): Promise<void>
}

export async function openLine(targetPort: () => number): Promise<Line> {
  const open = new Set<Socket>()
  let cuts = 0
  const server = createServer((near) => {
    const far = connect(targetPort(), '127.0.0.1')
    let left = line.budget()
    const passed = { UP: 0, DOWN: 0 }
    const end = () => {
      near.destroy()
      far.destroy()
      open.delete(near)
    }
    const pass = (from: Socket, to: Socket, way: 'UP' | 'DOWN') =>
      from.on('data', (bytes: Buffer) => {
        if (way === 'DOWN' && line.losesAnswer(passed.UP)) left = 0
        const some = left === null ? bytes : bytes.subarray(0, left)
        if (left !== null) left -= some.length
        passed[way] += some.length
        if (some.length > 0) to.write(some)
        line.onPass(way, passed[way])
        if (left !== 0 || near.destroyed) return
        cuts += 1
        end()
      })
    pass(near, far, 'UP')
    pass(far, near, 'DOWN')
    open.add(near)
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    budget: () => null,
    onPass: () => undefined,
    losesAnswer: () => false,
    cuts: () => cuts,
    goDown() {
      line.budget = () => 0
      for (const socket of open) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return line
}
