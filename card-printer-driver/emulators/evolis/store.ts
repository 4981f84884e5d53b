/**
 * Where the world is kept. With a file it outlives the program, whenever that is killed: an event is in the file before anybody hears
 * of it, and what was downloaded for a card is in its file before the event that says it was printed.
 *
 *     FILE                   an event a line
 *     DIR/<serial>.panels    what was printed on the card, as it was downloaded, one after the other
 *     DIR/<serial>.chip      its chip's memory
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { ChipMemory } from '../chip/memory.ts'
import { eventSchema, type PrintedPanel, type WorldEvent } from './world.ts'

export class StateUnreadable extends DomainError<'STATE_UNREADABLE'> {
  constructor(path: string) {
    super('STATE_UNREADABLE', {
      vi: `Tệp trạng thái của máy in mô phỏng không đọc được: ${path}`,
      en: `The state of the emulated printer cannot be read: ${path}`,
    })
  }
}

export interface Store {
  /** What happened before. */
  read(): Iterable<WorldEvent>
  append(event: WorldEvent): void
  /** Says where the bytes begin. */
  keepPanel(card: string, data: Uint8Array): number
  /** Null where it is not kept any more. */
  panel(card: string, place: Pick<PrintedPanel, 'start' | 'length'>): Uint8Array | null
  keepChip(card: string, memory: ChipMemory): void
  chip(card: string): ChipMemory
}

/** Bytes of pictures that are kept without a folder; the oldest cards go first. */
const mostBytes = 64 * 1024 * 1024
const mostChips = 500

export function memoryStore(): Store {
  const cards = new Map<string, Uint8Array[]>()
  const chips = new Map<string, ChipMemory>()
  let kept = 0
  const forget = () => {
    const [oldest] = cards
    if (!oldest) return
    cards.delete(oldest[0])
    kept -= sum(oldest[1])
  }
  return {
    read: () => [],
    append: () => undefined,
    keepPanel(card, data) {
      const before = cards.get(card) ?? []
      cards.set(card, [...before, data])
      kept += data.length
      while (kept > mostBytes && cards.size > 1) forget()
      return sum(before)
    },
    panel(card, { start }) {
      let at = 0
      for (const data of cards.get(card) ?? []) {
        if (at === start) return data
        at += data.length
      }
      return null
    },
    keepChip(card, memory) {
      chips.set(card, memory)
      const oldest = chips.keys().next()
      if (chips.size > mostChips && !oldest.done) chips.delete(oldest.value)
    },
    chip: (card) => chips.get(card) ?? new ChipMemory(),
  }
}

const sum = (parts: readonly Uint8Array[]) => parts.reduce((length, part) => length + part.length, 0)

const chipSchema = z.record(z.string(), z.base64())

/** Pictures and chips in the folder, and what happened in the file. Without a file the folder's earlier chips are not these. */
export function fileStore(path: string | null, folder: string): Store {
  mkdirSync(folder, { recursive: true })
  const fileOf = (card: string, kind: 'panels' | 'chip') => join(folder, `${card}.${kind}`)
  const written = new Set<string>()
  return {
    read: () => (path === null ? [] : readEvents(path)),
    append(event) {
      if (path !== null) appendFileSync(path, `${JSON.stringify(event)}\n`, { mode: 0o600 })
    },
    keepPanel: (card, data) => appendTo(fileOf(card, 'panels'), data),
    panel: (card, place) => readPart(fileOf(card, 'panels'), place),
    keepChip(card, memory) {
      written.add(card)
      const file = fileOf(card, 'chip')
      writeFileSync(`${file}.new`, JSON.stringify(memory), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    chip(card) {
      const file = fileOf(card, 'chip')
      if ((path === null && !written.has(card)) || !existsSync(file)) return new ChipMemory()
      return ChipMemory.fromJSON(chipSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
    },
  }
}

/** A line that the program was killed in says nothing, and is taken away. Throws StateUnreadable. */
function readEvents(path: string): WorldEvent[] {
  if (!existsSync(path)) return []
  const text = readFileSync(path, 'utf8')
  const whole = text.lastIndexOf('\n') + 1
  if (whole < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, whole)))
  try {
    return text
      .slice(0, whole)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => eventSchema.parse(JSON.parse(line)))
  } catch {
    throw new StateUnreadable(path)
  }
}

function appendTo(path: string, data: Uint8Array): number {
  const file = openSync(path, 'a', 0o600)
  try {
    const { size } = fstatSync(file)
    writeFileSync(file, data)
    return size
  } finally {
    closeSync(file)
  }
}

function readPart(
  path: string,
  { start, length }: Pick<PrintedPanel, 'start' | 'length'>,
): Uint8Array | null {
  if (!existsSync(path)) return null
  const file = openSync(path, 'r')
  try {
    const part = new Uint8Array(length)
    return readSync(file, part, 0, length, start) === length ? part : null
  } finally {
    closeSync(file)
  }
}
