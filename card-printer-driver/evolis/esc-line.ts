import { type ByteChannel, ChannelClosed } from '../../core/device/byte-channel.ts'
import { Exchange, NoReply } from '../../core/device/exchange.ts'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { untilQuiet } from '../../core/device/quiet.ts'
import { PrinterRefusal } from '../printer.ts'
import { sleep } from '../clock.ts'
import { after } from '../transport/after.ts'
import { type KnownCommand, patienceOf } from './commands.ts'
import { commandText, encodeCommand, type EscReply, ReplyReader } from './esc.ts'
import { answerText, doneText } from './esc-refusals.ts'

/** Milliseconds without a byte after which a text that nothing ended counts as whole. */
const textSilence = 60

/** How often a call that the printer ends at once is tried, and the milliseconds between. */
const doorKnocks = 5
const doorPause = 150

/** The command went out, and nobody knows what became of it: the line broke, or the printer fell silent. */
export class AnswerLost extends Error {}

/** Calls the printer up. Throws PrinterRefusal. */
export type Dial = () => Promise<ByteChannel>

/** What is said first on every call. */
export interface Greeting {
  /** Rejects with NoReply or ChannelClosed. */
  say(command: KnownCommand, options?: SayOptions): Promise<EscReply>
  /** Resolves when nothing has come for so many milliseconds. */
  silence(milliseconds: number): Promise<void>
}

interface SayOptions {
  readonly patience?: number
  /** What is not fit is an answer to something earlier. */
  readonly fits?: (reply: EscReply) => boolean
}

interface Call {
  readonly channel: ByteChannel
  readonly exchange: Exchange<EscReply>
}

/**
 * The line to one printer: one command and its answer at a time. It is called up when it is needed, and anew after it broke: `greet` is
 * said first each time. After an answer that did not come nothing more is sent on that call: the answer could still come, and be taken for another's.
 */
export class EscLine {
  #call: Call | null = null
  readonly #dial: Dial
  readonly #greet: (greeting: Greeting) => Promise<void>
  readonly #turn = oneAtATime()

  constructor(dial: Dial, greet: (greeting: Greeting) => Promise<void>) {
    this.#dial = dial
    this.#greet = greet
  }

  /** Has the printer do something. Throws EscRefused, CommandNotKnown, PrinterRefusal (nothing was sent) or {@link AnswerLost}. */
  async order(command: KnownCommand): Promise<void> {
    doneText(await this.#ask(command), commandText(command))
  }

  /** Asks the printer something. Throws likewise, but PrinterRefusal also where the answer is lost: asking changes nothing. */
  async read(command: KnownCommand): Promise<string> {
    try {
      return answerText(await this.#ask(command), commandText(command))
    } catch (error) {
      throw error instanceof AnswerLost ? new PrinterRefusal('PRINTER_OFF') : error
    }
  }

  async close(): Promise<void> {
    await this.#turn(() => this.#hangUp())
  }

  #ask(command: KnownCommand): Promise<EscReply> {
    return this.#turn(async () => {
      const call = this.#call ?? (await this.#called())
      try {
        return await said(call, command)
      } catch (error) {
        if (!isSilence(error)) throw error
        await this.#hangUp()
        throw new AnswerLost(commandText(command), { cause: error })
      }
    })
  }

  /** A printer may not yet have noticed that its last client, this very program perhaps, has gone. */
  async #called(): Promise<Call> {
    for (let left = doorKnocks; ; left--) {
      try {
        return await this.#calledOnce()
      } catch (error) {
        if (!(error instanceof ChannelClosed)) throw error
        // Let in and shown the door: the printer has another client.
        if (left === 1) throw new PrinterRefusal('LINE_BUSY')
        await sleep(doorPause)
      }
    }
  }

  async #calledOnce(): Promise<Call> {
    const call = callOver(await this.#dial())
    call.channel.onClose(() => {
      if (this.#call === call) this.#call = null
    })
    try {
      await this.#greet({
        say: (command, options) => said(call, command, options),
        silence: (silence) => untilQuiet(call.channel, after, { silence, limit: 20 * silence }),
      })
      this.#call = call
      return call
    } catch (error) {
      await call.channel.close()
      throw error instanceof NoReply ? new PrinterRefusal('PRINTER_OFF') : error
    }
  }

  async #hangUp(): Promise<void> {
    const call = this.#call
    this.#call = null
    await call?.channel.close()
  }
}

const isSilence = (error: unknown) => error instanceof NoReply || error instanceof ChannelClosed

function said(
  { exchange }: Call,
  command: KnownCommand,
  { patience = patienceOf(command), fits = () => true }: SayOptions = {},
): Promise<EscReply> {
  return exchange.request({
    bytes: encodeCommand(command),
    timeout: patience,
    take: (reply) => (fits(reply) ? { answer: reply } : 'stale'),
  })
}

function callOver(channel: ByteChannel): Call {
  const exchange = new Exchange<EscReply>((bytes) => channel.write(bytes), after)
  const reader = new ReplyReader()
  let cancel = () => {}
  channel.onData((bytes) => {
    cancel()
    for (const reply of reader.push(bytes)) exchange.accept(reply)
    if (reader.pending) cancel = after(textSilence, () => accept(reader.flush()))
  })
  const accept = (reply: EscReply | null) => reply && exchange.accept(reply)
  channel.onClose((reason) => {
    cancel()
    exchange.fail(reason instanceof ChannelClosed ? reason : new ChannelClosed())
  })
  return { channel, exchange }
}
