import { NoReply } from '../../core/device/exchange.ts'
import type { LineAddress } from '../transport/line-address.ts'
import { command, type KnownCommand } from './commands.ts'
import type { EscReply } from './esc.ts'
import type { Greeting } from './esc-line.ts'
import { doneText } from './esc-refusals.ts'
import { commandText } from './esc.ts'

/** What one set of the ribbon has for each side of a card. */
export const ribbons = {
  /** Colour on both sides: two sets a card. */
  ymcko: { front: 'ymcko', back: 'ymcko', setsPerCard: 2 },
  /** Black alone on the back. */
  ymckok: { front: 'ymcko', back: 'k', setsPerCard: 1 },
} as const
export type RibbonKind = keyof typeof ribbons

/** Milliseconds. A printer that is still busy with a card of an earlier call answers when it has done with it. */
const busy = 30_000
/** On a line that outlives its users, the rest of a download may be awaited: the printer gives it up after some seconds. */
const attempts = 8
const attempt = 4_000
const quiet = 50

/**
 * Begins a call: whatever was under way has ended, answers to earlier commands are out of the way, and the printer is told that this program
 * repairs what goes wrong (`Pem;2`): a printer that prints a spoiled card again by itself would make two of one.
 */
export async function greetPrinter(
  greeting: Greeting,
  { line, ribbon }: { readonly line: LineAddress; readonly ribbon: RibbonKind },
): Promise<void> {
  if (line.kind === 'tcp') await greeting.say(command('Rtp'), { patience: busy, fits: isModel })
  else await waken(greeting)
  const settings: readonly KnownCommand[] = [
    ...(line.kind === 'serial' ? [simplified(line.baudRate)] : []),
    command('Pem', 2),
    command('Pmi', 'F'),
    command('Pr', ribbon),
  ]
  for (const setting of settings) doneText(await greeting.say(setting), commandText(setting))
}

/** Answers as ACK and NACK: the guide makes the printer the slave then, and it says nothing unasked. */
const simplified = (baudRate: number) => command('Pcom', 1, baudRate, 'N', 8, 1, 'ACK/NACK')

/** A model is a name; refusals and the end of earlier commands are not. */
const isModel = (reply: EscReply) =>
  reply.kind === 'text' && reply.text.length > 2 && !/\bERR(?:OR)?\b/.test(reply.text)

/** A device file and a serial line remember: half a command, and answers that nobody fetched. */
async function waken(greeting: Greeting): Promise<void> {
  await greeting.silence(quiet)
  for (let left = attempts; ; left--) {
    try {
      await greeting.say(command('Rtp'), { patience: attempt, fits: isModel })
      break
    } catch (error) {
      if (!(error instanceof NoReply) || left === 1) throw error
    }
  }
  // A question that was repeated is answered twice.
  await greeting.silence(quiet)
}
