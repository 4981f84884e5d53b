import { Jp2Refused, readJp2, type Jp2File } from './jp2.ts'
import { ByteCursor, type Field } from './records/byte-fields.ts'

/** Pixels times components: what a decoder allocates is a small multiple of it. */
const mostSamples = 8 * 1024 * 1024
const mostTiles = 256

/*
 * ISO/IEC 15444-1, annex A: SOC and SIZ, then marker segments (marker 2 | length 2, itself included | content) to the first
 * SOT; the tile-parts, each
 *   SOT ff90 | length 2 (10) | tile 2 | bytes of the tile-part from SOT on, 0: to the end 4 | part 1 | parts 1
 *   marker segments, SOD ff93, coded data
 * and EOC ffd9. Of SIZ: | … 22 | tile width, height 4 + 4 | tile start 4 + 4 | components 2 | (depth 1, steps 1 + 1) each
 */
const markers = { cod: 0xff52, coc: 0xff53, sot: 0xff90, sod: 0xff93, eoc: 0xffd9 } as const
const siz = 4
const tilePartFields = [
  ['length', 16, 10, 10],
  ['tile', 16],
  ['bytes', 32],
  ['part', 8],
  ['parts', 8],
] as const satisfies readonly Field[]

/*
 * COD: length 2 | style 1 (1: precincts are given) | progression 1 | layers 2 | colour transform 1 | decompositions 1
 *   code-block width, height exponent - 2 1 + 1 | code-block style 1 | filter 1 | for each resolution: height, width exponent 1
 */
const codingFields = [
  ['length', 16],
  ['style', 8],
  ['progression', 8, 0, 4],
  ['layers', 16, 1],
  ['transform', 8],
  ['decompositions', 8, 0, 32],
  ['blockWidth', 8, 2, 8],
  ['blockHeight', 8, 2, 8],
  ['blockStyle', 8],
  ['filter', 8, 0, 1],
] as const satisfies readonly Field[]
const precinctFields = [
  ['height', 4, 5],
  ['width', 4, 5],
] as const satisfies readonly Field[]

/**
 * A JPEG 2000 picture, or a bare codestream, that may be given to a decoder: 8-bit grey or RGB, all there to its last
 * byte, and asking for no more memory than its picture deserves (decoders fill up what is cut off, and allocate for each
 * tile, precinct and code-block that a header speaks of). Throws Jp2Refused.
 */
export function readDecodableJp2(bytes: Uint8Array): Jp2File {
  const file = readJp2(bytes)
  const { codestream, width, height, components, depth } = file
  const cursor = new ByteCursor(codestream, Jp2Refused)
  if (depth !== 8) throw cursor.refusal('unsupported', 'depth', siz)
  if (components !== 1 && components !== 3) throw cursor.refusal('unsupported', 'components', siz)
  if (width * height * components > mostSamples) throw cursor.refusal('limit', 'width', siz)
  checkSize(cursor)
  checkMainHeader(cursor)
  checkTileParts(cursor)
  return file
}

function checkSize(cursor: ByteCursor): void {
  cursor.bytes('SOC', siz)
  const end = cursor.offset + cursor.number('length', 2)
  cursor.bytes('capabilities', 2)
  const [xEnd, yEnd, xStart, yStart, width, height, tileX, tileY] = Array.from({ length: 8 }, () =>
    cursor.number('size', 4),
  ) as [number, number, number, number, number, number, number, number]
  if (xStart + yStart + tileX + tileY !== 0) throw cursor.refusal('unsupported', 'xStart', siz)
  if (Math.ceil(xEnd / width) * Math.ceil(yEnd / height) > mostTiles)
    throw cursor.refusal('limit', 'tileWidth', siz)
  const components = cursor.number('components', 2)
  for (let i = 0; i < components; i++) {
    cursor.bytes('depth', 1)
    if (cursor.number('step', 2) !== 0x0101) throw cursor.refusal('unsupported', 'step')
  }
  if (cursor.offset !== end) throw cursor.refusal('length', 'length', siz)
}

/** To the first SOT, which is read. */
function checkMainHeader(cursor: ByteCursor): void {
  let coded = 0
  for (;;) {
    const marker = nextMarker(cursor)
    if (marker === markers.sot) break
    if (marker !== markers.cod) skipSegment(cursor, marker)
    else if (coded++ > 0) throw cursor.refusal('format', 'COD')
    else checkCoding(cursor)
  }
  if (coded === 0) throw cursor.refusal('format', 'COD')
}

function checkCoding(cursor: ByteCursor): void {
  const { length, style, decompositions } = cursor.fields(codingFields)
  const given = (style & 1) === 1 ? decompositions + 1 : 0
  if (length !== 12 + given) throw cursor.refusal('length', 'COD')
  for (let i = 0; i < given; i++) cursor.fields(precinctFields)
}

/** From behind the first SOT to EOC, with which everything ends. */
function checkTileParts(cursor: ByteCursor): void {
  for (;;) {
    const start = cursor.offset - 2
    const { bytes } = cursor.fields(tilePartFields)
    const head = cursor.offset - start
    const rest = bytes === 0 ? cursor.left - 2 : bytes - head
    if (rest < 2) throw cursor.refusal(bytes === 0 ? 'truncated' : 'length', 'SOT', start)
    checkTileHeader(cursor.part('tile', rest))
    const marker = nextMarker(cursor)
    if (marker === markers.eoc) return cursor.end('EOC')
    if (marker !== markers.sot) throw cursor.refusal('format', 'SOT')
  }
}

function checkTileHeader(cursor: ByteCursor): void {
  for (let marker = nextMarker(cursor); marker !== markers.sod; marker = nextMarker(cursor)) {
    if (marker === markers.cod) throw cursor.refusal('unsupported', 'COD')
    skipSegment(cursor, marker)
  }
}

function nextMarker(cursor: ByteCursor): number {
  const marker = cursor.number('marker', 2)
  if (marker < 0xff4f) throw cursor.refusal('format', 'marker', cursor.offset - 2)
  return marker
}

/** Coding that differs by component could ask for what the main header does not. */
function skipSegment(cursor: ByteCursor, marker: number): void {
  if (marker === markers.coc) throw cursor.refusal('unsupported', 'COC')
  const length = cursor.number('length', 2)
  if (length < 2) throw cursor.refusal('length', 'length')
  cursor.bytes('segment', length - 2)
}
