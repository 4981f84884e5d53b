/** Sequences, downloads and parameters. What is asked of the printer is in reads.ts. */
import { checkRibbon, type Firmware, flush, freshMemory, type Handler, turn } from './esc-printer.ts'
import { type EscCommand, bitsOf } from './esc-reader.ts'
import { Trouble } from './replies.ts'
import { type InsidePlace, type Panel, panels, ribbons } from './world.ts'

const ok = 'OK'

const wrong = () => new Trouble('PARAMETER', { interrupted: false })

/** While a job stands interrupted nothing moves before `Scs`; only the card itself may be put into the reject box after it. */
const moving =
  (handler: Handler): Handler =>
  (firmware, command) => {
    const { stopped } = firmware.machine
    if (stopped) throw new Trouble(stopped, { interrupted: false })
    return handler(firmware, command)
  }

const bring = (to: InsidePlace): Handler =>
  moving(async ({ machine }) => {
    await machine.bring(to)
    return ok
  })

/** Starts a card: what was downloaded for the one before is forgotten. */
const start: Handler = moving(({ machine, memory }) => {
  checkRibbon(machine, memory)
  const { stored } = memory
  stored.front.clear()
  stored.back.clear()
  Object.assign(memory, { side: 'front', pending: null, laid: [] })
  return ok
})

const side = (name: 'front' | 'back'): Handler =>
  moving(async (firmware) => {
    await flush(firmware)
    await turn(firmware.machine, name)
    firmware.memory.side = name
    return ok
  })

/** Printing of a panel begins when the next one is there. */
const download: Handler = moving(async (firmware, { name, parameters, data }) => {
  const panel = panelOf(parameters[0])
  const levels = Number(parameters[1])
  const plain = panel === 'k' || panel === 'o'
  if (!data || !bitsOf[levels] || plain !== (levels === 2)) throw wrong()
  await flush(firmware)
  const { memory } = firmware
  memory.stored[memory.side].set(panel, { levels, compressed: name === 'Dbc', data })
  memory.pending = panel
  return ok
})

function panelOf(text: string | undefined): Panel {
  const panel = panels.find((one) => one === text)
  if (!panel) throw wrong()
  return panel
}

/** The stored bitmap as if it came down the line once more. */
const downloadAgain: Handler = moving(async (firmware, { parameters }) => {
  const panel = panelOf(parameters[0])
  const { memory } = firmware
  if (!memory.stored[memory.side].has(panel)) throw wrong()
  await flush(firmware)
  memory.pending = panel
  return ok
})

const printStored: Handler = moving(async (firmware, { parameters }) => {
  const panel = panelOf(parameters[0])
  const { memory } = firmware
  if (memory.pending !== panel) await flush(firmware)
  memory.pending = panel
  if (!memory.stored[memory.side].has(panel)) throw wrong()
  await flush(firmware)
  return ok
})

const end: Handler = moving(async (firmware) => {
  const { machine, memory } = firmware
  const printed = memory.pending !== null
  await flush(firmware)
  machine.card()
  if (memory.keepsCard && printed) return ok
  await machine.leave('OUTPUT')
  memory.laid = []
  return ok
})

const putAway = (to: 'REJECT' | 'REAR'): Handler =>
  moving(async ({ machine, memory }) => {
    machine.card()
    Object.assign(memory, { pending: null, laid: [] })
    await machine.leave(to)
    return ok
  })

/** The same pictures on one more card. */
const copyLast: Handler = moving(async (firmware) => {
  const { machine, memory } = firmware
  checkRibbon(machine, memory)
  for (const name of ['front', 'back'] as const)
    for (const [panel, bitmap] of memory.stored[name]) {
      await turn(machine, name)
      await machine.print(panel, bitmap)
    }
  await machine.leave('OUTPUT')
  return ok
})

const clearStatus: Handler = ({ machine }) => {
  if (!machine.clear()) throw new Trouble(machine.stopped ?? 'JAM', { interrupted: false })
  return ok
}

const reset: Handler = (firmware) => {
  firmware.machine.clear()
  firmware.memory = freshMemory(firmware.machine.world.savedErrorMode)
  firmware.reader.resign(null)
  return ok
}

const clean: Handler = moving(({ machine }) => {
  machine.note({ event: 'cleaned' })
  return ok
})

const delay: Handler = async ({ machine }, { parameters }) => {
  await machine.wait(numberOf(parameters[0], 60_000))
  return ok
}

function numberOf(text: string | undefined, most: number): number {
  if (text === undefined || !/^\d{1,6}$/.test(text) || Number(text) > most) throw wrong()
  return Number(text)
}

const errorModes = new Set([0, 2, 3, 4, 5, 6, 7, 16, 18])

