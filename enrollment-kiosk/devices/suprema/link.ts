import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply, type Verdict } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { DataDamaged } from '../scanner-refusals.ts'
import { type Command, commands, flags, parameters } from './commands.ts'
import { encodePacket, type Following, type Packet, PacketReader, type Received } from './packet.ts'

export interface LinkSettings {
  /** Bits per second, for the time a broken-off transfer may still take. */
  readonly baudRate: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience: number
  readonly after: After
}

/** A module's last word on a command. */
export interface Answer {
  readonly flag: number
  /** A finger was seen, whatever came of it then. */
  readonly scanned: boolean
  readonly parameter: number
  readonly size: number
}

export interface Question {
  readonly parameter?: number
  readonly size?: number
  readonly flag?: number
  /** Milliseconds that a finger may take; for commands that scan. */
  readonly fingerTimeout?: number
}

const attempts = 3
const interByteSilence = 200
const drained = 50
/** Bytes that a broken-off transfer may still bring. */
const longestTransfer = 200_000
/** Data packets that may come damaged before a transfer is begun again. */
const mostResends = 5
/** Body of a data packet that is asked for. */
const bodySize = 4096

/** Commands to one module, one at a time; a lost answer is asked for again where that does no harm. */
export class Link {
  readonly #channel: ByteChannel
  readonly #settings: LinkSettings
  readonly #exchange: Exchange<Received>
  readonly #reader = new PacketReader(followingOf)
  readonly #inTurn = oneAtATime()
  readonly #stops: readonly (() => void)[]
  #cancelSilence = () => {}
  #outOfStep = false

  constructor(channel: ByteChannel, settings: LinkSettings) {
    this.#channel = channel
    this.#settings = settings
    this.#exchange = new Exchange((bytes) => channel.write(bytes), settings.after)
    this.#stops = [
      channel.onData((bytes) => this.#hear(bytes)),
      channel.onClose((reason) => {
        this.#cancelSilence()
        this.#exchange.fail(reason ?? new ChannelClosed())
      }),
    ]
  }

  /** The answer that ends a command; "scanned" and "go on" come before it. */
  run(command: Command, question: Question = {}): Promise<Answer> {
    return this.#inTurn(() => this.#attempt(command, question, () => takeAnswer(command)))
  }

  /** Extended transfer from the module; its data packets are asked for again one by one where they come damaged. */
  receive(command: Command): Promise<Answer & { readonly data: Uint8Array }> {
    const acknowledge = (packet: Packet, flag: number) => {
      void this.#channel.write(encodePacket({ ...packet, size: 0, flag })).catch(() => undefined)
    }
    return this.#inTurn(() =>
      this.#attempt(command, { size: bodySize }, () => takeTransfer(command, acknowledge)),
    )
  }

  /** Resolves once nothing has arrived for a while. */
  async drain(): Promise<void> {
    const { after, baudRate } = this.#settings
    const limit = (longestTransfer * 10_000) / baudRate
    await untilQuiet(this.#channel, after, { silence: drained, limit })
    this.#reader.clear()
  }

  /** Stops listening; the channel stays open. */
  detach(): void {
    this.#cancelSilence()
    for (const stop of this.#stops) stop()
  }

  #hear(bytes: Uint8Array): void {
    const { after, patience } = this.#settings
    this.#cancelSilence()
    this.#accept(this.#reader.push(bytes))
    if (!this.#reader.waiting) return
    this.#cancelSilence = after(interByteSilence * patience, () => this.#accept(this.#reader.giveUp()))
  }

  #accept(received: readonly Received[]): void {
    for (const one of received) this.#exchange.accept(one)
  }

  async #attempt<Result extends Answer>(
    command: Command,
    question: Question,
    take: () => Taker<Result>,
  ): Promise<Result> {
    for (let left = attempts - 1; ; left--) {
      try {
        if (this.#outOfStep) await this.#getInStep()
        return await this.#ask(command, question, take())
      } catch (reason) {
        if (!(reason instanceof NoReply || reason instanceof DataDamaged)) throw reason
        this.#outOfStep = true
        if (left === 0 || !command.repeatable) throw reason
      }
    }
  }

  /** Answers name their command but not which time it was given: a parameter is read until that answer comes. */
  async #getInStep(): Promise<void> {
    await this.drain()
    const { readParameter } = commands
    await this.#ask(readParameter, { flag: parameters.moduleId }, takeAnswer(readParameter))
    this.#outOfStep = false
  }

  #ask<Result>(command: Command, question: Question, take: Taker<Result>): Promise<Result> {
    const { parameter = 0, size = 0, flag = 0, fingerTimeout = 0 } = question
    return this.#exchange.request({
      bytes: encodePacket({ command: command.code, parameter, size, flag }),
      timeout: (command.timeout + fingerTimeout) * this.#settings.patience,
      take,
    })
  }
}

/** Answers that are followed by data in the simple form. */
const withData: ReadonlySet<number> = new Set([
  commands.scanImage.code,
  commands.readImage.code,
  commands.readTemplate.code,
  commands.scanTemplate.code,
])

function followingOf({ command, size, flag }: Packet): Following | null {
  if (flag === flags.more) return { bytes: size, trailer: 'sum' }
  if (flag === flags.done && withData.has(command)) return { bytes: size, trailer: 'terminator' }
  return null
}

type Taker<Result> = (received: Received) => Verdict<Result>

function takeAnswer(command: Command): Taker<Answer> {
  let scanned = false
  return (received) => {
    if (received === 'damaged') throw new DataDamaged()
    const { flag, parameter, size } = received.packet
    if (received.packet.command !== command.code) return 'stale'
    if (!command.scans || flag !== flags.scanned) return { answer: { flag, scanned, parameter, size } }
    scanned = true
    return 'more'
  }
}

/** The announcement of count and length, then the data packets in their order. */
function takeTransfer(
  command: Command,
  acknowledge: (packet: Packet, flag: number) => void,
): Taker<Answer & { readonly data: Uint8Array }> {
  let announced: (Answer & { readonly data: Uint8Array }) | null = null
  let next = 0
  let filled = 0
  let resends = 0
  return (received) => {
    if (received === 'damaged') throw new DataDamaged()
    const { packet, data } = received
    if (packet.command !== command.code) return 'stale'
    if (!announced) {
      const { flag, parameter, size } = packet
      if (flag === flags.scanned) return 'more'
      if (flag === flags.more) return 'stale'
      announced = {
        flag,
        scanned: false,
        parameter,
        size,
        data: new Uint8Array(flag === flags.done ? size : 0),
      }
      return flag === flags.done ? 'more' : { answer: announced }
    }
    if (!data) {
      if (++resends > mostResends) throw new DataDamaged()
      acknowledge(packet, flags.dataDamaged)
      return 'more'
    }
    const index = packet.parameter >>> 16
    // Sent again although it had come: the acknowledgement was lost.
    if (index < next) acknowledge(packet, flags.dataGood)
    if (index < next) return 'more'
    if (index > next || filled + data.length > announced.size) throw new DataDamaged()
    announced.data.set(data, filled)
    filled += data.length
    next++
    acknowledge(packet, flags.dataGood)
    if (next < announced.parameter) return 'more'
    if (filled !== announced.size) throw new DataDamaged()
    return { answer: announced }
  }
}
