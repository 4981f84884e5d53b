import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { prepareZXingModule, type ReadInputBarcodeFormat, readBarcodes } from 'zxing-wasm/reader'
import { type GreyPicture, pngOf } from './card-pixels.ts'
import { isMissing } from './is-missing.ts'

const run = promisify(execFile)

let prepared: Promise<unknown> | undefined

/** Given its bytes, the decoder does not ask the network for them. */
async function prepare(): Promise<unknown> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = new Uint8Array(wasm).buffer
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

/** What ZXing reads first in a picture. */
export const readWithZxing = async (picture: GreyPicture, format: ReadInputBarcodeFormat) =>
  (await readAllWithZxing(picture, format))[0]

/** Everything of a kind that ZXing reads in a picture. */
export async function readAllWithZxing(
  picture: GreyPicture,
  format: ReadInputBarcodeFormat,
): Promise<readonly string[]> {
  await (prepared ??= prepare())
  const { width, height, data: grey } = picture
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0; i < grey.length; i++) data.fill(grey[i] ?? 0, i * 4, i * 4 + 3)
  const found = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' as const },
    { formats: [format] },
  )
  return found.map(({ text }) => text)
}

/** What ZBar reads in a picture: a program of its own, of Debian's zbar-tools. */
export async function readWithZbar(picture: GreyPicture): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zbar-'))
  try {
    const file = join(folder, 'picture.png')
    await writeFile(file, await pngOf(picture))
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--nodbus', file])
    return stdout.trimEnd()
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const isZbarMissing = () => isMissing('zbar-tools', spawnSync('zbarimg', ['--version']).status === 0)
