import { type ByteChannel, ChannelClosed } from '../../../core/device/byte-channel.ts'
import { type After, Exchange, NoReply, type Verdict } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../../core/device/quiet.ts'
import { confirmation, type Instruction, instructions } from './instructions.ts'
import {
  dataPackets,
  encodePacket,
  type Packet,
  packetKind,
  PacketReader,
  type Received,
} from './packet.ts'
import { DataDamaged } from './refusals.ts'

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

/** Instructions to one module, one at a time; a lost answer is asked for again where that does no harm. */
export interface Link {
  run(instruction: Instruction, parameters?: readonly number[]): Promise<Answer>
  /** Module to host: the answer and then data. A damaged transfer is begun again as a whole. */
  receive(instruction: Instruction, request: Transfer): Promise<Answer>
  /** Host to module, after its consent. The protocol has no confirmation of the data. */
  send(instruction: Instruction, parameters: readonly number[], data: OutgoingData): Promise<Answer>
  /** Resolves once nothing has arrived for a while. */
  drain(): Promise<void>
  /** Stops listening; the channel stays open. */
  detach(): void
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

export function openLink(channel: ByteChannel, settings: LinkSettings): Link {
  const { after, address, baudRate, patience } = settings
  const reader = new PacketReader()
  const exchange = new Exchange<Received>((bytes) => channel.write(bytes), after)
  const inTurn = oneAtATime()
  let outOfStep = false
  let cancelSilence = () => {}

  const accept = (received: readonly Received[]) => received.forEach((packet) => exchange.accept(packet))
  const stopData = channel.onData((bytes) => {
    cancelSilence()
    accept(reader.push(bytes))
    if (reader.waiting) cancelSilence = after(interByteSilence * patience, () => accept(reader.giveUp()))
  })
  const stopClose = channel.onClose((reason) => {
    cancelSilence()
    exchange.fail(reason ?? new ChannelClosed())
  })

  const ask = (instruction: Instruction, parameters: readonly number[], take: Taker) =>
    exchange.request({
      bytes: encodePacket({
        address,
        kind: packetKind.command,
        content: Uint8Array.of(instruction.code, ...parameters),
      }),
      timeout: instruction.timeout * patience,
      take,
    })

  const drain = async () => {
    await untilQuiet(channel, after, { silence: drained, limit: lineTime(longestTransfer, baudRate) })
    reader.clear()
  }

  /**
   * Acknowledgements do not say which command they answer. After one that did not come in time it may still be on
   * its way: the parameters, whose answer has a length of its own, are read until they come, and what came before is dropped.
   */
  const getInStep = async () => {
    await drain()
    await ask(instructions.readSysPara, [], takeAnswer(address, instructions.readSysPara))
    outOfStep = false
  }

  const attempt = async (instruction: Instruction, parameters: readonly number[], take: () => Taker) => {
    for (let left = attempts - 1; ; left--) {
      try {
        if (outOfStep) await getInStep()
        const answer = await ask(instruction, parameters, take())
        // The module could not read the command, so it has done nothing.
        if (answer.confirmation !== confirmation.packetDamaged || left === 0) return answer
      } catch (reason) {
        if (reason instanceof NoReply) outOfStep = true
        else if (!(reason instanceof DataDamaged)) throw reason
        if (left === 0 || !instruction.repeatable) throw reason
        await drain()
      }
    }
  }

  return {
    drain,
    detach: () => {
      cancelSilence()
      stopData()
      stopClose()
    },
    run: (instruction, parameters = []) =>
      inTurn(() => attempt(instruction, parameters, () => takeAnswer(address, instruction))),
    receive: (instruction, { parameters, lengths }) =>
      inTurn(() => attempt(instruction, parameters, () => takeTransfer(address, lengths))),
    send: (instruction, parameters, data) =>
      inTurn(async () => {
        const answer = await attempt(instruction, parameters, () => takeAnswer(address, instruction))
        if (answer.confirmation !== confirmation.done) return answer
        for (const packet of dataPackets(address, data.bytes, data.packetSize)) await channel.write(packet)
        return answer
      }),
  }
}

type Taker = (received: Received) => Verdict<Answer>

function answerIn(packet: Packet): Answer {
  return { confirmation: packet.content[0] ?? confirmation.packetDamaged, payload: packet.content.subarray(1) }
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
