import { DomainError } from '../../core/errors.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import type { ChipEncoder } from '../chip/chip-encoder.ts'
import { sleep } from '../clock.ts'
import {
  type CardFaces,
  type CardProgress,
  type HeldCard,
  PrinterRefusal,
  type PrintFailure,
} from '../printer.ts'
import { cardCommands, faceCommands } from './card-commands.ts'
import { command, type CommandName, type KnownCommand } from './commands.ts'
import { AnswerLost } from './esc-line.ts'
import { EscRefused, failureOf } from './esc-refusals.ts'
import type { Machine } from './machine.ts'
import { isCardInside, readCardNumber, sensesCard } from './printer-state.ts'

/** Milliseconds that a question for the progress waits for news. */
const newsPatience = 250

/** Milliseconds between two looks whether the hopper was emptied. */
const roomPause = 500

/** How far the printer was told to go with a card; up to `HELD` nothing was laid on it. */
type Stage = 'HELD' | 'PRINTING' | 'ENDING'
const stageAt: Readonly<Partial<Record<CommandName, Stage>>> = {
  Db: 'PRINTING',
  Dbc: 'PRINTING',
  Sv: 'PRINTING',
  Se: 'ENDING',
}

type Outcome = CardProgress | 'LINE_LOST'

/** A card that lies in the printer: at the encoder, then under the head, then out of it by one of three ways. */
export class EvolisCard implements HeldCard {
  /** What Rco;c said when it had been drawn in: no other card of this printer ever has this number. */
  readonly number: number
  readonly encoder: ChipEncoder | null
  readonly #machine: Machine<EvolisCard>
  #stage: Stage = 'HELD'
  #outcome: Promise<Outcome> | null = null
  /** False once it is let go, or to go out by another way: then it must not come out among the good ones. */
  #isWanted = true

  constructor(
    machine: Machine<EvolisCard>,
    { number, encoder }: { readonly number: number; readonly encoder: ChipEncoder | null },
  ) {
    this.#machine = machine
    this.number = number
    this.encoder = encoder
  }

  /** Draws first: whatever that refuses leaves the card as it was. Then the printer works, and `progress` tells. */
  async print({ pdf, template }: CardFaces): Promise<{ readonly jobId: number }> {
    const { settings } = this.#machine
    const [front, back] = await settings.rasteriser.faces(pdf)
    const commands = cardCommands({
      front: faceCommands({ side: 'front', template, raster: front }, settings),
      back: faceCommands({ side: 'back', template, raster: back }, settings),
    })
    this.#machine.take(this)
    this.#isWanted = true
    this.#outcome = this.#printed(commands)
    // Whoever asks for the progress hears of it, however late.
    this.#outcome.catch(() => undefined)
    return { jobId: this.number }
  }

  async progress(): Promise<CardProgress> {
    const outcome = this.#outcome
    if (!outcome) return { state: 'waiting' }
    const news = await Promise.race([outcome, sleep(newsPatience)])
    if (!news) return { state: 'printing' }
    if (news !== 'LINE_LOST') return news
    const known = await this.#lookForCard()
    this.#outcome = Promise.resolve(known)
    return known
  }

  async reject(): Promise<void> {
    this.#isWanted = false
    await this.#outcome
    await this.#machine.putAway(this, 'Ser')
  }

  async giveBack(): Promise<void> {
    this.#isWanted = false
    await this.#outcome
    await this.#machine.putAway(this, 'Seb')
  }

  /** The operator may have taken it out, and fed another by hand: that one has another number. */
  async again(): Promise<PrinterTrouble | null> {
    const machine = this.#machine
    const standing = await machine.standing()
    if (standing !== null) return standing
    const isHere = (await isCardInside(machine.line)) && (await readCardNumber(machine.line)) === this.number
    if (!isHere) throw new PrinterRefusal('CARD_NOT_FED')
    return null
  }

  letGo(): void {
    this.#isWanted = false
    this.#machine.letGo(this)
  }

  async #printed(commands: readonly KnownCommand[]): Promise<Outcome> {
    try {
      for (const step of commands) await this.#carriedOut(step)
      if (!(await sensesCard(this.#machine.line, false))) return this.#failed('JAM')
      this.#machine.left(this)
      return { state: 'printed' }
    } catch (error) {
      return await this.#cutShort(error)
    }
  }

  /** An error that is none of the printer's is thrown to whoever asks for the progress. */
  async #cutShort(error: unknown): Promise<Outcome> {
    if (error instanceof AnswerLost || error instanceof PrinterRefusal) return 'LINE_LOST'
    if (!(error instanceof EscRefused)) {
      if (error instanceof DomainError) return this.#failed('ABORTED')
      throw error
    }
    try {
      return this.#failed(failureOf(await this.#machine.refused(error)))
    } catch (silence) {
      if (silence instanceof PrinterRefusal) return 'LINE_LOST'
      throw silence
    }
  }

  async #carriedOut(step: KnownCommand): Promise<void> {
    this.#stage = stageAt[step.name] ?? this.#stage
    for (;;) {
      try {
        return await this.#machine.line.order(step)
      } catch (error) {
        if (step.name !== 'Se' || !(error instanceof EscRefused)) throw error
        // A card that is printed whole and finds no room is none the worse for waiting.
        if ((await this.#machine.refused(error)) !== 'HOPPER_FULL') throw error
        while (this.#isWanted && (await this.#machine.standing()) !== null) await sleep(roomPause)
        if (!this.#isWanted) throw error
      }
    }
  }

  /** A print that has begun leaves its mark; before the first panel nothing was laid on the card. */
  #failed(reason: PrintFailure): CardProgress {
    return { state: 'failed', untouched: this.#stage === 'HELD', reason }
  }

  /**
   * The line broke, and is back. Once its end was ordered a card leaves the printer only whole: it prints the last panel first. What the tray
   * shows decides then. One that is still inside is not what was ordered. Throws PrinterRefusal while the printer cannot be asked.
   */
  async #lookForCard(): Promise<CardProgress> {
    if (await isCardInside(this.#machine.line)) return this.#failed('POWER_LOST')
    this.#machine.left(this)
    return this.#stage === 'ENDING' ? { state: 'printed' } : this.#failed('ABORTED')
  }
}

/** Where the card lies when it was fed, by how chips are reached. */
export const stations = { CONTACT: 'Sis', CONTACTLESS: 'Sic' } as const

export const feedCommand = (encode: keyof typeof stations | null): KnownCommand =>
  command(encode === null ? 'Si' : stations[encode])
