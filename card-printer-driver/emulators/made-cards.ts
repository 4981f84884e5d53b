import { closeSync, fdatasyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { z } from 'zod'

const lineSchema = z.discriminatedUnion('at', [
  z.object({ card: z.int(), at: z.literal('drawn'), job: z.string(), uuid: z.string() }),
  z.object({ card: z.int(), at: z.enum(['tray', 'waste']) }),
])
type Line = z.infer<typeof lineSchema>

/** A blank that was drawn in, and where it is: under the head, whole in the tray, or spoiled. */
export interface MadeCard {
  readonly card: number
  readonly job: string
  readonly uuid: string
  at: 'inside' | 'tray' | 'waste'
}

/**
 * What the machine has physically made since it was built. With a file, each line is on the disk before the machine says that the thing
 * is so: a program that was killed comes back with the cards that it made, and with the one it was making spoiled.
 */
export class MadeCards {
  private readonly cards = new Map<number, MadeCard>()
  private readonly file: number | null

  constructor(path: string | null) {
    if (path !== null) for (const line of linesOf(path)) this.apply(line)
    this.file = path === null ? null : openSync(path, 'a', 0o600)
    this.powerLost()
  }

  draw(job: string, uuid: string): number {
    const card = this.cards.size + 1
    this.write({ card, at: 'drawn', job, uuid })
    return card
  }

  put(card: number, at: 'tray' | 'waste'): void {
    this.write({ card, at })
  }

  /** Whatever lies under the head when the power goes is half a card: it is pushed out when the power comes back. */
  powerLost(): void {
    for (const { card, at } of this.cards.values()) if (at === 'inside') this.put(card, 'waste')
  }

  list(): readonly MadeCard[] {
    return [...this.cards.values()]
  }

  counters(): { readonly drawn: number; readonly tray: number; readonly waste: number } {
    const count = (wanted: MadeCard['at']) => this.list().filter(({ at }) => at === wanted).length
    return { drawn: this.cards.size, tray: count('tray'), waste: count('waste') }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file)
  }

  private write(line: Line): void {
    if (this.file !== null) {
      writeSync(this.file, `${JSON.stringify(line)}\n`)
      fdatasyncSync(this.file)
    }
    this.apply(line)
  }

  private apply(line: Line): void {
    const { card } = line
    if (line.at === 'drawn') this.cards.set(card, { card, job: line.job, uuid: line.uuid, at: 'inside' })
    else {
      const made = this.cards.get(card)
      if (made) made.at = line.at
    }
  }
}

/** A line torn by a kill is taken away, or the next one would be lost behind it: the thing had not been said. */
function linesOf(path: string): readonly Line[] {
  const text = textOf(path)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
