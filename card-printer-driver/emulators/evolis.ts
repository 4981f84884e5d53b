/** An emulated card printer of the Evolis kind; see docs/printers.md. */
import { rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { DomainError } from '../../core/errors.ts'
import { chipFaultsSchema } from './chip/faults.ts'
import { serveControl } from './control.ts'
import { openCamera } from './evolis/camera.ts'
import { ChipStation } from './evolis/chip-station.ts'
import { EvolisPrinter } from './evolis/evolis-printer.ts'
import { evolisFaultsSchema } from './evolis/faults.ts'
import { MachineJournal } from './evolis/journal.ts'
import { FileLine, TcpLine } from './evolis/line.ts'
import { Machine } from './evolis/machine.ts'
import { blankRange, operate, operatorSchema } from './evolis/operator.ts'
import { type Options, readOptions } from './evolis/options.ts'
import { fileStore, memoryStore } from './evolis/store.ts'

/** Runs until SIGTERM or SIGINT; says `ready LINE tray=URL chip=HOST:PORT` when everything listens. Throws EmulatorMisused, StateUnreadable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  const machine = newMachine(options)
  const station = new ChipStation(machine, options)
  const printer = new EvolisPrinter(machine)
  const line =
    options.link === null ? new TcpLine(options.port, printer) : new FileLine(options.link, printer)
  const chipPort = await station.listen(options.chipPort)
  const camera = await openCamera(machine, options.trayPort)
  await printer.connect(line)
  const switches = routes({ machine, station, printer })
  const control = options.control ? await serveControl(options.control, switches) : null
  console.log(`ready ${line.name} tray=http://127.0.0.1:${camera.port}/tray chip=127.0.0.1:${chipPort}`)
  await stopped
  await printer.setFaults({ off: true })
  station.close()
  for (const server of [camera.server, control]) closeNow(server)
  if (options.control) await rm(options.control, { force: true })
}

function closeNow(server: Server | null): void {
  server?.closeAllConnections()
  server?.close()
}

/** As an earlier run left it; a new one has what the command line put in. */
function newMachine(options: Options): Machine {
  const { state, directory, blanks, ribbon } = options
  const folder = directory ?? (state === null ? null : `${state}.d`)
  const store = folder === null ? memoryStore() : fileStore(state, folder)
  const machine = new Machine({
    store,
    journal: new MachineJournal(),
    paced: options.paced,
    capacity: options.capacity,
  })
  if (machine.world.printer !== '') return machine
  machine.note({ event: 'made', printer: options.serial })
  machine.note({ event: 'ribbon', ...ribbon })
  if (blanks) operate(machine, { action: 'load', blanks: blankRange(blanks.first, blanks.count) })
  return machine
}

interface Parts {
  readonly machine: Machine
  readonly station: ChipStation
  readonly printer: EvolisPrinter
}

const routes = ({ machine, station, printer }: Parts) => {
  const setFaults = async (faults: Machine['faults']) => {
    await printer.setFaults(faults)
    return machine.faults
  }
  return {
    'PUT /faults': (body: unknown) => setFaults(evolisFaultsSchema.parse(body)),
    'DELETE /faults': () => setFaults({}),
    'GET /faults': () => machine.faults,
    'POST /operator': (body: unknown) => operate(machine, operatorSchema.parse(body)),
    'PUT /chip-faults': (body: unknown) => station.setFaults(chipFaultsSchema.parse(body)),
    'DELETE /chip-faults': () => station.setFaults({}),
    'GET /chip': () => station.status() ?? {},
    'GET /journal': () => machine.settings.journal.entries,
    'GET /cards': () => [...machine.world.cards.values()],
    'GET /state': () => stateOf(machine),
  }
}

function stateOf({ world, stopped, powered }: Machine) {
  const { printer, inside, ribbon, inserted, panels, sinceCleaning, cleanings, full, feeder } = world
  const counts = { inserted, panels, sinceCleaning, cleanings, full, feeder: feeder.length }
  return { printer, powered, stopped, inside, ribbon, ...counts }
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    console.error(`${error.text.vi}\n${error.text.en}`)
    process.exitCode = 2
  }
}
