import { DomainError } from '../errors.ts'

/** Two-way bytes to a device or a peer: a serial line, a socket or {@link channelPair}. */
export interface ByteChannel {
  /** Resolves when the bytes were handed over; rejects with {@link ChannelClosed} once the channel has closed. */
  write(bytes: Uint8Array): Promise<void>
  /** Bytes arrive in order, in pieces of any size; nothing is kept for a listener that comes later. Returns the way to stop. */
  onData(listener: (bytes: Uint8Array) => void): () => void
  /** Called exactly once; with a reason unless this side closed. At once when already closed. Returns the way to stop. */
  onClose(listener: (reason: Error | undefined) => void): () => void
  /** May be called again, and after the peer has gone. */
  close(): Promise<void>
}

/** The cable was pulled, the peer has gone, or this side closed. */
export class ChannelClosed extends DomainError<'CHANNEL_CLOSED'> {
  constructor() {
    super('CHANNEL_CLOSED', {
      vi: 'Mất kết nối với thiết bị. Hãy kiểm tra dây cắm rồi thử lại.',
      en: 'The connection to the device was lost. Check the cable and try again.',
    })
  }
}

/** Listeners of one channel and its single close, for anything that implements {@link ByteChannel}. */
export class ChannelListeners {
  readonly #data = new Set<(bytes: Uint8Array) => void>()
  readonly #close = new Set<(reason: Error | undefined) => void>()
  #closed: { readonly reason: Error | undefined } | null = null

  get closed(): boolean {
    return this.#closed !== null
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#data.add(listener)
    return () => this.#data.delete(listener)
  }

  onClose(listener: (reason: Error | undefined) => void): () => void {
    if (this.#closed) listener(this.#closed.reason)
    else this.#close.add(listener)
    return () => this.#close.delete(listener)
  }

  emit(bytes: Uint8Array): void {
    if (this.#closed) return
    for (const listener of this.#data) listener(bytes)
  }

  /** The first call counts; later ones (an unplugged port closes twice) do nothing. */
  close(reason: Error | undefined): void {
    if (this.#closed) return
    this.#closed = { reason }
    for (const listener of this.#close) listener(reason)
    this.#close.clear()
    this.#data.clear()
  }
}

/** Two ends of an in-memory channel: what one writes the other receives, later but in order. */
export function channelPair(): readonly [ByteChannel, ByteChannel] {
  const near = new ChannelListeners()
  const far = new ChannelListeners()
  return [end(near, far), end(far, near)]
}

function end(own: ChannelListeners, peer: ChannelListeners): ByteChannel {
  return {
    async write(bytes) {
      if (own.closed) throw new ChannelClosed()
      const copy = bytes.slice()
      await Promise.resolve()
      peer.emit(copy)
    },
    onData: (listener) => own.onData(listener),
    onClose: (listener) => own.onClose(listener),
    async close() {
      own.close(undefined)
      await Promise.resolve()
      peer.close(new ChannelClosed())
    },
  }
}
