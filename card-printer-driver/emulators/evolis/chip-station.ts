/**
 * The encoder's place in the printer: the chip of the card that lies at the contact or the contactless station, and nothing while none
 * does. It is reached through the virtual reader vpcd, to which the station connects, or at a port of its own, to which a program
 * connects as vpcd would be connected to. Both speak vpcd's frames (emulators/chip/vpcd.ts):
 *
 *     length, 2 bytes, big-endian | 00 off, 01 on, 02 reset, 04 ask for the ATR, or a command APDU
 *
 * ATR and APDUs are answered. The line ends when the card leaves the station; without a card there it ends at once.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { sleep } from '../../clock.ts'
import { EmulatedChip } from '../chip/chip.ts'
import type { ChipFaults } from '../chip/faults.ts'
import { stateOf } from '../chip/life-cycle.ts'
import { insertInto, serveChip, type VpcdLine, VpcdUnreachable } from '../chip/vpcd.ts'
import type { Machine } from './machine.ts'

export interface StationSettings {
  readonly vpcd: { readonly host: string; readonly port: number } | null
  readonly transportKey: Uint8Array | null
}

const pause = 100

export class ChipStation {
  /** Of the chips that come, until they are replaced. */
  private faults: ChipFaults = {}
  private chip: EmulatedChip | null = null
  private card: string | null = null
  private kept = 0
  private inReader = new AbortController()
  private readonly lines = new Set<Socket>()
  private server: Server | null = null
  private readonly machine: Machine
  private readonly settings: StationSettings

  constructor(machine: Machine, settings: StationSettings) {
    this.machine = machine
    this.settings = settings
    machine.onCard = () => this.look()
    this.look()
  }

  /** Listens on the loopback; 0 takes any free port. */
  async listen(port: number): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => this.welcome(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.server = server
    return (server.address() as AddressInfo).port
  }

  close(): void {
    this.take(null)
    this.server?.close()
  }

  setFaults(faults: ChipFaults): void {
    this.faults = faults
    if (this.chip) this.chip.faults = { ...faults }
  }

  status() {
    const { chip } = this
    return chip && { serial: chip.serial, state: stateOf(chip.memory), burned: chip.memory.burned }
  }

  /** Whatever lies at the station now. */
  private look(): void {
    const { inside } = this.machine.world
    const atStation = inside?.place === 'CONTACT' || inside?.place === 'CONTACTLESS'
    const { powered, faults } = this.machine
    this.take(inside && atStation && powered && !faults.deadChip ? inside.serial : null)
  }

  private take(card: string | null): void {
    if (card === this.card) return
    this.inReader.abort()
    this.chip?.powerOff()
    for (const line of this.lines) line.destroy()
    this.card = card
    this.chip = card === null ? null : this.chipOf(card)
    if (this.chip && this.settings.vpcd) void this.insert(this.settings.vpcd, this.chip)
  }

  private chipOf(card: string): EmulatedChip {
    const serial = this.machine.world.cards.get(card)?.chipSerial ?? ''
    const memory = this.machine.settings.store.chip(card)
    const { transportKey } = this.settings
    const chip = new EmulatedChip(serial, { memory, transportKey: transportKey && { master: transportKey } })
    chip.faults = { ...this.faults }
    this.kept = memory.burned
    return chip
  }

  /** What was burned is on the disk before the reader hears of it. */
  private keep(card: string, chip: EmulatedChip): void {
    if (chip.memory.burned === this.kept) return
    this.kept = chip.memory.burned
    this.machine.settings.store.keepChip(card, chip.memory)
  }

  private welcome(socket: Socket): void {
    socket.on('error', () => undefined)
    const { chip, card } = this
    if (!chip || card === null) return void socket.destroy()
    // There is one reader; what it had open before is a line that it has given up.
    for (const line of this.lines) line.destroy()
    this.lines.add(socket)
    socket.once('close', () => this.lines.delete(socket))
    void serveChip(socket, chip, () => this.keep(card, chip)).finally(() => socket.destroy())
  }

  /** Lies in the virtual reader as long as the card lies at the station, also when the reader closes the line. */
  private async insert(vpcd: NonNullable<StationSettings['vpcd']>, chip: EmulatedChip): Promise<void> {
    const { card } = this
    const here = new AbortController()
    this.inReader = here
    while (!here.signal.aborted && card !== null) {
      const line = await connected(() => insertInto(vpcd, chip, () => this.keep(card, chip)))
      here.signal.addEventListener('abort', () => line?.close())
      if (here.signal.aborted) line?.close()
      await line?.ended
      await sleep(pause, here.signal)
    }
  }
}

/** Null while there is no reader. */
async function connected(insert: () => Promise<VpcdLine>): Promise<VpcdLine | null> {
  try {
    return await insert()
  } catch (error) {
    if (error instanceof VpcdUnreachable) return null
    throw error
  }
}
