import { concatBytes } from '../../../core/bytes.ts'
import type { ByteChannel } from '../../../core/device/byte-channel.ts'
import { Exchange, NoReply } from '../../../core/device/exchange.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { after } from '../../transport/after.ts'
import { openSerial } from '../../transport/serial.ts'
import type { BarcodeReader } from '../barcode-reader.ts'
import { BarcodeReaderNotFound, BarcodeReaderRefused } from './refusals.ts'
import { hostPacket, opcodes, refusals, type SsiPacket, SsiReader } from './ssi-packet.ts'
import { codeIn } from './text-lines.ts'

export interface SsiReaderOptions {
  readonly path: string
  readonly baudRate?: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience?: number
}

const usualBaudRate = 9600
const attempts = 3
const timeout = 500
const interByteSilence = 200
/** A code in more packets than this is none. */
const mostParts = 16

/** Opens a reader that speaks SSI, lets it read and acknowledges every code. Throws BarcodeReaderNotFound, SerialPortUnavailable. */
export async function openSsiReader(options: SsiReaderOptions): Promise<BarcodeReader> {
  const channel = await openSerial({ path: options.path, baudRate: options.baudRate ?? usualBaudRate })
  const talk = startTalk(channel, options.patience ?? 1)
  try {
    const revision = await talk.ask(opcodes.requestRevision)
    await talk.ask(opcodes.scanEnable)
    return {
      capabilities: { model: modelIn(revision.data), serial: null },
      onScan: talk.onScan,
      onClose: (listener) => channel.onClose(listener),
      enable: async (on) => void (await talk.ask(on ? opcodes.scanEnable : opcodes.scanDisable)),
      selfTest: async () => void (await talk.ask(opcodes.requestRevision)),
      async close() {
        talk.detach()
        await channel.close()
      },
    }
  } catch (reason) {
    talk.detach()
    await channel.close()
    throw reason instanceof NoReply ? new BarcodeReaderNotFound(options.path) : reason
  }
}

/** REPLY_REVISION: software, board and engine, with blanks between them. */
function modelIn(data: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(data).replaceAll(/[^ -~]/g, ' ')
  return text.trim().split(/\s+/, 1)[0] || 'SSI'
}

interface Talk {
  /** The answer of the reader: ACK, or what was asked for. Throws NoReply, BarcodeReaderRefused. */
  ask(opcode: number, data?: readonly number[]): Promise<SsiPacket>
  onScan(listener: (text: string) => void): () => void
  detach(): void
}

/** Codes come whenever somebody holds one before the reader: between, and instead of, the answers to the host. */
function startTalk(channel: ByteChannel, patience: number): Talk {
  const listeners = new Set<(text: string) => void>()
  const exchange = new Exchange<SsiPacket>((bytes) => channel.write(bytes), after)
  const reader = new SsiReader()
  const codes = codeGatherer((text) => {
    for (const listener of listeners) listener(text)
  })
  const inTurn = oneAtATime()
  let cancelSilence = () => {}

  const say = (bytes: Uint8Array) => void channel.write(bytes).catch(() => undefined)
  const accept = (received: readonly (SsiPacket | 'damaged')[]) => {
    for (const packet of received) {
      if (packet === 'damaged') say(hostPacket(opcodes.refuse, [refusals.resend]))
      else if (packet.opcode === opcodes.decodeData) {
        say(hostPacket(opcodes.acknowledge))
        codes(packet)
      } else exchange.accept(packet)
    }
  }
  const stops = [
    channel.onData((bytes) => {
      cancelSilence()
      accept(reader.push(bytes))
      if (reader.waiting) cancelSilence = after(interByteSilence * patience, () => accept(reader.giveUp()))
    }),
    channel.onClose((reason) => exchange.fail(reason ?? new Error('closed'))),
  ]
  const once = (opcode: number, data: readonly number[]) =>
    exchange.request({
      bytes: hostPacket(opcode, data),
      timeout: timeout * patience,
      take: (packet): { answer: SsiPacket } | 'stale' => {
        const wanted = opcode === opcodes.requestRevision ? opcodes.replyRevision : opcodes.acknowledge
        if (packet.opcode !== wanted && packet.opcode !== opcodes.refuse) return 'stale'
        return { answer: packet }
      },
    })
  return {
    ask: (opcode, data = []) =>
      inTurn(async () => {
        for (let left = attempts - 1; ; left--) {
          try {
            const answer = await once(opcode, data)
            const reason = answer.opcode === opcodes.refuse ? (answer.data[0] ?? 0) : null
            if (reason === null) return answer
            if (reason !== refusals.resend || left === 0) throw new BarcodeReaderRefused(opcode, reason)
          } catch (reason) {
            if (!(reason instanceof NoReply) || left === 0) throw reason
          }
        }
      }),
    onScan(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    detach() {
      cancelSilence()
      for (const stop of stops) stop()
    },
  }
}

/** A long code comes in several packets; one that is sent again, because its acknowledgement was lost, counts once. */
function codeGatherer(found: (text: string) => void): (packet: SsiPacket) => void {
  let parts: Uint8Array[] = []
  let last: Uint8Array | null = null
  return ({ data, again, more }) => {
    const repeated = again && last !== null && Buffer.compare(last, data) === 0
    last = data
    if (repeated) return
    // The first byte of each packet is the symbology.
    parts.push(data.subarray(1))
    if (more && parts.length < mostParts) return
    const text = codeIn(concatBytes(...parts))
    parts = []
    if (text !== null) found(text)
  }
}
