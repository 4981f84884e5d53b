import type { ChipEncoder } from '../chip/chip-encoder.ts'
import { PrinterRefusal } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import type { CardRasteriser } from '../card-raster.ts'
import type { PrintSettings } from './card-commands.ts'
import { command, type KnownCommand } from './commands.ts'
import { AnswerLost, type EscLine } from './esc-line.ts'
import { CommandNotKnown, EscRefused } from './esc-refusals.ts'
import {
  isCardInside,
  isCleaningDue,
  readCardNumber,
  readSensors,
  sensesCard,
  sensorTrouble,
} from './printer-state.ts'

export interface MachineSettings extends PrintSettings {
  /** How the printer reaches chips; null: it has no encoder. */
  readonly encode: 'CONTACT' | 'CONTACTLESS' | null
  /** The reader at the printer's station. */
  readonly encoder: () => Promise<ChipEncoder | null>
  readonly rasteriser: CardRasteriser
}

/** Which way out a card was meant to take that could not be moved when it should have been. */
type WayOut = 'Ser' | 'Seb'

/** The printer as one thing that holds one card at a time, whoever works on it. */
export class Machine<Card extends { readonly number: number }> {
  readonly line: EscLine
  readonly settings: MachineSettings
  /** The card in work. */
  #card: Card | null = null
  /** Of the card that still lies inside. */
  #wayOut: WayOut | null = null
  /**
   * What interrupted the last card: the printer moves nothing before it was told to forget it. At first nobody knows what an earlier run
   * left behind.
   */
  #stopped: PrinterTrouble | null = 'STOPPED'
  /** Resolves when the card in work is out of work. */
  #free: PromiseWithResolvers<void> | null = null
  /** Feedings wait for each other. */
  #queue: Promise<void> = Promise.resolve()
  #isFeeding = false

  constructor(line: EscLine, settings: MachineSettings) {
    this.line = line
    this.settings = settings
  }

  get card(): Card | null {
    return this.#card
  }

  /** A card is in work, or on its way in: one that lies inside is then nobody else's. */
  get isTaken(): boolean {
    return this.#card !== null || this.#isFeeding
  }

  /** Where the card that lies inside goes before anything else is done. */
  set wayOut(way: WayOut | null) {
    this.#wayOut = way
  }

