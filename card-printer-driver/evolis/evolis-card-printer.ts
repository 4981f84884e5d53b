import type { ByteChannel } from '../../core/device/byte-channel.ts'
import type { ChipEncoder } from '../chip/chip-encoder.ts'
import {
  type CardPrinter,
  type CardProgress,
  emulatedPrinterModel,
  type FeedOrder,
  type PrinterCapabilities,
  PrinterProtocolFault,
  PrinterRefusal,
  type PrinterState,
  PrintOutcomeUnknown,
} from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import { openDeviceFile } from '../transport/file-channel.ts'
import type { LineAddress } from '../transport/line-address.ts'
import { openSerial } from '../transport/serial-channel.ts'
import { openTcp } from '../transport/tcp-channel.ts'
import { lookIntoTray } from '../tray-camera.ts'
import { command } from './commands.ts'
import { AnswerLost, EscLine } from './esc-line.ts'
import { EscRefused } from './esc-refusals.ts'
import { EvolisCard, feedCommand } from './evolis-card.ts'
import { greetPrinter } from './greet-printer.ts'
import { Machine, type MachineSettings } from './machine.ts'
import {
  isCardInside,
  readCardNumber,
  readSensors,
  readState,
  sensesCard,
  sensorTrouble,
} from './printer-state.ts'
import { seatedEncoder } from './seated-encoder.ts'

export interface EvolisSettings extends MachineSettings {
  readonly address: LineAddress
  /** Where the camera above the output hopper gives `/<number>`; null: there is none. */
  readonly trayUrl: string | null
}

/** Cards of which the printer is asked how they ended; the rest it has forgotten. */
const mostCards = 64

/**
 * A card printer of Evolis, told every step in ESC: it writes the chip where the card lies, prints, and puts what went wrong into its
 * reject box. It never repairs a card by itself, and never begins one while another lies inside.
 */
export class EvolisCardPrinter implements CardPrinter {
  readonly capabilities: PrinterCapabilities
  readonly #settings: EvolisSettings
  readonly #machine: Machine<EvolisCard>
  readonly #cards = new Map<number, EvolisCard>()

  constructor(settings: EvolisSettings) {
    const { address, ribbon, encode, trayUrl } = settings
    this.#settings = settings
    const line = new EscLine(
      () => dial(address),
      (greeting) => greetPrinter(greeting, { line: address, ribbon }),
    )
    this.#machine = new Machine(line, settings)
    this.capabilities = {
      encode,
      tray: trayUrl !== null,
      rejectBox: true,
      counters: true,
      sides: 2,
      colour: true,
      dpi: 300,
    }
  }

