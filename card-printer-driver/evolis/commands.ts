/** The commands that the driver uses; `patience` in milliseconds from the last byte to the answer. */
import type { EscCommand } from './esc.ts'

/** A sensor or a setting is read at once; motors take their time, and the head may have to cool down first. */
const atOnce = 5_000
const moving = 45_000
const printing = 180_000

export interface CommandKind {
  readonly patience: number
  readonly does: string
}

const commandKinds = {
  Rtp: { patience: atOnce, does: 'model' },
  Rsn: { patience: atOnce, does: 'serial number' },
  Rfv: { patience: atOnce, does: 'firmware' },
  Rco: { patience: atOnce, does: 'counters: c cards drawn in, n cleanings' },
  Rcr: { patience: atOnce, does: 'kind of the ribbon that is in it' },
  Rrt: { patience: atOnce, does: "the ribbon's tag: count, cards that are left" },
  Rlr: { patience: atOnce, does: 'p card inside, h output hopper, r cleaning' },
  Rse: { patience: atOnce, does: 'volts of a sensor: f feeder, n feeder nearly empty, o cover, r ribbon' },
  Pem: { patience: atOnce, does: 'who repairs: 2 the host' },
  Pr: { patience: atOnce, does: 'ribbon that is announced' },
  Pmi: { patience: atOnce, does: 'cards come from the feeder' },
  Pcom: { patience: atOnce, does: 'serial line, ACK/NACK' },
  Ss: { patience: moving, does: 'begins a card: forgets the bitmaps' },
  Si: { patience: moving, does: 'card to the head' },
  Sis: { patience: moving, does: 'card to the contact station' },
  Sic: { patience: moving, does: 'card to the contactless station' },
  Sr: { patience: printing, does: 'front up; downloads belong to it' },
  Sv: { patience: printing, does: 'turns the card: back up' },
  Db: { patience: printing, does: 'panel as it is; prints the one before' },
  Dbc: { patience: printing, does: 'panel, compressed; prints the one before' },
  Se: { patience: printing, does: 'prints the last panel, card into the hopper' },
  Ser: { patience: moving, does: 'card into the reject box' },
  Seb: { patience: moving, does: 'card out under the feeder' },
  Scs: { patience: moving, does: 'forgets what interrupted a card' },
} as const satisfies Record<string, CommandKind>
export type CommandName = keyof typeof commandKinds

export interface KnownCommand extends EscCommand {
  readonly name: CommandName
}

export const patienceOf = ({ name }: KnownCommand): number => commandKinds[name].patience

/** `command('Rco', 'c')` is Rco;c. */
export const command = (name: CommandName, ...parameters: readonly (string | number)[]): KnownCommand => ({
  name,
  parameters,
})
