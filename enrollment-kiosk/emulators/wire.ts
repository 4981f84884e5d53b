import { lstat, rm, symlink } from 'node:fs/promises'
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import { concatBytes, fromHex } from '../../core/bytes.ts'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import { Pacer } from './pacer.ts'
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts'

export interface WireSettings {
  /** Path of the symbolic link by which clients know the line, whatever terminal stands behind it. */
  readonly link: string
  /** The module's own speed; a client at another is not heard. */
  readonly baudRate: number
  /** The module takes on the speed of whoever speaks to it until it is told otherwise. */
  readonly adapts?: () => boolean
  /** Whether bytes take the time they would take on a line of that speed. */
  readonly pace: boolean
  readonly journal: Journal
}

/** Bytes written at once when pacing. */
const slice = 64

/** The module's end of the line: plugged or not, at the module's speed, with faults on demand. */
export class Wire {
  readonly journal: Journal
  baudRate: number
  /** Called with what the module hears. */
  onBytes: (bytes: Uint8Array) => void = () => {}
  /** Called when the line has power again after having been unplugged. */
  onPower: () => void | Promise<void> = () => {}
  readonly #settings: WireSettings
  readonly #incoming = new Pacer()
  readonly #outgoing = new Pacer()
  readonly #sending = oneAtATime()
  #terminal: PseudoTerminal | null = null
  #inbox: Uint8Array[] = []
  #listening = false
  #wasPlugged = false
  #faults: Faults = {}
  #sent = 0

  constructor(settings: WireSettings) {
    this.#settings = settings
    this.journal = settings.journal
    this.baudRate = settings.baudRate
  }

  get paced(): boolean {
    return this.#settings.pace
  }

  get plugged(): boolean {
    return this.#terminal !== null
  }

  get faults(): Faults {
    return this.#faults
  }

  /** Replaces all faults and counts packets anew. */
  set faults(faults: Faults) {
    this.#faults = faults
    this.#sent = 0
  }

  /** The answer to an instruction that was ordered through the faults, if any is left. */
  orderedAnswer(code: number): number | null {
    const order = this.#faults.confirm?.find(({ instruction, times }) => instruction === code && times > 0)
    if (!order) return null
    order.times--
    return order.confirmation
  }

  /** Makes the line; power has come back to the module unless it is plugged in for the first time. */
  async plug(): Promise<void> {
    if (this.#terminal) return
    const again = this.#wasPlugged
    this.#wasPlugged = true
    const terminal = await openPseudoTerminal(this.baudRate)
    this.#terminal = terminal
    terminal.onData((bytes) => this.#hear(bytes))
    await removeLink(this.#settings.link)
    await symlink(terminal.path, this.#settings.link)
    this.journal.record('plugged')
    if (again) void this.onPower()
  }

  async unplug(): Promise<void> {
    const terminal = this.#terminal
    if (!terminal) return
    this.#terminal = null
    this.#inbox = []
    await removeLink(this.#settings.link)
    await terminal.destroy()
    this.journal.record('unplugged')
  }

  /** Resolves once the packet, or what the faults leave of it, is on the line. Packets keep their order. */
  send(packet: Uint8Array): Promise<void> {
    return this.#sending(() => this.#transmit(packet))
  }

  #hear(bytes: Uint8Array): void {
    this.#inbox.push(new Uint8Array(bytes))
    if (!this.#listening) void this.#listen()
  }

  async #listen(): Promise<void> {
    this.#listening = true
    while (this.#inbox.length > 0) {
      const terminal = this.#terminal
      const bytes = concatBytes(...this.#inbox)
      this.#inbox = []
      const speed = (await terminal?.clientSpeed()) ?? this.baudRate
      if (this.paced) await this.#incoming.pass(bytes.length, this.baudRate)
      if (terminal !== this.#terminal) continue // unplugged meanwhile
      if (this.#settings.adapts?.()) this.baudRate = speed
      if (speed === this.baudRate) this.onBytes(bytes)
      else this.journal.record(`deaf: client at ${speed}, module at ${this.baudRate}`, bytes)
    }
    this.#listening = false
  }

  async #transmit(packet: Uint8Array): Promise<void> {
    const faults = this.#faults
    const number = ++this.#sent
    const half = Math.ceil(packet.length / 2)
    this.journal.recordAnswer(packet)
    await this.#wait(number)
    if (number === faults.dropPacket) return
    if (faults.junk) await this.#put(fromHex(faults.junk))
    if (number === faults.unplugAtPacket) {
      await this.#put(packet.subarray(0, half))
      await this.unplug()
    } else if (number === faults.truncatePacket) await this.#put(packet.subarray(0, half))
    else await this.#put(number === faults.corruptPacket ? corrupted(packet) : packet)
  }

  async #wait(number: number): Promise<void> {
    const { delay, delayPacket } = this.#faults
    if (delay) await sleep(delay)
    if (number === delayPacket?.packet) await sleep(delayPacket.milliseconds)
  }

  async #put(bytes: Uint8Array): Promise<void> {
    const step = this.#faults.fragment ? 1 : this.paced ? slice : bytes.length
    for (let offset = 0; offset < bytes.length; offset += step) {
      const piece = bytes.subarray(offset, offset + step)
      if (this.paced) await this.#outgoing.pass(piece.length, this.baudRate)
      await this.#terminal?.write(piece)
      if (this.#faults.fragment) await breathe()
    }
  }
}

/** The last byte but two: content or, in the shortest packets, the checksum's neighbour; never the header. */
function corrupted(packet: Uint8Array): Uint8Array {
  const copy = packet.slice()
  const place = Math.max(0, copy.length - 3)
  copy[place] = copy[place]! ^ 0x10
  return copy
}

async function removeLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found?.isSymbolicLink()) await rm(path)
}
