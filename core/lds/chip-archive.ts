/**
 * All files of one chip as one byte string, the same for the same files: what is kept of a card and what a job carries to the encoder.
 *   "CIA1" | for each file, in the order of `chipFiles`: tag of its content 1 | length 3 | content
 */
import { asciiBytes } from '../der.ts'
import { concatBytes, equalBytes } from '../bytes.ts'
import { type ChipFileName, chipFileNames, chipFiles, type ChipImage } from './chip-files.ts'
import { LdsError } from './lds-error.ts'

const magic = asciiBytes('CIA1')
const headerBytes = 4
const mostBytes = 0xff_ff_ff
const nameOfTag = new Map(chipFileNames.map((name) => [chipFiles[name].tag, name]))

/** Throws LdsError for a file that the archive cannot hold. */
export function writeChipArchive(image: ChipImage): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [magic]
  for (const name of chipFileNames) {
    const content = image.get(name)
    if (content === undefined) continue
    const { length } = content
    if (length > mostBytes) throw new LdsError(name, 'ARCHIVE', `${length} bytes`)
    parts.push(Uint8Array.of(chipFiles[name].tag, length >> 16, length >> 8, length), content)
  }
  return concatBytes(...parts)
}

/** The files, as views into the archive. Throws LdsError for anything that `writeChipArchive` does not write. */
export function readChipArchive(archive: Uint8Array): ChipImage {
  const refuse = (detail: string) => new LdsError(null, 'ARCHIVE', detail)
  if (!equalBytes(archive.subarray(0, magic.length), magic)) throw refuse('not an archive of a chip')
  const image = new Map<ChipFileName, Uint8Array>()
  let last = -1
  for (let at = magic.length; at < archive.length;) {
    const [tag = 0, high = 0, middle = 0, low] = archive.subarray(at, at + headerBytes)
    const name = nameOfTag.get(tag)
    const place = name === undefined ? -1 : chipFileNames.indexOf(name)
    const end = at + headerBytes + (high << 16) + (middle << 8) + (low ?? 0)
    if (name === undefined || place <= last) throw refuse(`file at ${at}`)
    if (low === undefined || end > archive.length) throw refuse(`cut short at ${at}`)
    image.set(name, archive.subarray(at + headerBytes, end))
    last = place
    at = end
  }
  return image
}
