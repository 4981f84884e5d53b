/** An emulated chip card for any PC/SC program, through the virtual reader vpcd; see docs/chip-personalisation.md. */
import { open, readFile, rename, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import { sleep } from '../clock.ts'
import { EmulatedChip } from './chip/chip.ts'
import { stateOf } from './chip/life-cycle.ts'
import { chipFaultsSchema } from './chip/faults.ts'
import { ChipMemory } from './chip/memory.ts'
import { insertInto, type VpcdLine, VpcdUnreachable } from './chip/vpcd.ts'
import { serveControl } from './control.ts'
import { EmulatorMisused } from './misused.ts'

const usage = `npm run emulate -- chip --vpcd HOST:PORT [--serial SERIAL] [--state FILE] [--control SOCKET] [--transport-key HEX]
  --vpcd HOST:PORT  đầu đọc ảo, thường là 127.0.0.1:35963 · the virtual reader, 127.0.0.1:35963 as a rule
  --serial SERIAL   16 chữ số hoặc chữ hoa · sixteen digits or capitals; 0000000000000001
  --state FILE      giữ thẻ qua các lần chạy · keeps the card from run to run
  --control SOCKET  công tắc lỗi qua HTTP trên Unix socket · switches, HTTP on a Unix socket:
                    PUT /faults, DELETE /faults, GET /faults, GET /status, POST /pull, POST /insert
  --transport-key HEX  thẻ chỉ nhận lệnh ghi qua SCP03 · a card that is written through SCP03 only`

interface Options {
  readonly host: string
  readonly port: number
  readonly serial: string
  readonly state: string | null
  readonly control: string | null
  readonly transportKey: Uint8Array | null
}

/** Lies in the reader until it is told to stop, and comes back to one that was restarted; says `ready` when it is in. */
export async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  const card = await openCard(options)
  const place = new ReaderPlace(options, card)
  await place.insert()
  const control = options.control ? await serveControl(options.control, switches(card.chip, place)) : null
  console.log(`ready ${options.host}:${options.port} ${card.chip.serial}`)
  await place.stay(stop.signal)
  control?.closeAllConnections()
  control?.close()
  if (options.control) await rm(options.control, { force: true })
  await card.saved()
}

interface KeptCard {
  readonly chip: EmulatedChip
  /** Keeps what the chip remembers now. */
  save(): void
  /** Resolves when it is on the disk. */
  saved(): Promise<void>
}

const stateSchema = z.strictObject({ serial: z.string(), memory: z.record(z.string(), z.base64()) })

async function openCard({ state, serial, transportKey }: Options): Promise<KeptCard> {
  const earlier = state === null ? null : await readState(state)
  const chip = new EmulatedChip(earlier?.serial ?? serial, {
    ...(earlier ? { memory: ChipMemory.fromJSON(earlier.memory) } : {}),
    transportKey: transportKey && { master: transportKey },
  })
  let writing: Promise<void> = Promise.resolve()
  let kept = chip.memory.burned
  const write = async () => {
    // Several commands may have come while the last file was written: one file keeps them all.
    if (state === null || kept === chip.memory.burned) return
    kept = chip.memory.burned
    await replaceFile(state, JSON.stringify({ serial: chip.serial, memory: chip.memory }))
  }
  const save = () => {
    writing = writing.then(write)
  }
  return { chip, save, saved: () => writing }
}

async function readState(path: string) {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch {
    throw new EmulatorMisused(`--state ${path}`, usage)
  }
}

/** A program that is killed leaves the card as it was before or after. */
async function replaceFile(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  await rename(`${path}.new`, path)
}

const pause = 200

/** The card in its reader, or pulled out of it. */
class ReaderPlace {
  /** One line at a time: the reader answers one card, and a second line would wait there for ever. */
  private line: Promise<VpcdLine> | null = null
  private pulled = false
  private readonly options: Options
  private readonly card: KeptCard

  constructor(options: Options, card: KeptCard) {
    this.options = options
    this.card = card
  }

  /** Throws VpcdUnreachable. */
  async insert(): Promise<void> {
    this.pulled = false
    const line = (this.line ??= insertInto(this.options, this.card.chip, this.card.save))
    try {
      await line
    } catch (error) {
      this.forget(line)
      throw error
    }
  }

  pull(): void {
    const { line } = this
    this.pulled = true
    this.card.chip.powerOff()
    if (!line) return
    this.forget(line)
    // Also one that is just being opened.
    line.then(
      (opened) => opened.close(),
      () => undefined,
    )
  }

  private forget(line: Promise<VpcdLine>): void {
    if (this.line === line) this.line = null
  }

  /** Until the signal: a reader that closed the line, as one does with a silent card, gets the card again. */
  async stay(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.pull())
    // Told to stop while the card was being put in.
    if (stop.aborted) this.pull()
    while (!stop.aborted) {
      const { line } = this
      const opened = await line?.catch(() => null)
      await opened?.ended
      if (line) this.forget(line)
      await sleep(pause, stop)
      if (!this.pulled && !stop.aborted) await this.insertAgain()
    }
  }

  private async insertAgain(): Promise<void> {
    try {
      await this.insert()
    } catch (error) {
      if (!(error instanceof VpcdUnreachable)) throw error
    }
  }
}

const switches = (chip: EmulatedChip, place: ReaderPlace) => ({
  'PUT /faults': (body: unknown) => {
    chip.faults = chipFaultsSchema.parse(body)
    return chip.faults
  },
  'DELETE /faults': () => {
    chip.faults = {}
    return chip.faults
  },
  'GET /faults': () => chip.faults,
  'GET /status': () => ({
    serial: chip.serial,
    state: stateOf(chip.memory),
    burned: chip.memory.burned,
    free: chip.memory.free,
  }),
  'POST /pull': () => place.pull(),
  'POST /insert': () => place.insert(),
})

function readOptions(args: readonly string[]): Options {
  const { vpcd = '', serial = '0000000000000001', state, control, 'transport-key': key } = parsed(args)
  const address = /^([\w.:-]+):(\d{1,5})$/.exec(vpcd)
  if (!address?.[1] || Number(address[2]) > 65_535) throw new EmulatorMisused('--vpcd HOST:PORT', usage)
  if (!/^[0-9A-Z]{16}$/.test(serial)) throw new EmulatorMisused('--serial SERIAL', usage)
  if (key !== undefined && !/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(key))
    throw new EmulatorMisused('--transport-key HEX', usage)
  return {
    host: address[1],
    port: Number(address[2]),
    serial,
    state: state ?? null,
    control: control ?? null,
    transportKey: key === undefined ? null : Uint8Array.from(Buffer.from(key, 'hex')),
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: { vpcd: text, serial: text, state: text, control: text, 'transport-key': text },
    }).values
  } catch (error) {
    throw new EmulatorMisused((error as Error).message, usage)
  }
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
