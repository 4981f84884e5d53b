import { expect } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import {
  confirmation,
  type Instruction,
  instructions,
} from '../../../enrollment-kiosk/devices/ef01/instructions.ts'
import { type Answer, Link } from '../../../enrollment-kiosk/devices/ef01/link.ts'
import { after } from '../../../enrollment-kiosk/transport/after.ts'
import { openSerial, type SerialChannel } from '../../../enrollment-kiosk/transport/serial.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

export const factory = 0xffffffff

/** A module on the bench: its process, and a link to it. */
export interface Bench {
  readonly emulator: EmulatorProcess
  readonly channel: SerialChannel
  readonly link: Link
  lay(seed: number, impression: number): Promise<unknown>
  lift(): Promise<unknown>
  close(): Promise<void>
}

export async function openBench(...args: string[]): Promise<Bench> {
  const emulator = await startEmulator('fingerprint', '--no-pace', ...args)
  const channel = await openSerial({ path: emulator.link, baudRate: 57_600 })
  const link = new Link(channel, { address: factory, baudRate: 57_600, patience: 1, after })
  return {
    emulator,
    channel,
    link,
    lay: (seed, impression) => emulator.control('PUT', '/finger', { seed, finger: 1, impression }),
    lift: () => emulator.control('DELETE', '/finger'),
    async close() {
      await channel.close()
      await emulator.stop()
    },
  }
}

export async function run(link: Link, instruction: Instruction, ...parameters: number[]): Promise<number> {
  return (await link.run(instruction, parameters)).confirmation
}

/** Takes the finger into a character buffer. */
export async function take(link: Link, buffer: number): Promise<void> {
  expect(await run(link, instructions.genImg)).toBe(confirmation.done)
  expect(await run(link, instructions.img2Tz, buffer)).toBe(confirmation.done)
}

export async function enrol(bench: Bench, { seed, page }: { seed: number; page: number }): Promise<void> {
  await bench.lay(seed, 0)
  await take(bench.link, 1)
  await bench.lay(seed, 1)
  await take(bench.link, 2)
  expect(await run(bench.link, instructions.regModel)).toBe(confirmation.done)
  expect(await run(bench.link, instructions.store, 1, page >> 8, page & 255)).toBe(confirmation.done)
}

/** What follows the confirmation code. */
export function hex(answer: Answer): string {
  return toHex(answer.payload)
}
