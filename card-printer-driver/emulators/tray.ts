import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Cards that are kept; older ones have been taken away. */
export const trayDepth = 1000

/** The output tray: the cards as they came out, the last thousand, in memory or in a folder (then all of them). */
export class Tray {
  private readonly pages = new Map<number, Uint8Array>()
  private withheld: { readonly job: number; readonly page: Uint8Array } | null = null
  private readonly directory: string | null

  constructor(directory: string | null) {
    this.directory = directory
  }

  /** A card falls into the tray. With `swapped` it waits for the next one, and the two change places. */
  async drop(job: number, page: Uint8Array, swapped: boolean): Promise<void> {
    const first = this.withheld
    if (first) {
      this.withheld = null
      await this.keep(first.job, page)
      await this.keep(job, first.page)
    } else if (swapped) {
      this.withheld = { job, page }
    } else {
      await this.keep(job, page)
    }
  }

  /** What a camera above the tray sees of a job's card; null while there is nothing. */
  async look(job: number): Promise<Uint8Array | null> {
    if (!this.directory) return this.pages.get(job) ?? null
    return await readFile(this.path(this.directory, job)).catch(() => null)
  }

  private async keep(job: number, page: Uint8Array): Promise<void> {
    if (this.directory) {
      await writeFile(this.path(this.directory, job), page)
      return
    }
    this.pages.set(job, page)
    const oldest = this.pages.keys().next()
    if (this.pages.size > trayDepth && !oldest.done) this.pages.delete(oldest.value)
  }

  private path(directory: string, job: number): string {
    return join(directory, `card-${job}.pdf`)
  }
}
