import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { withPath } from '../options.ts'

/** What goes wrong with paper and line. Pages are counted from 1 in each job. */
export interface ScannerFaults {
  /** This page gets stuck; the scanner stays jammed until it is freed. */
  readonly jamAtPage?: number | undefined
  /** The line is cut in the middle of this page. */
  readonly dropAtPage?: number | undefined
  /** This page comes as something else than an image. */
  readonly wrongContentAtPage?: number | undefined
  /** So many jobs are refused because another runs. */
  readonly busy?: number | undefined
  /** So many times a page is not ready yet. */
  readonly notReady?: number | undefined
  /** Milliseconds before every answer. */
  readonly delay?: number | undefined
}

/** The paper tray: sheets that were laid in, in order, and whether one is stuck. */
export class Feeder {
  jammed = false
  #sheets: readonly string[] = []

  get sheets(): number {
    return this.#sheets.length
  }

  /** Lays in the images of a folder, by their names. Throws PathUnusable. */
  async load(folder: string): Promise<void> {
    const names = await withPath(folder, readdir(folder))
    const images = names.filter((name) => /\.(?:png|jpe?g|tiff?)$/i.test(name))
    this.#sheets = images
      .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((name) => join(folder, name))
  }

  /** The sheet on the glass, which stays there. */
  async look(): Promise<Uint8Array | null> {
    const [sheet] = this.#sheets
    return sheet === undefined ? null : asJpeg(sheet)
  }

  /** Feeds the next sheet through. */
  async feed(): Promise<Uint8Array | null> {
    const page = await this.look()
    this.#sheets = this.#sheets.slice(1)
    return page
  }
}

async function asJpeg(path: string): Promise<Uint8Array> {
  const bytes = await withPath(path, readFile(path))
  if (/\.jpe?g$/i.test(path)) return bytes
  return sharp(bytes).greyscale().jpeg({ quality: 85 }).toBuffer()
}
