import type { ByteChannel } from './byte-channel.ts'
import type { After } from './exchange.ts'

/** Milliseconds. */
export interface Quiet {
  /** Without a byte for so long the line counts as empty. */
  readonly silence: number
  /** A peer that never stops sending is no longer waited for. */
  readonly limit: number
}

/** Resolves once the line is empty, the limit is reached or the channel closes. */
export function untilQuiet(channel: ByteChannel, after: After, { silence, limit }: Quiet): Promise<void> {
  return new Promise((resolve) => {
    const undo: (() => void)[] = []
    const finish = () => {
      cancelSilence()
      for (const step of undo) step()
      resolve()
    }
    let cancelSilence = after(silence, finish)
    const heard = () => {
      cancelSilence()
      cancelSilence = after(silence, finish)
    }
    undo.push(after(limit, finish), channel.onData(heard), channel.onClose(finish))
  })
}
