/** What an Evolis printer says when it does not do something, as what the station does about it. */
import { DomainError } from '../../core/errors.ts'
import type { PrintFailure } from '../printer.ts'
import { type PrinterTrouble, printerTroubles } from '../../core/production/printer-troubles.ts'
import type { EscReply } from './esc.ts'

/** The printer has answered, and has not done what it was told. */
export class EscRefused extends DomainError<PrinterTrouble> {
  /** A NACK told the kind alone: the sensors tell which it is. */
  readonly isVague: boolean

  constructor(trouble: PrinterTrouble, command: string, { isVague = false } = {}) {
    super(trouble, printerTroubles[trouble], { command })
    this.isVague = isVague
  }
}

/** The printer does not know the command or its parameters: another model, or a fault of this program. */
export class CommandNotKnown extends DomainError<'PRINTER_COMMAND_NOT_KNOWN'> {
  constructor(command: string) {
    super(
      'PRINTER_COMMAND_NOT_KNOWN',
      {
        vi: 'Máy in không hiểu lệnh của trạm. Hãy kiểm tra kiểu máy, phiên bản phần mềm của máy và cấu hình PRINTER_URL.',
        en: 'The printer does not know a command of the station. Check its model, its firmware and the setting PRINTER_URL.',
      },
      { command },
    )
  }
}

type Meaning = PrinterTrouble | 'NOT_KNOWN'

/** By a part of the text, the first that fits: firmware of different years says the same in different words. */
const byText: readonly (readonly [RegExp, Meaning])[] = [
  [/CDE|PARAM|OPT/, 'NOT_KNOWN'],
  [/COVER|LID/, 'COVER_OPEN'],
  [/RIB(?:BON)? DETECTION|NO RIBBON/, 'RIBBON_MISSING'],
  [/(?:BAD|UNSUPPORTED|WRONG) RIB/, 'RIBBON_WRONG'],
  [/RIB(?:BON)? END|END OF RIB/, 'RIBBON_OUT'],
  [/RIB/, 'RIBBON_BROKEN'],
  [/REJECT/, 'REJECT_BOX_FULL'],
  [/HOPPER/, 'HOPPER_FULL'],
  [/FEEDER EMPTY|NO CARD IN FEEDER/, 'CARDS_OUT'],
  [/FEEDER/, 'CARD_NOT_FED'],
  [/CLEAN/, 'CLEANING_NEEDED'],
  [/COOL/, 'COOLING'],
  [/HEAD/, 'HEAD_FAULT'],
  [/SMART|CHIP/, 'CHIP_STATION_FAULT'],
  [/JAM|TIME.?OUT|MECHANI/, 'JAMMED'],
]

/** Codes behind a NACK, guide A5013, 5. F and R do not say which of their kind: the sensors do. */
const byCode: Readonly<Record<string, Meaning>> = {
  1: 'NOT_KNOWN',
  2: 'NOT_KNOWN',
  C: 'COVER_OPEN',
  F: 'CARD_NOT_FED',
  R: 'RIBBON_BROKEN',
  T: 'JAMMED',
}

/** The text of an answer that says that it was done. Throws {@link EscRefused}, {@link CommandNotKnown}. */
export function doneText(reply: EscReply, command: string): string {
  if (reply.kind === 'nack') throw refusal(byCode[reply.code] ?? 'STOPPED', command, { isVague: true })
  if (!/\bERR(?:OR)?\b/.test(reply.text)) return reply.text
  throw refusal(byText.find(([words]) => words.test(reply.text))?.[1] ?? 'STOPPED', command)
}

/** The text of an answer to a question: there ERR may be the answer itself, as in `ERR CARD`. */
export function answerText(reply: EscReply, command: string): string {
  return reply.kind === 'nack' ? doneText(reply, command) : reply.text
}

function refusal(meaning: Meaning, command: string, { isVague = false } = {}): Error {
  return meaning === 'NOT_KNOWN'
    ? new CommandNotKnown(command)
    : new EscRefused(meaning, command, { isVague })
}

const failures: Readonly<Partial<Record<PrinterTrouble, PrintFailure>>> = {
  COVER_OPEN: 'COVER_OPENED',
  RIBBON_OUT: 'RIBBON_ENDED',
  RIBBON_MISSING: 'RIBBON_ENDED',
  RIBBON_BROKEN: 'RIBBON_ENDED',
  HEAD_FAULT: 'HEAD_FAULT',
  HOPPER_FULL: 'HOPPER_FULL',
  JAMMED: 'JAM',
}

/** What a refusal in the middle of a card did to it. */
export const failureOf = (trouble: PrinterTrouble): PrintFailure => failures[trouble] ?? 'ABORTED'
