import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply, type Verdict } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { confirmation, type Instruction, instructions } from './instructions.ts'
import { dataPackets, encodePacket, type Packet, packetKind, PacketReader, type Received } from './packet.ts'
import { DataDamaged } from '../scanner-refusals.ts'

export interface LinkSettings {
  readonly address: number
  /** Bits per second, for the time a broken-off transfer may still take. */
  readonly baudRate: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience: number
  readonly after: After
}

/** A module's answer: its confirmation code and what follows it. */
export interface Answer {
  readonly confirmation: number
  readonly payload: Uint8Array
}

export interface Transfer {
  readonly parameters: readonly number[]
  /** Numbers of bytes that may come; anything else is damaged. */
  readonly lengths: readonly number[]
}

export interface OutgoingData {
  readonly bytes: Uint8Array
  /** Content of each data packet. */
  readonly packetSize: number
}

const attempts = 3
/** Milliseconds without a byte after which a packet that began is taken for truncated. */
const interByteSilence = 200
/** Milliseconds without a byte after which the line is taken for empty. */
const drained = 50
/** Bytes of the longest transfer, a whole picture in small packets: no more than this can still be under way. */
const longestTransfer = 50_000

/** Instructions to one module, one at a time; a lost answer is asked for again where that does no harm. */
export class Link {
  readonly #channel: ByteChannel
  readonly #settings: LinkSettings
  readonly #exchange: Exchange<Received>
  readonly #reader = new PacketReader()
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

  run(instruction: Instruction, parameters: readonly number[] = []): Promise<Answer> {
    const { address } = this.#settings
    return this.#inTurn(() => this.#attempt(instruction, parameters, () => takeAnswer(address, instruction)))
  }

  /** Module to host: the answer and then data. A damaged transfer is begun again as a whole. */
  receive(instruction: Instruction, { parameters, lengths }: Transfer): Promise<Answer> {
    const { address } = this.#settings
    return this.#inTurn(() => this.#attempt(instruction, parameters, () => takeTransfer(address, lengths)))
  }

  /** Host to module, after its consent. The protocol has no confirmation of the data. */
  send(instruction: Instruction, parameters: readonly number[], data: OutgoingData): Promise<Answer> {
    const { address } = this.#settings
    return this.#inTurn(async () => {
      const answer = await this.#attempt(instruction, parameters, () => takeAnswer(address, instruction))
      if (answer.confirmation !== confirmation.done) return answer
      for (const packet of dataPackets(address, data.bytes, data.packetSize))
        await this.#channel.write(packet)
      return answer
    })
  }

  /** Resolves once nothing has arrived for a while. */
  async drain(): Promise<void> {
    const { after, baudRate } = this.#settings
    await untilQuiet(this.#channel, after, { silence: drained, limit: lineTime(longestTransfer, baudRate) })
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
    for (const packet of received) this.#exchange.accept(packet)
  }

  async #attempt(
    instruction: Instruction,
    parameters: readonly number[],
    take: () => Taker,
  ): Promise<Answer> {
    for (let left = attempts - 1; ; left--) {
      try {
        if (this.#outOfStep) await this.#getInStep()
        const answer = await this.#ask(instruction, parameters, take())
        // The module could not read the command, so it has done nothing.
        if (answer.confirmation !== confirmation.packetDamaged || left === 0) return answer
      } catch (reason) {
        if (reason instanceof NoReply) this.#outOfStep = true
        else if (!(reason instanceof DataDamaged)) throw reason
        if (left === 0 || !instruction.repeatable) throw reason
        await this.drain()
      }
    }
  }

  /**
   * Acknowledgements do not say which command they answer. After one that did not come in time it may still be on
   * its way: the parameters, whose answer has a length of its own, are read until they come, and what came before is dropped.
   */
  async #getInStep(): Promise<void> {
    await this.drain()
    const { readSysPara } = instructions
    await this.#ask(readSysPara, [], takeAnswer(this.#settings.address, readSysPara))
    this.#outOfStep = false
  }

  #ask(instruction: Instruction, parameters: readonly number[], take: Taker): Promise<Answer> {
    const { address, patience } = this.#settings
    const content = Uint8Array.of(instruction.code, ...parameters)
    return this.#exchange.request({
      bytes: encodePacket({ address, kind: packetKind.command, content }),
      timeout: instruction.timeout * patience,
      take,
    })
  }
}

type Taker = (received: Received) => Verdict<Answer>

function answerIn(packet: Packet): Answer {
  return {
    confirmation: packet.content[0] ?? confirmation.packetDamaged,
    payload: packet.content.subarray(1),
  }
}

function takeAnswer(address: number, instruction: Instruction): Taker {
  return (received) => {
    if (received === 'damaged') throw new DataDamaged()
    // SetAdder answers from the new address already (ZFM-20 manual, SetAdder).
    const readdressed = instruction.code === instructions.setAdder.code
    if (received.address !== address && !readdressed) return 'stale'
    if (received.kind !== packetKind.acknowledge) return 'stale'
    const answer = answerIn(received)
    const fits = answer.confirmation !== confirmation.done || answer.payload.length === instruction.answer
    return fits ? { answer } : 'stale'
  }
}

/** The acknowledgement, then data packets up to the one marked as last; there is no announcement of the length. */
function takeTransfer(address: number, lengths: readonly number[]): Taker {
  const data = new Uint8Array(Math.max(...lengths))
  let agreed: Answer | null = null
  let filled = 0
  return (received) => {
    if (received === 'damaged') throw new DataDamaged()
    if (received.address !== address) return 'stale'
    if (!agreed) {
      if (received.kind !== packetKind.acknowledge) return 'stale'
      const answer = answerIn(received)
      if (answer.confirmation !== confirmation.done) return { answer }
      if (answer.payload.length > 0) return 'stale'
      agreed = answer
      return 'more'
    }
    const { kind, content } = received
    const last = kind === packetKind.endOfData
    if (kind !== packetKind.data && !last) throw new DataDamaged()
    // Packets carry no number: a lost one shows only in the length.
    if (filled + content.length > data.length) throw new DataDamaged()
    data.set(content, filled)
    filled += content.length
    if (!last) return 'more'
    if (!lengths.includes(filled)) throw new DataDamaged()
    return { answer: { confirmation: confirmation.done, payload: data.subarray(0, filled) } }
  }
}

/** Milliseconds so many bytes take on the line, 8N1: ten bits each. */
function lineTime(bytes: number, baudRate: number): number {
  return (bytes * 10_000) / baudRate
}
