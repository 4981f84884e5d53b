import { concatBytes } from '../../../core/bytes.ts'
import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { type Awaited, commands, encodeCommand, type Reply, ReplyReader, status, word32 } from './frame.ts'
import { CameraRefused, PhotoDamaged } from '../camera-refusals.ts'

export interface LinkSettings {
  /** 0..255; a camera with another number stays silent. */
  readonly serialNumber: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience: number
  readonly after: After
  /** How often a command is tried; 3 unless given. */
  readonly attempts?: number
  /** Milliseconds to wait for an answer or its next part; 1000 unless given. */
  readonly timeout?: number
}

/** Milliseconds without a byte after which the line is taken for empty. */
const drained = 50
/** Milliseconds, beyond which a camera that never stops sending is no longer waited for. */
const longestDrain = 10_000
/** Unit 0.01 ms: the camera's pause between the bracket and the data (READ_FBUF). */
const dataDelay = 10

/** Commands to one camera, one at a time. None of those used here does harm when it is repeated. */
export class Link {
  readonly #channel: ByteChannel
  readonly #settings: LinkSettings
  readonly #exchange: Exchange<Uint8Array>
  readonly #inTurn = oneAtATime()
  readonly #stops: readonly (() => void)[]
  #outOfStep = false

  constructor(channel: ByteChannel, settings: LinkSettings) {
    this.#channel = channel
    this.#settings = settings
    this.#exchange = new Exchange((bytes) => channel.write(bytes), settings.after)
    this.#stops = [
      channel.onData((bytes) => this.#exchange.accept(bytes)),
      channel.onClose((reason) => this.#exchange.fail(reason ?? new ChannelClosed())),
    ]
  }

  /** Throws {@link CameraRefused} unless the status is "done". */
  run(command: number, data: readonly number[] = []): Promise<Uint8Array> {
    const awaited = { serialNumber: this.#settings.serialNumber, command }
    return this.#inTurn(async () => {
      const reply = await this.#attempt(command, data, () => gatherReply(awaited))
      if (reply.status !== status.done) throw new CameraRefused(command, reply.status)
      return reply.data
    })
  }

  /** One piece of the frozen frame; a piece whose brackets are wrong is read again. */
  readPiece(address: number, length: number): Promise<Uint8Array> {
    const data = [0, 0x0a, ...word32(address), ...word32(length), 0, dataDelay]
    const { serialNumber } = this.#settings
    return this.#inTurn(() =>
      this.#attempt(commands.readFrame, data, () => gatherPiece(serialNumber, length)),
    )
  }

  /** Resolves once nothing has arrived for a while. */
  drain(): Promise<void> {
    return untilQuiet(this.#channel, this.#settings.after, { silence: drained, limit: longestDrain })
  }

  /** Stops listening; the channel stays open. */
  detach(): void {
    for (const stop of this.#stops) stop()
  }

  async #attempt<Answer>(
    command: number,
    data: readonly number[],
    begin: () => Gather<Answer>,
  ): Promise<Answer> {
    for (let left = (this.#settings.attempts ?? 3) - 1; ; left--) {
      try {
        if (this.#outOfStep) await this.#getInStep()
        return await this.#ask(command, data, begin())
      } catch (reason) {
        if (reason instanceof NoReply) this.#outOfStep = true
        else if (!(reason instanceof PhotoDamaged)) throw reason
        if (left === 0) throw reason
        await this.drain()
      }
    }
  }

  /**
   * A piece does not say where in the frame it belongs. One that comes too late must not be taken for the next: the
   * version is asked for, and what comes before its reply is passed over.
   */
  async #getInStep(): Promise<void> {
    const awaited = { serialNumber: this.#settings.serialNumber, command: commands.getVersion }
    await this.#ask(commands.getVersion, [], gatherReply(awaited))
    this.#outOfStep = false
  }

  #ask<Answer>(command: number, data: readonly number[], gather: Gather<Answer>): Promise<Answer> {
    const { patience, serialNumber, timeout = 1000 } = this.#settings
    return this.#exchange.request({
      bytes: encodeCommand(serialNumber, command, data),
      timeout: timeout * patience,
      take: (bytes) => {
        const answer = gather(bytes)
        return answer === null ? 'more' : { answer }
      },
    })
  }
}

/** Takes bytes as they come; null until the answer is complete. */
type Gather<Answer> = (bytes: Uint8Array) => Answer | null

function gatherReply(awaited: Awaited): Gather<Reply> {
  const reader = new ReplyReader(awaited)
  return (bytes) => reader.push(bytes)?.reply ?? null
}

/** READ_FBUF: a reply without data, the piece, and the same reply again. */
function gatherPiece(serialNumber: number, length: number): Gather<Uint8Array> {
  const awaited = { serialNumber, command: commands.readFrame }
  const opening = new ReplyReader(awaited)
  let opened: Reply | null = null
  const parts: Uint8Array[] = []
  let gathered = 0
  return (bytes) => {
    let piece = bytes
    if (!opened) {
      const found = opening.push(bytes)
      if (!found) return null
      opened = found.reply
      piece = found.rest
      if (opened.status !== status.done) throw new CameraRefused(commands.readFrame, opened.status)
    }
    parts.push(piece)
    gathered += piece.length
    if (gathered < length + bracketLength) return null
    const all = concatBytes(...parts)
    checkBracket(all.subarray(length), serialNumber)
    return all.subarray(0, length)
  }
}

const bracketLength = 5

function checkBracket(bytes: Uint8Array, serialNumber: number): void {
  const bracket = [0x76, serialNumber, commands.readFrame, status.done, 0]
  if (bytes.length !== bracketLength || bracket.some((byte, i) => bytes[i] !== byte)) throw new PhotoDamaged()
}
