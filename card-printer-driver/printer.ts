import type { CardTemplate } from '../core/card/card-face.ts'
import { DomainError } from '../core/errors.ts'
import type { ChipEncoder } from './chip/chip-encoder.ts'
import { type PrinterTrouble, printerTroubles } from '../core/production/printer-troubles.ts'

/** The card was not accepted: whatever blank lies in the feeder is untouched. */
export class PrinterRefusal extends DomainError<PrinterTrouble> {
  constructor(trouble: PrinterTrouble) {
    super(trouble, printerTroubles[trouble])
  }
}

/** The order may or may not have reached the printer. */
export class PrintOutcomeUnknown extends DomainError<'PRINT_OUTCOME_UNKNOWN'> {
  constructor() {
    super('PRINT_OUTCOME_UNKNOWN', {
      vi: 'Mất liên lạc với máy in khi đang gửi thẻ. Hãy kiểm tra xem thẻ đã in hay chưa.',
      en: 'The printer fell silent while a card was being sent. Look whether the card was printed.',
    })
  }
}

/** The printer answered in a way that its protocol does not foresee here. */
export class PrinterProtocolFault extends DomainError<'PRINTER_PROTOCOL_FAULT'> {
  constructor(status: number) {
    super(
      'PRINTER_PROTOCOL_FAULT',
      {
        vi: 'Máy in trả lời không hợp lệ.',
        en: `The printer answered with status 0x${status.toString(16)}.`,
      },
      { status },
    )
  }
}

/** How a card ended, or where it is. `untouched`: the printer never began with it. */
export type CardProgress =
  | { readonly state: 'waiting' | 'printing' | 'printed' }
  | {
      readonly state: 'failed'
      readonly untouched: boolean
      readonly reason: PrintFailure
    }
/** What cut a print short. */
export type PrintFailure =
  | 'JAM'
  | 'CANCELLED'
  | 'ABORTED'
  | 'COVER_OPENED'
  | 'RIBBON_ENDED'
  | 'HEAD_FAULT'
  | 'HOPPER_FULL'
  | 'POWER_LOST'

/** What an emulated printer calls itself: with such a one alone may a chip be an emulated one too. */
export const emulatedPrinterModel = 'Citizen ID Emulated Card Printer'

export interface PrinterCapabilities {
  /** How it reaches the chip of a card that lies in it; null: chips are written elsewhere. */
  readonly encode: 'CONTACT' | 'CONTACTLESS' | null
  /** Whether the printed card can be looked at in the output tray. */
  readonly tray: boolean
  readonly rejectBox: boolean
  /** Whether it counts its cards itself: then a crash can be told from a card that was never begun. */
  readonly counters: boolean
  readonly sides: 1 | 2
  readonly colour: boolean
  readonly dpi: number
}

export interface PrinterState {
  readonly model: string | null
  readonly serial: string | null
  readonly firmware: string | null
  /** What keeps it from printing now, or null. */
  readonly trouble: PrinterTrouble | null
  /** What it can still go on with for a while. */
  readonly warnings: readonly ('RIBBON_LOW' | 'CARDS_LOW' | 'CLEANING_SOON')[]
  /** `left` in cards; null where the printer cannot tell. */
  readonly ribbon: { readonly kind: string; readonly left: number | null } | null
  readonly counters: PrinterCounters | null
  /** Whether a card lies in it, of this run or an earlier one; null: it cannot tell. */
  readonly cardInside: boolean | null
}

/** Since the printer was made. */
export interface PrinterCounters {
  /** Cards that were drawn in, whatever became of them. */
  readonly cards: number
  readonly sinceCleaning: number | null
}

/** Any printer that takes a card's two sides as a PDF. Whatever asks throws {@link PrinterRefusal} PRINTER_OFF or LINE_BUSY while it cannot be asked. */
export interface CardPrinter {
  readonly capabilities: PrinterCapabilities
  /** Makes no cards that anybody may hold. */
  isEmulated(): Promise<boolean>
  state(): Promise<PrinterState>
  /** What keeps it from printing now, or null. Does not throw for a printer that is off. */
  trouble(): Promise<PrinterTrouble | null>
  /**
   * Takes the next blank to where it is worked on: at the encoder where the printer has one; an IPP printer moves nothing yet. A printer
   * that holds one card at a time waits until the one before has left it. Throws {@link PrinterRefusal} (blank untouched) or
   * {@link PrintOutcomeUnknown}.
   */
  feed(jobName: string, order?: FeedOrder): Promise<HeldCard>
  /** The card that an earlier run left inside, in hand again; null: there is none, or the printer cannot tell. */
  leftover?(): Promise<HeldCard | null>
  /** The printer's own job of this name, the newest; null: it knows none (any more). Not of printers that keep no jobs. */
  jobNamed?(jobName: string): Promise<number | null>
  /** Whatever an earlier run left in the machine goes into the reject box; false: nothing lay there, or the printer cannot tell. */
  rejectLeftover(): Promise<boolean>
  progress(jobId: number): Promise<CardProgress>
  /** Takes a card back that has not begun; one that is being printed goes on. */
  cancel(jobId: number): Promise<void>
  /** The card as it lies in the output tray, PDF of both sides or PNG of the back; null while it is not there yet. */
  tray(jobId: number): Promise<Uint8Array | null>
  /** Lets go of the line. */
  close(): Promise<void>
}

export interface FeedOrder {
  /** Called once the machine is this card's alone and ready, right before anything moves; what it throws ends the feeding. */
  readonly moving?: () => Promise<void>
  /** Ends the wait for the machine: {@link PrinterRefusal} NOT_ACCEPTING. */
  readonly ended?: AbortSignal
}

/** Faces to print, and the template they were drawn by: it says what of them is machine-readable black. */
export interface CardFaces {
  /** Two pages: front, back. */
  readonly pdf: Uint8Array
  readonly template: CardTemplate
}

/** One blank, between the feeder and the end. */
export interface HeldCard {
  /** Writes chips where the card lies; null: chips are written elsewhere. */
  readonly encoder: ChipEncoder | null
  /** Throws {@link PrinterRefusal} where the printer has not begun with it, or {@link PrintOutcomeUnknown}. */
  print(faces: CardFaces): Promise<{ readonly jobId: number }>
  /** Into the reject box: spoiled. May be called whatever became of the print. */
  reject(): Promise<void>
  /** Untouched, back to the feeder or out. */
  giveBack(): Promise<void>
  /**
   * After a print that failed before anything was laid on the card: what has to be mended before it can be printed after all; null: nothing.
   * Throws {@link PrinterRefusal} CARD_NOT_FED where the card does not lie there any more. Not of printers that hold no card.
   */
  again?(): Promise<PrinterTrouble | null>
  /** Nobody works on it any more, and nobody knows what became of it: it stays where it is. Not of printers that hold no card. */
  letGo?(): void
}
