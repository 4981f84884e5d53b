import { concatBytes } from '../bytes.ts'
import { ByteCursor, fieldBytes, type Field, numberBytes } from './records/byte-fields.ts'
import { type FaultPlace, RecordRefused } from './records/refusals.ts'

/** A JPEG 2000 file or codestream whose frame is not understood. */
export class Jp2Refused extends RecordRefused<'JP2_REFUSED'> {
  constructor(place: FaultPlace) {
    super(
      'JP2_REFUSED',
      {
        vi: 'Ảnh JPEG 2000 không dùng được: dữ liệu bị cắt, hỏng hoặc sai chuẩn. Hãy yêu cầu gửi lại hoặc thu nhận lại.',
        en: 'The JPEG 2000 image cannot be used: it is cut short, damaged or against its standard. Ask for it again or capture anew.',
      },
      place,
    )
  }
}

const Refused = Jp2Refused

export interface Jp2Header {
  readonly width: number
  readonly height: number
  /** 1: grey, 3: sRGB. */
  readonly components: number
  /** Bits of each component. */
  readonly depth: number
}

/*
 * ISO/IEC 15444-1, annex A: a codestream begins SOC (ff4f), SIZ (ff51):
 *   length 2 | capabilities 2 | x, y end 4 + 4 | x, y start 4 + 4 | tile 8 + tile start 8 | components 2
 *   for each component: depth - 1, highest bit if signed 1 | x, y sub-sampling 1 + 1
 */
const sizeFields = [
  ['codestream', 32, 0xff4fff51, 0xff4fff51],
  ['length', 16, 41],
  ['capabilities', 16],
  ['xEnd', 32, 1],
  ['yEnd', 32, 1],
  ['xStart', 32],
  ['yStart', 32],
  ['tileWidth', 32, 1],
  ['tileHeight', 32, 1],
  ['tileX', 32],
  ['tileY', 32],
  ['components', 16, 1, 16384],
] as const satisfies readonly Field[]

const componentFields = [
  ['signed', 1],
  ['bits', 7, 0, 37],
  ['xStep', 8, 1],
  ['yStep', 8, 1],
] as const satisfies readonly Field[]

/** What a codestream says of itself; components of one depth, unsigned. Throws Jp2Refused. */
export function codestreamHeader(codestream: Uint8Array): Jp2Header {
  return headerAt(new ByteCursor(codestream, Refused))
}

function headerAt(cursor: ByteCursor): Jp2Header {
  const start = cursor.offset
  const size = cursor.fields(sizeFields)
  if (size.length !== 38 + 3 * size.components) throw cursor.refusal('length', 'length', start + 4)
  if (size.xEnd <= size.xStart || size.yEnd <= size.yStart) throw cursor.refusal('value', 'xEnd', start + 8)
  const { bits, signed } = cursor.fields(componentFields)
  for (let i = 1; i < size.components; i++) {
    const other = cursor.fields(componentFields)
    if (other.bits !== bits || other.signed !== signed) throw cursor.refusal('unsupported', 'depth')
  }
  if (signed === 1) throw cursor.refusal('unsupported', 'depth')
  return {
    width: size.xEnd - size.xStart,
    height: size.yEnd - size.yStart,
    components: size.components,
    depth: bits + 1,
  }
}

/*
 * Annex I: boxes, each length 4 (of all of it; 1: length 8 follows the type; 0: to the end) | type 4 | content
 *   'jP  '  0d0a870a
 *   'ftyp'  'jp2 ' 4 | version 4 | 'jp2 ' 4
 *   'jp2h'  { 'ihdr'  height 4 | width 4 | components 2 | depth - 1, highest bit if signed 1 | compression 1 (7)
 *                     colour space unknown 1 | intellectual property 1
 *             'colr'  method 1 (1) | precedence 1 | approximation 1 | 16 sRGB, 17 grey 4 }
 *   'jp2c'  the codestream
 */
const signature = 0x0d0a870a
const brand = 0x6a703220 // 'jp2 '

const signatureFields = [['signature', 32, signature, signature]] as const satisfies readonly Field[]
const brandFields = [
  ['brand', 32],
  ['version', 32],
  ['compatible', 32],
] as const satisfies readonly Field[]

const imageFields = [
  ['height', 32, 1],
  ['width', 32, 1],
  ['components', 16, 1, 16384],
  ['bits', 8, 0, 37],
  ['compression', 8, 7, 7],
  ['unknownColour', 8, 0, 1],
  ['rights', 8, 0, 1],
] as const satisfies readonly Field[]

