import { concatBytes } from '../../../core/bytes.ts'
import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { type Awaited, commands, encodeCommand, type Reply, ReplyReader, status, word32 } from './frame.ts'
import { CameraRefused, PhotoDamaged } from './refusals.ts'

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

/** Commands to one camera, one at a time. None of those used here does harm when it is repeated. */
export interface Link {
  /** Throws {@link CameraRefused} unless the status is "done". */
  run(command: number, data?: readonly number[]): Promise<Uint8Array>
  /** One piece of the frozen frame; a piece whose brackets are wrong is read again. */
  readPiece(address: number, length: number): Promise<Uint8Array>
  /** Resolves once nothing has arrived for a while. */
  drain(): Promise<void>
  /** Stops listening; the channel stays open. */
  detach(): void
}

/** Milliseconds without a byte after which the line is taken for empty. */
const drained = 50
/** Milliseconds, beyond which a camera that never stops sending is no longer waited for. */
const longestDrain = 10_000
/** Unit 0.01 ms: the camera's pause between the bracket and the data (READ_FBUF). */
const dataDelay = 10

export function openLink(channel: ByteChannel, settings: LinkSettings): Link {
  const { after, patience, serialNumber, attempts = 3, timeout = 1000 } = settings
  const exchange = new Exchange<Uint8Array>((bytes) => channel.write(bytes), after)
  const inTurn = oneAtATime()
  const stopData = channel.onData((bytes) => exchange.accept(bytes))
  const stopClose = channel.onClose((reason) => exchange.fail(reason ?? new ChannelClosed()))
  const drain = () => untilQuiet(channel, after, { silence: drained, limit: longestDrain })

  const ask = async <Answer>(
    command: number,
    data: readonly number[],
    begin: () => Gather<Answer>,
  ): Promise<Answer> => {
    for (let left = attempts - 1; ; left--) {
      const gather = begin()
      try {
        return await exchange.request({
          bytes: encodeCommand(serialNumber, command, data),
          timeout: timeout * patience,
          take: (bytes) => {
            const answer = gather(bytes)
            return answer === null ? 'more' : { answer }
          },
        })
      } catch (reason) {
        const lost = reason instanceof NoReply || reason instanceof PhotoDamaged
        if (!lost || left === 0) throw reason
        await drain()
      }
    }
  }

  return {
    drain,
    detach: () => {
      stopData()
      stopClose()
    },
    run: (command, data = []) =>
      inTurn(async () => {
        const reply = await ask(command, data, () => gatherReply({ serialNumber, command }))
        if (reply.status !== status.done) throw new CameraRefused(command, reply.status)
        return reply.data
      }),
    readPiece: (address, length) =>
      inTurn(() => {
        const data = [0, 0x0a, ...word32(address), ...word32(length), 0, dataDelay]
        return ask(commands.readFrame, data, () => gatherPiece(serialNumber, length))
      }),
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
