/** What is asked of the printer: `R…`, and `Sk` for the feeder. */
import { emulatedPrinterModel } from '../../printer.ts'
import type { Handler } from './esc-printer.ts'
import { Trouble } from './replies.ts'
import { setsLeft, type World } from './world.ts'

/** Cards after which the head wants to be cleaned. */
const cleaningAfter = 1000
/** Cards in the feeder below which its sensor says so. */
const nearEmpty = 10
const firmware = '1803'
const zone = '098C'

/** By parameter; another parameter is a wrong one. */
const byParameter =
  (answers: Readonly<Record<string, Handler>>): Handler =>
  (own, command) => {
    const answer = answers[command.parameters[0] ?? '']
    if (!answer) throw new Trouble('PARAMETER', { interrupted: false })
    return answer(own, command)
  }

const says =
  (text: string): Handler =>
  () =>
    text

const counter =
  (value: (world: World) => number): Handler =>
  ({ machine }) =>
    String(value(machine.world))

const averageRow = ({ inserted, cleanings }: World) => Math.round(inserted / (cleanings + 1))

const volts = (high: boolean, text = '5,00') => `${high ? text : '0,00'} Volts`

const ribbonTag =
  (value: (world: World) => string): Handler =>
  ({ machine }) => {
    if (!machine.world.ribbon || machine.faults.ribbonTagUnreadable)
      throw new Trouble('NO_RIBBON', { interrupted: false })
    return value(machine.world)
  }

const cleaningDue: Handler = ({ machine }) =>
  machine.world.sinceCleaning >= cleaningAfter || machine.faults.cleaningMandatory
    ? 'ERR NEED CLEANING'
    : 'OK'

const inHopper: Handler = ({ machine }) =>
  machine.world.full.OUTPUT >= machine.settings.capacity.OUTPUT ? 'CARD' : 'NO CARD'

export const reads: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['Rtp', says(emulatedPrinterModel)],
  ['Rsn', ({ machine }) => machine.world.printer],
  ['Rfv', says(firmware)],
  ['Rkn', ({ machine }) => `H${machine.world.printer}`],
  ['Rzp', says(zone)],
  ['Rmac', says('02:00:00:00:00:01')],
  ['Rip', says('127.0.0.1')],
  [
    'Rco',
    byParameter({
      p: counter(({ panels }) => panels),
      c: counter(({ inserted }) => inserted),
      a: counter(averageRow),
      m: counter(({ longestRow }) => longestRow),
      n: counter(({ cleanings }) => cleanings),
      l: counter(({ panelsOfRibbon }) => panelsOfRibbon),
    }),
  ],
  ['Rr', ({ machine, memory }) => memory.ribbon ?? machine.world.ribbon?.kind ?? 'NONE'],
  ['Rcr', ribbonTag(({ ribbon }) => ribbon?.kind ?? '')],
  ['Rem', ({ machine, memory }) => `${memory.errorMode};${machine.world.savedErrorMode}`],
  ['Riem', ({ memory }) => memory.parameters.get('Piem') ?? '0;0'],
  ['Rmi', ({ memory }) => memory.parameters.get('Pmi') ?? 'F'],
  [
    'Rcom',
    byParameter({
      1: ({ memory }) => memory.parameters.get('Pcom;1') ?? '1;9600;N;8;1;NONE',
      2: ({ memory }) => memory.parameters.get('Pcom;2') ?? '2;9600;N;8;1;NONE',
    }),
  ],
  [
    'Rlr',
    byParameter({
      p: ({ machine }) => (machine.world.inside ? 'ERR CARD' : 'NO CARD'),
      r: cleaningDue,
      c: cleaningDue,
      h: inHopper,
    }),
  ],
  [
    'Rse',
    byParameter({
      f: ({ machine }) => volts(machine.world.feeder.length > 0),
      n: ({ machine }) => volts(machine.world.feeder.length > nearEmpty, '3,92'),
      o: ({ machine }) => volts(!machine.faults.coverOpen),
      c: ({ machine }) => volts(machine.world.inside !== null),
      m: ({ machine }) => volts(machine.world.inside?.place === 'PRINT'),
      r: ({ machine }) => volts(machine.world.ribbon !== null),
      p: ({ machine }) => volts(machine.world.inside?.place === 'PRINT'),
    }),
  ],
  [
    'Rrt',
    byParameter({
      qty: ribbonTag(({ ribbon }) => String(ribbon?.sets)),
      count: ribbonTag((world) => String(setsLeft(world))),
      zone: ribbonTag(() => zone),
    }),
  ],
  [
    'Sk',
    byParameter({
      f: ({ machine }) => (machine.world.feeder.length > 0 ? '0' : '3'),
      w: ({ machine }) => (machine.world.feeder.length > nearEmpty ? '0' : '3'),
      s: says('OK'),
    }),
  ],
])
