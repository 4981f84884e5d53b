import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { concatBytes } from '../../../core/bytes.ts'
import { CameraRefused, PhotoDamaged } from '../camera-refusals.ts'
import {
  acknowledgement,
  commands,
  encodeMessage,
  lastAcknowledge,
  type Message,
  MessageReader,
  packageOverhead,
  readPackage,
} from './message.ts'

export interface LinkSettings {
  /** Multiplies every time-out, for slow machines. */
  readonly patience: number
  readonly after: After
}

const attempts = 3
const drained = 50
const longestDrain = 10_000
/** Milliseconds to an answer; taking a picture is slower. */
const timeout = 500
const pictureTimeout = 3000
/** Milliseconds from the first call to the second; each pause is longer by one. */
const firstPauseMs = 20

/** Messages to one camera, one at a time. */
export class Link {
  readonly #channel: ByteChannel
  readonly #settings: LinkSettings
  readonly #exchange: Exchange<Uint8Array>
  readonly #inTurn = oneAtATime()
  readonly #stops: readonly (() => void)[]

  constructor(channel: ByteChannel, settings: LinkSettings) {
    this.#channel = channel
    this.#settings = settings
    this.#exchange = new Exchange((bytes) => channel.write(bytes), settings.after)
    this.#stops = [
      channel.onData((bytes) => this.#exchange.accept(bytes)),
      channel.onClose((reason) => this.#exchange.fail(reason ?? new ChannelClosed())),
    ]
  }

  /** Calls until the camera acknowledges and calls back. False where nobody does. */
  sync(calls: number): Promise<boolean> {
    return this.#inTurn(async () => {
      for (let call = 0; call < calls; call++) {
        try {
          await this.#ask(encodeMessage(commands.sync), firstPauseMs + call, gatherSync())
          await this.#channel.write(encodeMessage(commands.acknowledge, acknowledgement(commands.sync)))
          return true
        } catch (reason) {
          if (!(reason instanceof NoReply)) throw reason
        }
      }
      return false
    })
  }

  /** Throws CameraRefused where the camera says no. */
  run(command: number, parameters: readonly number[] = []): Promise<void> {
    return this.#inTurn(() =>
      this.#attempt(() =>
        this.#ask(encodeMessage(command, parameters), timeout, gatherAcknowledgement(command)),
      ),
    )
  }

  /** The length of the picture that the camera has. */
  announce(command: number, parameters: readonly number[]): Promise<number> {
    return this.#inTurn(() =>
      this.#attempt(() =>
        this.#ask(encodeMessage(command, parameters), pictureTimeout, gatherAnnouncement(command)),
      ),
    )
  }

  /** One package of the picture; one that came damaged is asked for again. */
  readPackage(number: number, length: number): Promise<Uint8Array> {
    const question = encodeMessage(commands.acknowledge, acknowledgement(0, number))
    return this.#inTurn(() =>
      this.#attempt(() => this.#ask(question, timeout, gatherPackage(number, length))),
    )
  }

  /** The picture is here. */
  finish(): Promise<void> {
    return this.#inTurn(() =>
      this.#channel.write(encodeMessage(commands.acknowledge, acknowledgement(0, lastAcknowledge))),
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

  async #attempt<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    for (let left = attempts - 1; ; left--) {
      try {
        return await work()
      } catch (reason) {
        if (!(reason instanceof NoReply || reason instanceof PhotoDamaged) || left === 0) throw reason
        await this.drain()
      }
    }
  }

  #ask<Answer>(bytes: Uint8Array, milliseconds: number, gather: Gather<Answer>): Promise<Answer> {
    return this.#exchange.request({
      bytes,
      timeout: milliseconds * this.#settings.patience,
      take: (received) => {
        const answer = gather(received)
        return answer === null ? 'more' : { answer: answer.value }
      },
    })
  }
}

/** Takes bytes as they come; null until the answer is complete. */
type Gather<Answer> = (bytes: Uint8Array) => { readonly value: Answer } | null

const isAcknowledgementOf = ({ command, parameters }: Message, what: number) =>
  command === commands.acknowledge && parameters[0] === what

function refuseIf({ command, parameters }: Message, asked: number): void {
  if (command === commands.refuse) throw new CameraRefused(asked, parameters[2])
}

/** ACK of the call, and a call of the camera's own. */
function gatherSync(): Gather<true> {
  const reader = new MessageReader()
  let acknowledged = false
  return (bytes) => {
    for (const message of reader.push(bytes)) {
      if (isAcknowledgementOf(message, commands.sync)) acknowledged = true
      else if (acknowledged && message.command === commands.sync) return { value: true }
    }
    return null
  }
}

function gatherAcknowledgement(command: number): Gather<void> {
  const reader = new MessageReader()
  return (bytes) => {
    for (const message of reader.push(bytes)) {
      refuseIf(message, command)
      if (isAcknowledgementOf(message, command)) return { value: undefined }
    }
    return null
  }
}

function gatherAnnouncement(command: number): Gather<number> {
  const reader = new MessageReader()
  return (bytes) => {
    for (const message of reader.push(bytes)) {
      refuseIf(message, command)
      const [, low, middle, high] = message.parameters
      if (message.command === commands.data) return { value: low + middle * 0x100 + high * 0x10000 }
    }
    return null
  }
}

function gatherPackage(number: number, length: number): Gather<Uint8Array> {
  const parts: Uint8Array[] = []
  let gathered = 0
  return (bytes) => {
    parts.push(bytes)
    gathered += bytes.length
    const whole = length + packageOverhead
    if (gathered < whole) return null
    if (gathered > whole) throw new PhotoDamaged()
    return { value: readPackage(concatBytes(...parts), number) }
  }
}
