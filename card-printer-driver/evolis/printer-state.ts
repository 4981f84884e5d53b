import { sleep } from '../clock.ts'
import { PrinterProtocolFault, type PrinterState } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import { command, type CommandName, type KnownCommand } from './commands.ts'
import type { EscLine } from './esc-line.ts'
import { CommandNotKnown, EscRefused } from './esc-refusals.ts'
import { type RibbonKind, ribbons } from './greet-printer.ts'

/** Cards' worth of ribbon below which somebody should fetch the next. */
const lowRibbon = 10

/** How often a moving card is looked for, and the milliseconds between: the slowest way takes some twenty seconds. */
const looks = 120
const lookPause = 250

/** What the printer's sensors say. */
export interface Sensors {
  readonly coverOpen: boolean
  /** Null: there is none; '' where its tag cannot be read. */
  readonly ribbon: string | null
  /** Sets of it that have not been begun; null where its tag cannot be read. */
  readonly setsLeft: number | null
  readonly feederEmpty: boolean
  readonly feederLow: boolean
  readonly hopperFull: boolean
  readonly cardInside: boolean
  readonly cleaningDue: boolean
}

export async function readSensors(line: EscLine): Promise<Sensors> {
  const ribbon = await readRibbon(line)
  return {
    ...ribbon,
    coverOpen: !(await isHigh(line, 'o')),
    feederEmpty: !(await isHigh(line, 'f')),
    feederLow: isLow(await optional(line, command('Rse', 'n'))),
    hopperFull: (await optional(line, command('Rlr', 'h'))) === 'CARD',
    cardInside: await isCardInside(line),
    cleaningDue: await isCleaningDue(line),
  }
}

/** Rlr;p says NO CARD (newer firmware OK), or ERR CARD (CARD) where one lies in the way. */
export async function isCardInside(line: EscLine): Promise<boolean> {
  return !['NO CARD', 'OK'].includes(await line.read(command('Rlr', 'p')))
}

/**
 * Some models answer a movement when it begins: the card has moved when the sensor says so. False where it did not in time.
 */
export async function sensesCard(line: EscLine, isInside: boolean): Promise<boolean> {
  for (let left = looks; left > 0; left--) {
    if ((await isCardInside(line)) === isInside) return true
    await sleep(lookPause)
  }
  return false
}

export const isCleaningDue = async (line: EscLine): Promise<boolean> =>
  (await line.read(command('Rlr', 'r'))).includes('CLEAN')

/** How many cards it has drawn in since it was made. Throws PrinterProtocolFault for what is no number: a card must not get another's. */
export async function readCardNumber(line: EscLine): Promise<number> {
  const number = numberOf(await line.read(command('Rco', 'c')))
  if (number === null) throw new PrinterProtocolFault(0)
  return number
}

const numberOf = (text: string): number | null => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null)

/** Rse answers in volts, with a comma: 5,00 Volts where the sensor sees what it looks for. */
const isHigh = async (line: EscLine, sensor: string): Promise<boolean> =>
  !isLow(await line.read(command('Rse', sensor)))

const isLow = (volts: string | null): boolean =>
  volts !== null && !(Number.parseFloat(volts.replace(',', '.')) > 2.5)

/** Of models that have it; null: this one has not. */
async function optional(line: EscLine, question: KnownCommand): Promise<string | null> {
  try {
    return await line.read(question)
  } catch (error) {
    if (error instanceof CommandNotKnown || error instanceof EscRefused) return null
    throw error
  }
}

/** The tag tells kind and rest; ERR RIB DETECTION where there is none, or none that can be read. */
async function readRibbon(line: EscLine): Promise<Pick<Sensors, 'ribbon' | 'setsLeft'>> {
  const kind = await tagged(line, 'Rcr')
  if (kind !== null)
    return { ribbon: kind.toLowerCase(), setsLeft: numberOf((await tagged(line, 'Rrt', 'count')) ?? '') }
  return { ribbon: (await isHigh(line, 'r')) ? '' : null, setsLeft: null }
}

async function tagged(line: EscLine, name: CommandName, ...parameters: string[]): Promise<string | null> {
  const text = await optional(line, command(name, ...parameters))
  return text === null || text.includes('ERR') ? null : text
}

/** What keeps it from making the next card, the gravest first; a card that lies inside is judged by who knows whose it is. */
export function sensorTrouble(sensors: Sensors, ribbon: RibbonKind): PrinterTrouble | null {
  const troubles: readonly (readonly [boolean, PrinterTrouble])[] = [
    [sensors.coverOpen, 'COVER_OPEN'],
    [sensors.ribbon === null, 'RIBBON_MISSING'],
    [sensors.ribbon !== '' && sensors.ribbon !== ribbon, 'RIBBON_WRONG'],
    [sensors.setsLeft !== null && sensors.setsLeft < ribbons[ribbon].setsPerCard, 'RIBBON_OUT'],
    [sensors.feederEmpty, 'CARDS_OUT'],
    [sensors.hopperFull, 'HOPPER_FULL'],
  ]
  return troubles.find(([found]) => found)?.[1] ?? null
}

/** Everything that the printer tells of itself. */
export async function readState(
  line: EscLine,
  {
    sensors,
    ribbon,
    trouble,
  }: { readonly sensors: Sensors; readonly ribbon: RibbonKind; readonly trouble: PrinterTrouble | null },
): Promise<PrinterState> {
  const left = sensors.setsLeft === null ? null : Math.floor(sensors.setsLeft / ribbons[ribbon].setsPerCard)
  const warnings: readonly (readonly [boolean, PrinterState['warnings'][number]])[] = [
    [left !== null && left < lowRibbon, 'RIBBON_LOW'],
    [sensors.feederLow, 'CARDS_LOW'],
    [sensors.cleaningDue, 'CLEANING_SOON'],
  ]
  return {
    model: await line.read(command('Rtp')),
    serial: await line.read(command('Rsn')),
    firmware: await line.read(command('Rfv')),
    trouble,
    warnings: warnings.filter(([found]) => found).map(([, warning]) => warning),
    ribbon: sensors.ribbon === null ? null : { kind: sensors.ribbon, left },
    counters: { cards: await readCardNumber(line), sinceCleaning: null },
    cardInside: sensors.cardInside,
  }
}