  async isEmulated(): Promise<boolean> {
    return (await this.#machine.line.read(command('Rtp'))) === emulatedPrinterModel
  }

  async state(): Promise<PrinterState> {
    const { line, isTaken, knownTrouble } = this.#machine
    const { ribbon } = this.#settings
    const standing = isTaken ? knownTrouble : await this.#machine.standing()
    const sensors = await readSensors(line)
    const foreign = sensors.cardInside && !isTaken ? 'CARD_INSIDE' : null
    const trouble = standing ?? sensorTrouble(sensors, ribbon) ?? foreign
    return await readState(line, { sensors, ribbon, trouble })
  }

  async trouble(): Promise<PrinterTrouble | null> {
    const { isTaken, knownTrouble } = this.#machine
    // The line may be busy with a card for half a minute.
    return isTaken ? knownTrouble : await this.#readiness()
  }

  async feed(_jobName: string, { moving, ended }: FeedOrder = {}): Promise<EvolisCard> {
    const leave = await this.#machine.enter(ended)
    try {
      const trouble = await this.#readiness()
      if (trouble) throw new PrinterRefusal(trouble)
      const encoder = await this.#encoder()
      await moving?.()
      await this.#drawIn()
      const number = await this.#numberInside()
      return this.#machine.take(this.#known(number, encoder))
    } finally {
      leave()
    }
  }

  /** Not yet in work: as long as nobody prints or moves it, it is a card that stands in the way. */
  async leftover(): Promise<EvolisCard | null> {
    const { card, line } = this.#machine
    if (card) return card
    if (!(await isCardInside(line))) return null
    const number = await readCardNumber(line)
    return this.#cards.get(number) ?? this.#known(number, await this.#encoder())
  }

  async rejectLeftover(): Promise<boolean> {
    const card = await this.leftover()
    await card?.reject()
    return card !== null
  }

  async progress(jobId: number): Promise<CardProgress> {
    const card = this.#cards.get(jobId)
    if (card) return await card.progress()
    const { line } = this.#machine
    const last = await readCardNumber(line)
    if (jobId > last) throw new PrinterProtocolFault(404)
    // Of an earlier run: printed whole it would have left the machine. The tray shows whether it did so by the right door.
    const isInside = jobId === last && (await isCardInside(line))
    return isInside ? { state: 'failed', untouched: false, reason: 'POWER_LOST' } : { state: 'printed' }
  }

  /** A card that is in hand is given back or rejected, not cancelled. */
  async cancel(_jobId: number): Promise<void> {}

  async tray(jobId: number): Promise<Uint8Array | null> {
    const { trayUrl } = this.#settings
    return trayUrl === null ? null : await lookIntoTray(trayUrl, jobId)
  }

  async close(): Promise<void> {
    await this.#machine.line.close()
  }

  /** What keeps it from drawing the next blank in. */
  async #readiness(): Promise<PrinterTrouble | null> {
    const { line } = this.#machine
    try {
      return (await this.#machine.trouble()) ?? ((await isCardInside(line)) ? 'CARD_INSIDE' : null)
    } catch (error) {
      if (error instanceof PrinterRefusal) return error.code
      throw error
    }
  }

  /** Draws the next blank in. One that got stuck on the way is still a blank: it goes out under the feeder when it can. */
  async #drawIn(): Promise<void> {
    const machine = this.#machine
    try {
      await machine.line.order(feedCommand(this.#settings.encode))
    } catch (error) {
      if (error instanceof AnswerLost) throw new PrintOutcomeUnknown()
      if (!(error instanceof EscRefused)) throw error
      const trouble = await machine.refused(error)
      if (await isCardInside(machine.line)) machine.wayOut = 'Seb'
      throw new PrinterRefusal(trouble)
    }
  }

  /** Of the card that was just drawn in. */
  async #numberInside(): Promise<number> {
    const { line } = this.#machine
    try {
      if (await sensesCard(line, true)) return await readCardNumber(line)
    } catch (error) {
      throw error instanceof PrinterRefusal ? new PrintOutcomeUnknown() : error
    }
    throw new PrinterRefusal('CARD_NOT_FED')
  }

  async #encoder(): Promise<ChipEncoder | null> {
    const { encode } = this.#settings
    const reader = encode === null ? null : await this.#settings.encoder()
    return reader && seatedEncoder(reader, () => this.#seatAgain())
  }

  /** Away from the contacts and back. Where that fails the reader still sees no chip, and says so. */
  async #seatAgain(): Promise<void> {
    const { line } = this.#machine
    try {
      await line.order(command('Si'))
      await line.order(feedCommand(this.#settings.encode))
    } catch (error) {
      if (error instanceof EscRefused) await this.#machine.refused(error)
      else if (!(error instanceof AnswerLost || error instanceof PrinterRefusal)) throw error
    }
  }

  #known(number: number, encoder: ChipEncoder | null): EvolisCard {
    const card = new EvolisCard(this.#machine, { number, encoder })
    this.#cards.set(number, card)
    const [oldest] = this.#cards.keys()
    if (this.#cards.size > mostCards && oldest !== undefined) this.#cards.delete(oldest)
    return card
  }
}

function dial(address: LineAddress): Promise<ByteChannel> {
  switch (address.kind) {
    case 'tcp':
      return openTcp(address)
    case 'file':
      return openDeviceFile(address.path)
    case 'serial':
      return openSerial(address)
  }
}
