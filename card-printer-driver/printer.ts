import { DomainError } from '../core/errors.ts'
import type { Bilingual } from '../core/errors.ts'

/** Why a printer takes no card now; the operator at the station can mend each. */
export const printerTroubles = {
  PRINTER_OFF: {
    vi: 'Không kết nối được máy in thẻ. Hãy kiểm tra nguồn điện và dây mạng.',
    en: 'The card printer does not answer. Check its power and its cable.',
  },
  RIBBON_OUT: { vi: 'Hết ruy băng. Hãy thay ruy băng.', en: 'The ribbon is used up. Put in a new one.' },
  CARDS_OUT: {
    vi: 'Hết phôi thẻ trong khay nạp. Hãy nạp thêm phôi.',
    en: 'The feeder has no blank cards. Load some.',
  },
  COVER_OPEN: { vi: 'Nắp máy in đang mở. Hãy đóng nắp.', en: "The printer's cover is open. Close it." },
  JAMMED: {
    vi: 'Thẻ bị kẹt trong máy in. Hãy lấy thẻ kẹt ra, lập biên bản thẻ hỏng rồi tiếp tục.',
    en: 'A card is jammed. Take it out, record it as spoiled and go on.',
  },
  STOPPED: {
    vi: 'Máy in đang dừng. Hãy xem màn hình của máy in.',
    en: 'The printer has stopped. See its display.',
  },
  NOT_ACCEPTING: { vi: 'Máy in đang không nhận thẻ mới.', en: 'The printer is not accepting cards now.' },
} as const satisfies Record<string, Bilingual>
export type PrinterTrouble = keyof typeof printerTroubles

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
      readonly reason: 'JAM' | 'CANCELLED' | 'ABORTED'
    }

/** What an emulated printer calls itself: with such a one alone may a chip be an emulated one too. */
export const emulatedPrinterModel = 'Citizen ID Emulated Card Printer'

/** Any printer that takes a card's two sides as a PDF. */
export interface CardPrinter {
  readonly capabilities: {
    /** Whether it can hold the card at an encoder: without that, chips are written elsewhere. */
    readonly encode: boolean
    /** Whether the printed card can be looked at in the output tray. */
    readonly tray: boolean
  }
  /** Makes no cards that anybody may hold. Throws {@link PrinterRefusal} PRINTER_OFF while it cannot be asked. */
  isEmulated(): Promise<boolean>
  /** What keeps it from printing now, or null. */
  trouble(): Promise<PrinterTrouble | null>
  /** Hands over one card. Throws {@link PrinterRefusal} (blank untouched) or {@link PrintOutcomeUnknown}. */
  print(pdf: Uint8Array, jobName: string): Promise<{ readonly jobId: number }>
  /** Throws {@link PrinterRefusal} PRINTER_OFF while it cannot be asked. */
  progress(jobId: number): Promise<CardProgress>
  /** Takes a card back that has not begun; one that is being printed goes on. */
  cancel(jobId: number): Promise<void>
  /** The card as it lies in the output tray, PDF; null while it is not there yet. */
  tray(jobId: number): Promise<Uint8Array | null>
}