  /** Resolves when no card is in work and nobody else is feeding one; with how to let the next in. Throws PrinterRefusal. */
  async enter(ended: AbortSignal | undefined): Promise<() => void> {
    const before = this.#queue
    const mine = Promise.withResolvers<void>()
    this.#queue = before.then(() => mine.promise)
    const over = untilAborted(ended)
    try {
      await Promise.race([before, over.aborted])
      while (this.#free && !ended?.aborted) await Promise.race([this.#free.promise, over.aborted])
    } finally {
      over.forget()
    }
    if (ended?.aborted) {
      mine.resolve()
      throw new PrinterRefusal('NOT_ACCEPTING')
    }
    this.#isFeeding = true
    return () => {
      this.#isFeeding = false
      mine.resolve()
    }
  }

  /** The machine is this card's until it has left it, or was let go. */
  take(card: Card): Card {
    if (this.#card === card) return card
    this.#card = card
    this.#free = Promise.withResolvers<void>()
    return card
  }

  left(card: Card): void {
    if (this.#card === card) this.#wayOut = null
    this.letGo(card)
  }

  /** Nobody works on it any more, wherever it lies. */
  letGo(card: Card): void {
    if (this.#card !== card) return
    this.#card = null
    this.#free?.resolve()
    this.#free = null
  }

  /**
   * A card that was told apart from the good ones leaves the machine; one that is not inside has left it already. Where it cannot be moved now,
   * it is before the next one is fed. Throws PrinterRefusal then.
   */
  async putAway(card: Card, way: WayOut): Promise<void> {
    if (this.#card !== null && this.#card !== card) return
    const wayOutBefore = this.#wayOut
    this.#wayOut = way
    try {
      if ((await readCardNumber(this.line)) === card.number) await this.clearWay()
      else this.#wayOut = wayOutBefore
    } finally {
      this.letGo(card)
    }
  }

  /** Moves out what was to be moved out. Throws PrinterRefusal. */
  async clearWay(): Promise<void> {
    const way = this.#wayOut
    if (way === null) return
    if (await isCardInside(this.line)) await this.moveOut(way)
    this.#wayOut = null
  }

  /** Throws PrinterRefusal with what the operator does about it. */
  async moveOut(way: WayOut): Promise<void> {
    await this.#orderOut(command('Scs'))
    try {
      await this.#orderOut(command(way), way)
    } catch (error) {
      if (!(error instanceof CommandNotKnown)) throw error
      // Never by the front, among the good ones: without a way of its own the operator takes it out.
      if (way === 'Ser') throw new PrinterRefusal('CARD_INSIDE')
      return await this.moveOut('Ser')
    }
    if (!(await sensesCard(this.line, false))) throw new PrinterRefusal('JAMMED')
    this.#stopped = null
  }

  async #orderOut(order: KnownCommand, way?: WayOut): Promise<void> {
    try {
      await this.line.order(order)
    } catch (error) {
      if (error instanceof AnswerLost) throw new PrinterRefusal('PRINTER_OFF')
      if (error instanceof EscRefused) throw new PrinterRefusal(await this.refused(error, way))
      throw error
    }
  }

  /** What a refusal means, and that it stands until it was cleared. */
  async refused({ code, isVague }: EscRefused, way?: WayOut): Promise<PrinterTrouble> {
    this.#stopped = isVague ? (this.#stopped ?? (await this.#bySensors(code, way))) : code
    return this.#stopped
  }

  /** After a NACK. */
  async #bySensors(code: PrinterTrouble, way: WayOut | undefined): Promise<PrinterTrouble> {
    const sensors = await readSensors(this.line)
    const found = sensorTrouble(sensors, this.settings.ribbon)
    if (code === 'RIBBON_BROKEN') return found?.startsWith('RIBBON') ? found : code
    if (code === 'CARD_NOT_FED') return found === 'CARDS_OUT' ? found : code
    if (found === 'HOPPER_FULL' || found === 'COVER_OPEN') return found
    if (!sensors.cardInside && sensors.cleaningDue) return 'CLEANING_NEEDED'
    return way === 'Ser' ? 'REJECT_BOX_FULL' : code
  }

  /** What keeps it from taking a card now. Throws PrinterRefusal where it cannot be asked, or a card cannot leave it. */
  async trouble(): Promise<PrinterTrouble | null> {
    await this.clearWay()
    return (await this.standing()) ?? sensorTrouble(await readSensors(this.line), this.settings.ribbon)
  }

  /** What interrupted it, as long as that is not mended. Throws PrinterRefusal. */
  async standing(): Promise<PrinterTrouble | null> {
    if (this.#stopped === null) return null
    if (this.#stopped === 'CLEANING_NEEDED' && (await isCleaningDue(this.line))) return this.#stopped
    try {
      await this.line.order(command('Scs'))
      this.#stopped = null
      return null
    } catch (error) {
      if (error instanceof AnswerLost) throw new PrinterRefusal('PRINTER_OFF')
      if (!(error instanceof EscRefused)) throw error
      return await this.#stillStanding(error)
    }
  }

  /** What this run has not seen begin the sensors tell best. */
  async #stillStanding({ code, isVague }: EscRefused): Promise<PrinterTrouble | null> {
    if (this.#stopped !== 'STOPPED') return isVague ? this.#stopped : code
    return sensorTrouble(await readSensors(this.line), this.settings.ribbon) ?? code
  }

  /** What is known to keep the card in work, without asking: the line may be busy with it. */
  get knownTrouble(): PrinterTrouble | null {
    return this.#stopped
  }
}

function untilAborted(signal: AbortSignal | undefined) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const abort = () => resolve()
  if (signal?.aborted) resolve()
  signal?.addEventListener('abort', abort)
  return { aborted: promise, forget: () => signal?.removeEventListener('abort', abort) }
}