const colourFields = [
  ['method', 8],
  ['precedence', 8],
  ['approximation', 8],
  ['space', 32],
] as const satisfies readonly Field[]
const colourSpaces: Readonly<Record<number, number>> = { 1: 17, 3: 16 }

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatBytes(...content)
  const letters = Uint8Array.from(type, (letter) => letter.charCodeAt(0))
  return concatBytes(numberBytes(type, body.length + 8, { size: 4, Refused }), letters, body)
}

/** A JP2 file around a codestream of grey or sRGB. Throws Jp2Refused. */
export function wrapJp2(codestream: Uint8Array): Uint8Array<ArrayBuffer> {
  const { depth, ...header } = codestreamHeader(codestream)
  const space = colourSpaces[header.components]
  if (space === undefined) throw new Refused({ fault: 'unsupported', field: 'components', offset: null })
  const image = { ...header, bits: depth - 1, compression: 7, unknownColour: 0, rights: 0 }
  const colour = { method: 1, precedence: 0, approximation: 0, space }
  return concatBytes(
    box('jP  ', fieldBytes(signatureFields, { signature }, Refused)),
    box('ftyp', fieldBytes(brandFields, { brand, version: 0, compatible: brand }, Refused)),
    box(
      'jp2h',
      box('ihdr', fieldBytes(imageFields, image, Refused)),
      box('colr', fieldBytes(colourFields, colour, Refused)),
    ),
    box('jp2c', codestream),
  )
}

const boxTypes: ReadonlySet<string> = new Set(['jP  ', 'ftyp', 'jp2h', 'ihdr', 'colr', 'jp2c'])

interface Box {
  readonly type: string
  readonly content: ByteCursor
}

function nextBox(cursor: ByteCursor): Box {
  const at = cursor.offset
  const short = cursor.number('boxLength', 4)
  const type = String.fromCharCode(...cursor.bytes('boxType', 4))
  const length = short === 1 ? longLength(cursor) : short
  const head = cursor.offset - at
  // What stands there as a type may be anything, and refusals reach logs.
  const name = boxTypes.has(type) ? type : 'box'
  if (length === 0 && short === 0) return { type, content: cursor.part(name, cursor.left) }
  if (length < head) throw cursor.refusal('length', 'boxLength', at)
  return { type, content: cursor.part(name, length - head) }
}

function longLength(cursor: ByteCursor): number {
  if (cursor.number('boxLength', 2) !== 0) throw cursor.refusal('limit', 'boxLength')
  return cursor.number('boxLength', 6)
}

export interface Jp2File extends Jp2Header {
  readonly codestream: Uint8Array
}

/**
 * Reads a JP2 file, or a bare codestream as chips and some devices store it. The header must say the same as the
 * codestream; boxes that are not needed are passed over. Throws Jp2Refused.
 */
export function readJp2(bytes: Uint8Array): Jp2File {
  if (bytes[0] === 0xff) return { ...codestreamHeader(bytes), codestream: bytes }
  const cursor = new ByteCursor(bytes, Refused)
  const first = nextBox(cursor)
  if (first.type !== 'jP  ') throw cursor.refusal('format', 'signature', 0)
  first.content.fields(signatureFields)
  if (nextBox(cursor).type !== 'ftyp') throw cursor.refusal('format', 'ftyp')
  let header: Jp2Header | null = null
  while (cursor.left > 0) {
    const { type, content } = nextBox(cursor)
    if (type === 'jp2h') header = imageHeader(content)
    if (type !== 'jp2c') continue
    const at = content.offset
    const codestream = content.bytes('codestream', content.left)
    const told = codestreamHeader(codestream)
    if (!header || !isSame(header, told)) throw cursor.refusal('length', 'jp2h', at)
    return { ...told, codestream }
  }
  throw cursor.refusal('truncated', 'jp2c')
}

function imageHeader(cursor: ByteCursor): Jp2Header {
  const { type, content } = nextBox(cursor)
  if (type !== 'ihdr') throw cursor.refusal('format', 'ihdr')
  const { width, height, components, bits } = content.fields(imageFields)
  return { width, height, components, depth: bits + 1 }
}

const isSame = (a: Jp2Header, b: Jp2Header) =>
  a.width === b.width && a.height === b.height && a.components === b.components && a.depth === b.depth
