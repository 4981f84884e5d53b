import { encodeCommand, parseResponse, type CommandApdu, type ResponseApdu } from './apdu.ts'
import type { CardChannel } from './card-channel.ts'
import { ChipAnswerUnreadable, UnexpectedStatus } from './refusals.ts'

/** Commands to a chip and its answers, protected or plain; one at a time. */
export interface ChipLine {
  send(command: CommandApdu): Promise<ResponseApdu>
}

/** A chip without secure messaging. */
export function plainLine(channel: CardChannel): ChipLine {
  return {
    async send(command) {
      const response = parseResponse(await channel.transmit(encodeCommand(command)))
      if (!response) throw new ChipAnswerUnreadable('APDU', 'ISO 7816-4, 5.1')
      return response
    },
  }
}

/** Where a command stands in the standard, for whoever reads the refusal. */
export interface Step {
  readonly name: string
  readonly clause: string
}

/** Sends a command that must succeed, and gives its data. */
export async function sendOk(line: ChipLine, step: Step, command: CommandApdu): Promise<Uint8Array> {
  const { data, status } = await line.send(command)
  if (status !== 0x9000) throw new UnexpectedStatus(step.name, status, step.clause)
  return data
}

/** 63Cx: so many tries left (ISO/IEC 7816-4, 5.6); null for another status. */
export const triesLeft = (status: number) => ((status & 0xfff0) === 0x63c0 ? status & 0xf : null)
