import { setTimeout as after } from 'node:timers/promises'
import { commands } from './commands.ts'
import { EscReader, type EscCommand } from './esc-reader.ts'
import { type Firmware, freshMemory, obey } from './esc-printer.ts'
import type { EvolisFaults } from './faults.ts'
import type { Hearing, Line } from './line.ts'
import type { Machine } from './machine.ts'
import { reads } from './reads.ts'
import { encodeReply, PowerGone, type Reply } from './replies.ts'

const handlers = new Map([...commands, ...reads])
/** Milliseconds without a byte after which the printer gives up a command that is not whole. */
const silence = 3000

type Answer = (bytes: Uint8Array) => Promise<void>

function fail(error: unknown): never {
  throw error
}

/** The printer as one piece: power, cable, what comes down the line and what goes back. */
export class EvolisPrinter implements Hearing {
  readonly firmware: Firmware
  private readonly machine: Machine
  private line: Line | null = null
  private turn: Promise<void> = Promise.resolve()
  private patience = new AbortController()
  /** One change of power or cable after the other. */
  private changing: Promise<void> = Promise.resolve()

  constructor(machine: Machine) {
    this.machine = machine
    this.firmware = {
      machine,
      reader: new EscReader(),
      memory: freshMemory(machine.world.savedErrorMode),
    }
    machine.onPowerCut = () => void this.setFaults({ ...machine.faults, off: true })
  }

  async connect(line: Line): Promise<void> {
    this.line = line
    await line.open()
  }

  /** Replaces all faults; resolves when power and cable are as they say. */
  setFaults(faults: EvolisFaults): Promise<void> {
    const { machine } = this
    machine.setFaults(faults)
    if (faults.off && machine.powered) this.loseMemory()
    if (!faults.off && !machine.powered) machine.restorePower()
    machine.onCard()
    const change = async () =>
      await (machine.faults.off || machine.faults.unplugged ? this.line?.close() : this.line?.open())
    this.changing = this.changing.then(change)
    return this.changing
  }

  private loseMemory(): void {
    this.machine.cutPower()
    this.firmware.reader.giveUp()
    this.firmware.reader.resign(null)
    this.firmware.memory = freshMemory(this.machine.world.savedErrorMode)
  }

  /** One piece after the other, whoever sent it. */
  hear(bytes: Uint8Array, reply: Answer): Promise<void> {
    this.patience.abort()
    const { power } = this.machine
    this.turn = this.turn.then(() => this.workOff(bytes, { reply, power }))
    // A fault of the emulator itself ends it, and is not taken for one of the line.
    this.turn.catch((error: unknown) => process.nextTick(() => fail(error)))
    return this.turn
  }

  hungUp(): void {
    this.firmware.reader.giveUp()
  }

  refused(): void {
    this.machine.settings.journal.record({ event: 'second client refused' })
  }

  /** What was heard under a power that has gone since is forgotten. */
  private async workOff(
    bytes: Uint8Array,
    { reply, power }: { readonly reply: Answer; readonly power: AbortSignal },
  ): Promise<void> {
    const { machine, firmware } = this
    if (power.aborted) return
    const { powerLossAfterBytes: left } = machine.faults
    const heard = bytes.subarray(0, left)
    if (left !== undefined) machine.faults = { ...machine.faults, powerLossAfterBytes: left - heard.length }
    try {
      for (const command of firmware.reader.push(heard)) {
        await this.carryOut(command, reply)
        if (power.aborted) return
      }
      if (left !== undefined && left <= bytes.length) this.goDark()
    } catch (error) {
      if (!(error instanceof PowerGone)) throw error
    }
    if (firmware.reader.waiting) this.waitForRest(reply)
  }

  /** The power goes between two bytes. */
  private goDark(): void {
    const { powerLossAfterBytes: _, ...faults } = this.machine.faults
    this.machine.settings.journal.record({ event: 'power lost' })
    void this.setFaults({ ...faults, off: true })
  }

  private async carryOut(command: EscCommand, reply: Answer): Promise<void> {
    const { machine, firmware } = this
    const answer = await obey(firmware, command, handlers)
    if ('trouble' in answer)
      machine.settings.journal.record({ event: `refused ${command.name}: ${answer.trouble}` })
    await this.say(answer, reply)
  }

  private async say(answer: Reply, reply: Answer): Promise<void> {
    const { faults } = this.machine
    const { loseReplyAfter: left } = faults
    if (left !== undefined) {
      const { loseReplyAfter: _, ...others } = faults
      this.machine.faults = left === 0 ? others : { ...faults, loseReplyAfter: left - 1 }
    }
    if (faults.silent || left === 0) return
    const { simplified, errorMode } = this.firmware.memory
    await reply(encodeReply(answer, simplified || (errorMode & 4) !== 0))
  }

  /** The rest of a command that was begun does not come: it is given up, and that is said. */
  private waitForRest(reply: Answer): void {
    const patience = new AbortController()
    this.patience = patience
    after(silence, undefined, { signal: patience.signal, ref: false }).then(
      () => {
        if (!this.firmware.reader.waiting) return
        this.firmware.reader.giveUp()
        return this.say({ trouble: 'TIME_OUT' }, reply)
      },
      () => undefined,
    )
  }
}
