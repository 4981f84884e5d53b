import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { SbiRefused } from './error-codes.ts'

/** Who of this interface's callers has a device: one capture, or the pictures of a stream, which give way to a capture. */
export interface Lane {
  /** A capture is under way, or only a stream. */
  readonly use: 'CAPTURE' | 'STREAM' | null
  /** Throws SbiRefused 111 where another capture runs. */
  capture<Result>(work: () => Promise<Result>): Promise<Result>
  /** One picture of a stream, after captures; its signal is aborted when one begins. */
  look<Result>(work: (signal: AbortSignal) => Promise<Result>, end: AbortSignal): Promise<Result>
}

export function openLane(): Lane {
  const inTurn = oneAtATime()
  let capturing: Promise<unknown> | null = null
  let looking: AbortController | null = null
  return {
    get use() {
      if (capturing) return 'CAPTURE'
      return looking ? 'STREAM' : null
    },
    async capture(work) {
      if (capturing) throw new SbiRefused(111)
      looking?.abort()
      const running = inTurn(work)
      capturing = running
      try {
        return await running
      } finally {
        capturing = null
      }
    },
    async look(work, end) {
      while (capturing) await capturing.catch(() => undefined)
      return inTurn(async () => {
        const look = new AbortController()
        const stop = () => look.abort()
        looking = look
        end.addEventListener('abort', stop)
        if (end.aborted) stop()
        try {
          return await work(look.signal)
        } finally {
          end.removeEventListener('abort', stop)
          looking = null
        }
      })
    },
  }
}
