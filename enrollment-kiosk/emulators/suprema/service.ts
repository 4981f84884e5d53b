import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { type Command, type CommandName, commands, flags } from '../../devices/suprema/commands.ts'
import {
  encodePacket,
  extendedData,
  type Following,
  type Packet,
  PacketReader,
  type Received,
  simpleData,
} from '../../devices/suprema/packet.ts'
import { after } from '../../transport/after.ts'
import type { Wire } from '../wire.ts'
import { answers, type SupremaAnswer } from './answers.ts'
import { baudRateOf, restart, scanTimeout, type SupremaModule } from './module.ts'

interface Station {
  readonly wire: Wire
  readonly module: SupremaModule
  /** Of the transfer under way: hears the flags of acknowledgements, and null where the host has turned to something else. */
  acknowledged: ((flag: number | null) => void) | null
}

const names = new Map<number, CommandName>(
  (Object.keys(commands) as CommandName[]).map((name) => [commands[name].code, name]),
)
const interByteSilence = 1000
const startUpMs = 500
/** Milliseconds that the host has to acknowledge a data packet. */
const acknowledgeMs = 3000
/** Body of data packets where the host does not say. */
const usualBody = 4096

/** Commands that the host sends data with. */
const withData: ReadonlySet<number> = new Set([
  commands.enrolByTemplate.code,
  commands.verifyByTemplate.code,
  commands.identifyByTemplate.code,
])
const extended: ReadonlySet<number> = new Set([
  commands.scanImageExtended.code,
  commands.readImageExtended.code,
  commands.readTemplateExtended.code,
])

const followingOf = ({ command, size }: Packet): Following | null =>
  withData.has(command) ? { bytes: size, trailer: 'terminator' } : null

/** Connects a module to its wire: one command after the other; Cancel and acknowledgements at once. */
export function serve(wire: Wire, module: SupremaModule): void {
  const station: Station = { wire, module, acknowledged: null }
  const reader = new PacketReader(followingOf)
  const inTurn = oneAtATime()
  let cancelSilence = () => {}
  let deaf = false

  const hear = (received: readonly Received[]) => {
    for (const one of received) {
      if (wire.faults.silent) continue
      if (one === 'damaged' || one.damaged) void inTurn(() => reply(station, 0, { flag: flags.dataDamaged }))
      else if (isAcknowledgement(one.packet)) station.acknowledged?.(one.packet.flag)
      else {
        station.acknowledged?.(null)
        if (one.packet.command === commands.cancel.code) void cancel(station)
        else void inTurn(() => obey(station, one))
      }
    }
  }
  wire.onBytes = (bytes) => {
    cancelSilence()
    if (deaf) return
    hear(reader.push(bytes))
    if (reader.waiting) cancelSilence = after(interByteSilence, () => hear(reader.giveUp()))
  }
  wire.onPower = async () => {
    deaf = wire.paced
    reader.clear()
    restart(module)
    wire.baudRate = baudRateOf(module)
    if (deaf) await sleep(startUpMs)
    deaf = false
  }
}

const isAcknowledgement = ({ command, flag }: Packet) =>
  extended.has(command) && (flag === flags.dataGood || flag === flags.dataDamaged)

async function cancel({ wire, module }: Station): Promise<void> {
  wire.journal.record('cancel')
  await breathe() // a scan that came with it has begun then
  module.scanning?.abort()
  await wire.send(encodePacket({ command: commands.cancel.code, parameter: 0, size: 0, flag: flags.done }))
}

async function obey(
  station: Station,
  { packet, data }: { readonly packet: Packet; readonly data: Uint8Array | null },
): Promise<void> {
  const { wire, module } = station
  const name = names.get(packet.command)
  wire.journal.record(name ?? `command ${packet.command}`, encodePacket(packet))
  const ordered = wire.orderedAnswer(packet.command)
  if (ordered !== null) return reply(station, packet.command, { flag: ordered })
  const answering = name && answers[name]
  const command: Command | null = name ? commands[name] : null
  if (name === 'reset') return reset(station)
  if (!command || !answering) return reply(station, packet.command, { flag: flags.unsupported })
  if (command.scans) {
    const failure = await scan(module)
    if (failure !== null) return reply(station, command.code, { flag: failure })
    await reply(station, command.code, { flag: flags.scanned })
  }
  const answer = answering(module, { ...packet, data })
  if (!answer.data) return reply(station, command.code, answer)
  if (extended.has(command.code)) return transfer(station, packet, { ...answer, data: answer.data })
  await reply(station, command.code, { ...answer, size: answer.data.length })
  await wire.send(simpleData(answer.data))
}

async function reset(station: Station): Promise<void> {
  await reply(station, commands.reset.code, { flag: flags.done })
  restart(station.module)
  station.wire.baudRate = baudRateOf(station.module)
}

/** Waits for a finger and takes its picture; answers the flag of a scan that came to nothing. */
async function scan(module: SupremaModule): Promise<number | null> {
  const running = new AbortController()
  module.scanning = running
  const milliseconds = scanTimeout(module)
  try {
    const finger = module.finger ?? (await fingerWithin(module, running.signal, milliseconds))
    if (!finger) return running.signal.aborted ? flags.cancelled : flags.timeout
    module.image = finger
    return null
  } finally {
    if (module.scanning === running) module.scanning = null
  }
}

function fingerWithin(module: SupremaModule, signal: AbortSignal, milliseconds: number | null) {
  return new Promise<SupremaModule['finger']>((resolve) => {
    const settle = () => {
      cancelTimer()
      module.touched.delete(touched)
      signal.removeEventListener('abort', settle)
      resolve(module.finger)
    }
    const touched = () => module.finger && settle()
    const cancelTimer = milliseconds === null ? () => {} : after(milliseconds, settle)
    module.touched.add(touched)
    signal.addEventListener('abort', settle)
  })
}

/** Announces the data and sends them packet by packet, each again until it is acknowledged; gives up on silence. */
async function transfer(
  station: Station,
  packet: Packet,
  answer: SupremaAnswer & { readonly data: Uint8Array },
): Promise<void> {
  const { wire } = station
  const parts = extendedData(packet.command, answer.data, packet.size || usualBody)
  await reply(station, packet.command, {
    flag: flags.done,
    parameter: parts.length,
    size: answer.data.length,
  })
  for (const part of parts) {
    for (;;) {
      const heard = acknowledgement(station)
      await wire.send(part)
      const flag = await heard
      if (flag === null) return wire.journal.record('transfer given up')
      if (flag === flags.dataGood) break
    }
  }
}

function acknowledgement(station: Station): Promise<number | null> {
  return new Promise((resolve) => {
    const settle = (flag: number | null) => {
      cancelTimer()
      station.acknowledged = null
      resolve(flag)
    }
    const cancelTimer = after(acknowledgeMs, () => settle(null))
    station.acknowledged = settle
  })
}

function reply({ wire }: Station, command: number, answer: SupremaAnswer): Promise<void> {
  const { flag, parameter = 0, size = 0 } = answer
  return wire.send(encodePacket({ command, parameter, size, flag }))
}
