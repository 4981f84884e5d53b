/** What a camera sees of a printed side: white plastic under yellow, magenta, cyan and black. Varnish is clear. */
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import { decodePanel } from './panels.ts'
import type { Store } from './store.ts'
import { type Card, dots, lines, type Panel, type Side } from './world.ts'

/** The card lies across: line 0 is its left edge, the last dot of a line its top one. */
export const pictureSize = { width: lines, height: dots } as const

export interface SidePicture {
  /** 1: black or white. 3: red, green, blue. */
  readonly channels: 1 | 3
  /** 0 black, 255 white. */
  readonly pixels: Uint8Array
}

const inks: Readonly<Partial<Record<Panel, number>>> = { c: 0, m: 1, y: 2 }

/** Null where a picture is not kept any more. */
export function sidePicture(store: Store, card: Card, side: Side): SidePicture | null {
  const printed = card.printed.filter((one) => one.side === side && one.panel !== 'o')
  const channels = printed.some(({ panel }) => panel !== 'k') ? 3 : 1
  const pixels = new Uint8Array(lines * dots * channels).fill(255)
  for (const panel of printed) {
    const data = store.panel(card.serial, panel)
    if (!data) return null
    const weights = decodePanel({ ...panel, data }).subarray(0, panel.lines * dots)
    const ink = inks[panel.panel]
    if (ink === undefined) blacken(weights, pixels, channels)
    else tint(weights, { pixels, ink, full: panel.levels - 1 })
  }
  return { channels, pixels }
}

/** Where a line's dot lies in the picture. */
const placeOf = (line: number, dot: number) => (dots - 1 - dot) * lines + line

function blacken(weights: Uint8Array, pixels: Uint8Array, channels: number): void {
  for (let at = weights.indexOf(1); at !== -1; at = weights.indexOf(1, at + 1)) {
    const place = placeOf(Math.floor(at / dots), at % dots) * channels
    pixels.fill(0, place, place + channels)
  }
}

/** Each dye takes its share of the light of its complementary colour. */
function tint(
  weights: Uint8Array,
  { pixels, ink, full }: { readonly pixels: Uint8Array; readonly ink: number; readonly full: number },
): void {
  for (let line = 0, at = 0; at < weights.length; line++)
    for (let dot = 0; dot < dots; dot++, at++) {
      const weight = weights[at] ?? 0
      if (weight === 0) continue
      const place = placeOf(line, dot) * 3 + ink
      pixels[place] = Math.round(((pixels[place] ?? 0) * (full - weight)) / full)
    }
}

const compressed = promisify(deflate)

/** PNG (ISO/IEC 15948): one bit a pixel for black and white, three bytes for colour. */
export async function pngOf({ channels, pixels }: SidePicture): Promise<Uint8Array> {
  const { width, height } = pictureSize
  const rowBytes = channels === 1 ? Math.ceil(width / 8) : width * 3
  // Every row begins with its filter: none.
  const rows = new Uint8Array((rowBytes + 1) * height)
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1))
    const source = pixels.subarray(y * width * channels, (y + 1) * width * channels)
    if (channels === 3) row.set(source)
    else for (let x = 0; x < width; x++) if (source[x]) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([channels === 1 ? 1 : 8, channels === 1 ? 0 : 2], 8)
  const data = await compressed(rows, { level: 1 })
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Both sides as the two pages of a PDF, in the card's size. */
export async function pdfOf(front: SidePicture, back: SidePicture): Promise<Uint8Array> {
  const { width, height } = pictureSize
  const box = [(width * 72) / 300, (height * 72) / 300].map((size) => size.toFixed(2))
  const objects: Uint8Array[] = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>'),
  ]
  for (const { channels, pixels } of [front, back]) {
    const first = objects.length + 1
    const page = `/MediaBox[0 0 ${box.join(' ')}]/Contents ${first + 1} 0 R`
    const content = `q ${box[0]} 0 0 ${box[1]} 0 0 cm /I Do Q`
    const image = `/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/${channels === 1 ? 'DeviceGray' : 'DeviceRGB'}`
    objects.push(
      Buffer.from(`<</Type/Page/Parent 2 0 R${page}/Resources<</XObject<</I ${first + 2} 0 R>>>>>>`),
      stream('', Buffer.from(content)),
      stream(
        `/Type/XObject/Subtype/Image${image}/Filter/FlateDecode`,
        await compressed(pixels, { level: 1 }),
      ),
    )
  }
  return joined(objects)
}

const stream = (entries: string, data: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`<<${entries}/Length ${data.length}>>stream\n`),
    data,
    Buffer.from('\nendstream\n'),
  ])

function joined(objects: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n')]
  const starts: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [i, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    starts.push(length)
    length += part.length
    parts.push(part)
  }
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}
