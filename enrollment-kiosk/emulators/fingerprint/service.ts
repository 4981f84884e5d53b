import { setTimeout as sleep } from 'node:timers/promises'
import { concatBytes } from '../../../core/bytes.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import {
  baudUnit,
  confirmation,
  type InstructionName,
  instructions,
  packetSizes,
} from '../../devices/ef01/instructions.ts'
import {
  dataPackets,
  encodePacket,
  type Packet,
  packetKind,
  PacketReader,
  type Received,
} from '../../devices/ef01/packet.ts'
import { after } from '../../transport/after.ts'
import type { Wire } from '../wire.ts'
import { answers, type ModuleAnswer } from './answers.ts'
import { autoEnroll, autoIdentify } from './automatic.ts'
import { type FingerprintModule, restart } from './module.ts'

/** A module on its wire. */
interface Station {
  readonly wire: Wire
  readonly module: FingerprintModule
}

const names = new Map<number, InstructionName>(
  (Object.keys(instructions) as InstructionName[]).map((name) => [instructions[name].code, name]),
)
/** Milliseconds of silence that end a packet; clients that write byte by byte may be slow. */
const interByteSilence = 1000
const startedByte = Uint8Array.of(0x55)

/** Connects a module to its wire: it listens to its own address and does one instruction after the other. */
export function serve(wire: Wire, module: FingerprintModule): void {
  const station = { wire, module }
  const reader = new PacketReader()
  const inTurn = oneAtATime()
  let cancelSilence = () => {}
  let deaf = false

  const hear = (received: readonly Received[]) => {
    for (const packet of received) void inTurn(() => obey(station, packet))
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
    wire.baudRate = module.flash.baudFactor * baudUnit
    if (deaf) await sleep(module.profile.startUp)
    deaf = false
    if (module.profile.announcesStart) await wire.send(startedByte)
  }
}

async function obey(station: Station, received: Received): Promise<void> {
  const { wire, module } = station
  if (wire.faults.silent) return
  if (received === 'damaged') {
    wire.journal.record('damaged packet')
    await acknowledge(station, { confirmation: confirmation.packetDamaged })
  } else if (received.address !== module.flash.address) wire.journal.record('another address')
  else if (received.kind === packetKind.command) await instruct(station, received.content)
  else receive(module, received)
}

/** Data packets mean something only after DownChar and DownImage, and nobody confirms them. */
function receive(module: FingerprintModule, packet: Packet): void {
  const { reception } = module
  if (!reception) return
  reception.parts.push(packet.content)
  if (packet.kind !== packetKind.endOfData) return
  module.reception = null
  reception.take(concatBytes(...reception.parts))
}

async function instruct(station: Station, content: Uint8Array): Promise<void> {
  const { wire, module } = station
  const code = content[0] ?? 0
  const name = names.get(code)
  const parameters = content.slice(1)
  wire.journal.record(name ?? `instruction ${code}`, content)
  module.reception = null
  module.automatic?.abort()
  module.automatic = null
  const refusal = wire.orderedAnswer(code) ?? refused(module, name, parameters)
  if (refusal !== null) await acknowledge(station, { confirmation: refusal })
  else if (name === 'softRst') await reset(station)
  else if (name === 'autoEnroll' || name === 'autoIdentify') begin(station, name, parameters)
  else await carryOut(station, name!, parameters)
}

function refused(
  { flash, profile, verified }: FingerprintModule,
  name: InstructionName | undefined,
  parameters: Uint8Array,
): number | null {
  if (flash.password !== 0 && !verified && name !== 'vfyPwd') return confirmation.passwordNeeded
  if (!name || !profile.instructions.has(name)) return confirmation.unsupported
  return parameters.length < instructions[name].parameters ? confirmation.packetDamaged : null
}

async function carryOut(station: Station, name: InstructionName, parameters: Uint8Array): Promise<void> {
  const { wire, module } = station
  const packetSize = packetSizes[module.flash.packetSizeCode] ?? packetSizes[2]
  const answer = answers[name]?.(module, parameters) ?? { confirmation: confirmation.unsupported }
  await acknowledge(station, answer)
  for (const packet of dataPackets(addressOf(station), answer.data ?? new Uint8Array(0), packetSize)) {
    await wire.send(packet)
  }
  answer.afterwards?.()
  if (module.profile.changesSpeedAtOnce) wire.baudRate = module.flash.baudFactor * baudUnit
}

async function reset(station: Station): Promise<void> {
  await acknowledge(station, { confirmation: confirmation.done })
  restart(station.module)
  await station.wire.send(startedByte)
}

function begin(station: Station, name: 'autoEnroll' | 'autoIdentify', parameters: Uint8Array): void {
  const { module } = station
  const running = new AbortController()
  module.automatic = running
  const report = (answer: ModuleAnswer) => void acknowledge(station, answer)
  const operation = name === 'autoEnroll' ? autoEnroll : autoIdentify
  void operation(module, { parameters, report, signal: running.signal }).finally(() => {
    if (module.automatic === running) module.automatic = null
  })
}

function addressOf({ wire, module }: Station): number {
  return wire.faults.wrongAddress ? (module.flash.address ^ 1) >>> 0 : module.flash.address
}

function acknowledge(station: Station, answer: ModuleAnswer): Promise<void> {
  const content = Uint8Array.of(answer.confirmation, ...(answer.payload ?? []))
  return station.wire.send(
    encodePacket({ address: addressOf(station), kind: packetKind.acknowledge, content }),
  )
}
