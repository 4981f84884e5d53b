import type { EscCommand, EscReader } from './esc-reader.ts'
import type { Machine } from './machine.ts'
import type { Download } from './panels.ts'
import { type Reply, Trouble, type TroubleName } from './replies.ts'
import type { Panel, Side } from './world.ts'

/** What the printer remembers as long as it has power. */
export interface Memory {
  /** `Pem`: 0 the printer repairs an interrupted card itself, 2 the host does; 4 added: ACK and NACK. */
  errorMode: number
  /** `Pcom` asked for ACK and NACK. */
  simplified: boolean
  /** `Pr`; null: whatever is in it. */
  ribbon: string | null
  /** `Pneab;E`: `Se` prints and keeps the card. */
  keepsCard: boolean
  /** Parameters that change nothing here, as they were set: `Pmi`, `Pc`, … */
  readonly parameters: Map<string, string>
  /** The side that downloads belong to. */
  side: Side
  /** Downloaded, by side; they stay for the next card until `Ss`. */
  readonly stored: Readonly<Record<Side, Map<Panel, Download>>>
  /** Downloaded last and not yet printed. */
  pending: Panel | null
  /** What was laid on the card of this sequence, in order. */
  laid: { readonly side: Side; readonly panel: Panel }[]
}

export const freshMemory = (errorMode: number): Memory => ({
  errorMode,
  simplified: false,
  ribbon: null,
  keepsCard: false,
  parameters: new Map(),
  side: 'front',
  stored: { front: new Map(), back: new Map() },
  pending: null,
  laid: [],
})

/** The printer's firmware, as its commands see it. */
export interface Firmware {
  readonly machine: Machine
  readonly reader: EscReader
  memory: Memory
}

/** Throws Trouble, PowerGone. */
export type Handler = (firmware: Firmware, command: EscCommand) => Promise<string> | string

export type Handlers = ReadonlyMap<string, Handler>

/** Carries out one command. Throws PowerGone. */
export async function obey(firmware: Firmware, command: EscCommand, handlers: Handlers): Promise<Reply> {
  const { machine } = firmware
  const handler = handlers.get(command.name)
  if (!handler) return { trouble: 'COMMAND' }
  if (command.damaged) return { trouble: 'PARAMETER' }
  for (let isSpoiled = false; ;) {
    try {
      if (isSpoiled) await beginAnew(firmware)
      isSpoiled = false
      return { text: await handler(firmware, command) }
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      if (error.interrupted) machine.stopped = error.trouble
      if (!repairsItself(firmware, error)) return { trouble: error.trouble }
      isSpoiled ||= !noRoom.has(error.trouble)
      await repaired(machine)
    }
  }
}

/** The card is as good as before, and only waits. */
const noRoom: ReadonlySet<TroubleName> = new Set(['HOPPER_FULL', 'REJECT_FULL'])

const repairsItself = ({ memory }: Firmware, { interrupted }: Trouble) =>
  interrupted && (memory.errorMode & 2) === 0

/** Milliseconds between two looks at what an operator does. */
const look = 20

/** Error mode 0: waits until an operator has taken the cause away. Throws PowerGone. */
async function repaired(machine: Machine): Promise<void> {
  while (!machine.clear()) await machine.rest(look)
}

/** Puts the spoiled card away and lays on the next what the spoiled one had, from the stored bitmaps. */
async function beginAnew({ machine, memory }: Firmware): Promise<void> {
  if (machine.world.inside && machine.world.inside.printed.length > 0) await machine.leave('REJECT')
  const { laid } = memory
  for (const { side, panel } of laid) {
    const download = memory.stored[side].get(panel)
    if (!download) continue
    await turn(machine, side)
    await machine.print(panel, download)
  }
}

/** The side is up, on a card at the head. */
export async function turn(machine: Machine, side: Side): Promise<void> {
  const card = await machine.bring('PRINT')
  if (card.flipped !== (side === 'back')) await machine.flip()
}

/** Prints what was downloaded last, which every later command does first. */
export async function flush({ machine, memory }: Firmware): Promise<void> {
  const { pending, side } = memory
  const download = pending && memory.stored[side].get(pending)
  if (!pending || !download) return
  checkRibbon(machine, memory)
  await turn(machine, side)
  await machine.print(pending, download)
  memory.laid.push({ side, panel: pending })
  memory.pending = null
}

/** Before anything is printed: is it the ribbon that was announced? */
export function checkRibbon({ world, faults }: Machine, { ribbon }: Memory): void {
  const loaded = world.ribbon
  if (!loaded) throw new Trouble('NO_RIBBON', { interrupted: false })
  if (ribbon === null || faults.ribbonTagUnreadable) return
  const plain = (kind: string) => (kind === 'kb' ? 'k' : kind)
  if (plain(ribbon) !== plain(loaded.kind)) throw new Trouble('BAD_RIBBON', { interrupted: false })
}
