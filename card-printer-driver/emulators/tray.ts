import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Cards that are kept; older ones have been taken away. */
export const trayDepth = 1000

/** The output tray: the cards as they came out, the last thousand, in memory or in a folder (then all of them). */
export class Tray {
  private readonly pages = new Map<number, Uint8Array>()
  private withheld: { readonly card: number; readonly page: Uint8Array } | null = null
  private readonly directory: string | null

  constructor(directory: string | null) {
    this.directory = directory
  }

  /** A card falls into the tray. With `swapped` it waits for the next one, and the two change places. */
  async drop(card: number, page: Uint8Array, swapped: boolean): Promise<void> {
    const first = this.withheld
    if (first) {
      this.withheld = null
      await this.keep(first.card, page)
      await this.keep(card, first.page)
    } else if (swapped) {
      this.withheld = { card, page }
    } else {
      await this.keep(card, page)
    }
  }

  /** The power went while one of two was held back: the second never comes. */
  forgetWithheld(): void {
    this.withheld = null
  }

  /** What a camera above the tray sees of a card; null while there is nothing. */
  async look(card: number): Promise<Uint8Array | null> {
    if (!this.directory) return this.pages.get(card) ?? null
    return await readFile(this.path(this.directory, card)).catch(() => null)
  }

  private async keep(card: number, page: Uint8Array): Promise<void> {
    if (this.directory) {
      await writeFile(this.path(this.directory, card), page)
      return
    }
    this.pages.set(card, page)
    const oldest = this.pages.keys().next()
    if (this.pages.size > trayDepth && !oldest.done) this.pages.delete(oldest.value)
  }

  private path(directory: string, card: number): string {
    return join(directory, `card-${card}.pdf`)
  }
}