const setErrorMode: Handler = ({ machine, memory }, { parameters: [mode, save] }) => {
  const errorMode = numberOf(mode, 18)
  if (!errorModes.has(errorMode) || (save !== undefined && save !== 's')) throw wrong()
  memory.errorMode = errorMode
  if (save) machine.note({ event: 'saved', errorMode })
  return ok
}

const setRibbon: Handler = ({ memory }, { parameters: [kind] }) => {
  if (kind === undefined || !Object.hasOwn(ribbons, kind)) throw wrong()
  memory.ribbon = kind
  return ok
}

const setLine: Handler = (
  { memory },
  { parameters: [port, speed, parity, bits, stop, protocol = 'NONE'] },
) => {
  const known = ['0', 'NONE', 'XON/XOFF', 'RTS/CTS', 'BOTH', 'ACK/NACK'].includes(protocol)
  const line = /^[12]$/.test(port ?? '') && /^[NOE]$/.test(parity ?? '') && /^[78]$/.test(bits ?? '')
  if (!known || !line || !/^[12]$/.test(stop ?? '') || numberOf(speed, 115_200) < 2400) throw wrong()
  memory.simplified = protocol === 'ACK/NACK'
  memory.parameters.set(`Pcom;${port}`, [port, speed, parity, bits, stop, protocol].join(';'))
  return ok
}

const setSigns: Handler = ({ reader }, { parameters }) => {
  if (parameters.length === 0) {
    reader.resign(null)
    return ok
  }
  const [first, separator, last] = parameters.map((text) => numberOf(text, 255))
  if (first === undefined || separator === undefined || last === undefined) throw wrong()
  reader.resign([first, separator, last])
  return ok
}

const keepCard: Handler = ({ memory }, { parameters: [value] }) => {
  if (value !== 'E' && value !== 'A') throw wrong()
  memory.keepsCard = value === 'E'
  return ok
}

/** Remembered, and without consequence for an emulated card. */
const remember: Handler = ({ memory }, { name, parameters }) => {
  if (parameters.length === 0) throw wrong()
  memory.parameters.set(
    name === 'Pc' || name === 'Pl' ? `${name};${parameters[0]}` : name,
    parameters.join(';'),
  )
  return ok
}

const oneOf = (values: string): Handler => {
  const known = new RegExp(`^(?:${values})$`)
  return (firmware: Firmware, command: EscCommand) => {
    if (!known.test(command.parameters[0] ?? '')) throw wrong()
    return remember(firmware, command)
  }
}

/** A printer of this make without the magnetic option, and without a slot for single cards. */
const missing: Handler = () => {
  throw new Trouble('OPTION', { interrupted: false })
}

/** From the feeder, or from wherever one comes; not by hand or through the bezel. */
const insertion: Handler = (firmware, command) =>
  /^[MI]$/.test(command.parameters[0] ?? '') ? missing(firmware, command) : oneOf('[FB]')(firmware, command)

export const commands: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['Ss', start],
  ['Si', bring('PRINT')],
  ['Sis', bring('CONTACT')],
  ['Sic', bring('CONTACTLESS')],
  [
    'Sie',
    moving(async ({ machine }) => {
      await machine.bring('PRINT')
      await machine.leave('OUTPUT')
      return ok
    }),
  ],
  ['Sr', side('front')],
  ['Sv', side('back')],
  ['Db', download],
  ['Dbc', download],
  ['Ssd', downloadAgain],
  ['Sp', printStored],
  ['Se', end],
  ['Ser', putAway('REJECT')],
  ['Seb', putAway('REAR')],
  ['Sc', copyLast],
  ['Scs', clearStatus],
  ['Srs', reset],
  ['Scp', clean],
  ['Sdm', delay],
  ['Sa', moving(() => ok)],
  ['Pem', setErrorMode],
  ['Pr', setRibbon],
  ['Pcom', setLine],
  ['Psc', setSigns],
  ['Pneab', keepCard],
  ['Pmi', insertion],
  ['Pcim', insertion],
  ['Pcem', remember],
  ['Pcrm', remember],
  ['Pbc', remember],
  ['Psmgr', remember],
  ['Piem', remember],
  ['Pfm', remember],
  ['Pc', oneOf('[ymcko]')],
  ['Pl', oneOf('[ymcko]')],
  ['Ps', remember],
  ['Px', remember],
  ['Py', remember],
  ['Pos', remember],
  ['Poc', remember],
  ['Psm', remember],
  ['Sib', missing],
  ['Dm', missing],
  ['Smr', missing],
  ['Smw', missing],
  ['Pmc', missing],
  ['Pmt', missing],
  ['Pmd', missing],
])
