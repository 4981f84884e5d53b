import { deflateSync } from 'node:zlib'
import type { Font, Glyph } from 'fontkit'
import { type PdfObject, pdfText } from './pdf-file.ts'

/**
 * A face with one fixed part of its letters, prepared once and embedded as it is in every card: Latin with the marks of
 * Vietnamese and of Europe's names, digits, punctuation.
 */
export interface EmbeddedFont {
  /** Width in points at a size in points. */
  readonly measure: (text: string, size: number) => number
  /** The first character that the part does not hold. */
  readonly firstMissing: (text: string) => string | null
  /** Operators that show a text at a size in points: glyph numbers with kerning, marks where the face anchors them. */
  readonly show: (text: string, size: number) => string
  /** The objects of the font (ISO 32000-1, 9.7), the first of them number `first`; `first` itself is the font. */
  readonly objects: (first: number) => readonly PdfObject[]
}

/**
 * Latin, Latin-1, Latin Extended-A and -B, combining marks, Vietnamese in Latin Extended Additional, dashes and quotation
 * marks, ₫ and €.
 */
const repertoire: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x1e80, 0x1e85],
  [0x1ea0, 0x1ef9],
  [0x2010, 0x201e],
  [0x2022, 0x2026],
  [0x20ab, 0x20ac],
]

const isWanted = (codePoint: number) => repertoire.some(([from, to]) => from <= codePoint && codePoint <= to)

/** Letters stand for themselves: no ligature takes the place of two. */
const features = { liga: false, clig: false, dlig: false, calt: false } as const

interface Part {
  readonly font: Font
  readonly program: Uint8Array
  /** By code point, and by the face's own glyph number. */
  readonly glyphs: ReadonlyMap<number, Glyph>
  readonly numbers: ReadonlyMap<number, number>
}

function partOf(font: Font): Part {
  const subset = font.createSubset()
  const glyphs = new Map<number, Glyph>()
  const numbers = new Map<number, number>()
  for (const codePoint of font.characterSet.filter(isWanted)) {
    const glyph = font.glyphForCodePoint(codePoint)
    glyphs.set(codePoint, glyph)
    numbers.set(glyph.id, subset.includeGlyph(glyph.id))
  }
  return { font, program: subset.encode(), glyphs, numbers }
}

/** Glyphs on one height above the foot of the line, in thousandths of the type size: letters on 0, marks where they are anchored. */
interface Segment {
  readonly rise: number
  /** Of the operator TJ, without its brackets. */
  readonly operand: string
}

interface Word {
  /** In thousandths of the type size. */
  readonly width: number
  readonly segments: readonly Segment[]
}

const hex = (number: number) => number.toString(16).padStart(4, '0')
const thousandths = (font: Font, units: number) => Math.round((units * 1e5) / font.unitsPerEm) / 100

/** Apostrophes of the minorities' names, typed as a letter: drawn as the sign that looks the same. */
const lookalikes: Readonly<Record<string, string>> = { ʼ: '’' }

/** What the face draws a letter by: itself, or its base and marks where the face lacks the whole (Ŭ, Ĭ of Ê-đê and Gia-rai). */
function drawnBy({ glyphs }: Part, letter: string): string | null {
  const alike = lookalikes[letter] ?? letter
  const forms = [alike, alike.normalize('NFD')]
  const has = (form: string) => Array.from(form).every((sign) => glyphs.has(sign.codePointAt(0) ?? 0))
  return forms.find(has) ?? null
}

/** Glyphs as the face sets a word, kerned; each letter by itself where shaping leaves the embedded part. */
function setWord(part: Part, word: string): Word {
  const { font, glyphs, numbers } = part
  const drawn = Array.from(word, (letter) => drawnBy(part, letter) ?? '').join('')
  const run = font.layout(drawn, features)
  const within = run.glyphs.every(({ id }) => numbers.has(id))
  const single = () =>
    Array.from(drawn, (sign) => glyphs.get(sign.codePointAt(0) ?? 0)).filter((glyph) => glyph !== undefined)
  const set = within
    ? run.glyphs.map((glyph, i) => ({ glyph, ...(run.positions[i] ?? unmoved(glyph)) }))
    : single().map((glyph) => ({ glyph, ...unmoved(glyph) }))
  const segments: Segment[] = []
  let units = 0
  for (const { glyph, xAdvance, xOffset, yOffset } of set) {
    const aside = thousandths(font, xOffset)
    const kern = thousandths(font, glyph.advanceWidth - xAdvance) + aside
    const sign = `<${hex(numbers.get(glyph.id) ?? 0)}>`
    // What is moved aside for a glyph is moved back behind it.
    const operand = `${aside === 0 ? '' : -aside}${sign}${kern === 0 ? '' : kern}`
    append(segments, { rise: thousandths(font, yOffset), operand })
    units += xAdvance
  }
  return { width: thousandths(font, units), segments }
}

const unmoved = ({ advanceWidth }: Glyph) => ({ xAdvance: advanceWidth, xOffset: 0, yOffset: 0 })

/** Neighbours on one height become one; hexadecimal strings that touch are joined. */
function append(segments: Segment[], next: Segment): void {
  const last = segments.at(-1)
  if (last?.rise !== next.rise) {
    segments.push(next)
    return
  }
  const touch = last.operand.endsWith('>') && next.operand.startsWith('<')
  const operand = touch
    ? last.operand.slice(0, -1) + next.operand.slice(1)
    : `${last.operand} ${next.operand}`
  segments[segments.length - 1] = { rise: last.rise, operand }
}

/** Numbers hardly recur: they are set from single digits, and only words are kept. The memory is bounded. */
function wordSetter(part: Part): (word: string) => Word {
  const words = new Map<string, Word>()
  const keep = (word: string): Word => {
    const known = words.get(word)
    if (known) return known
    if (words.size >= 8192) words.clear()
    const fresh = setWord(part, word)
    words.set(word, fresh)
    return fresh
  }
  return (word) => {
    if (!/\d/.test(word)) return keep(word)
    const signs = Array.from(word, keep)
    return {
      width: signs.reduce((sum, { width }) => sum + width, 0),
      segments: signs.flatMap(({ segments }) => segments),
    }
  }
}

/** Prepares a face for embedding: some 50 ms, once per program. */
export function embedFont(font: Font): EmbeddedFont {
  const part = partOf(font)
  const setter = wordSetter(part)
  const space = setter(' ')
  const setWords = (text: string) => text.split(' ').map(setter)
  return {
    measure: (text, size) => {
      const words = setWords(text)
      return (words.reduce((sum, { width }) => sum + width, (words.length - 1) * space.width) * size) / 1000
    },
    firstMissing: (text) => Array.from(text).find((letter) => drawnBy(part, letter) === null) ?? null,
    show: (text, size) => {
      const words = setWords(text).map(({ segments }) => segments)
      return shown(
        words.flatMap((word, i) => (i === 0 ? word : [...space.segments, ...word])),
        size,
      )
    },
    objects: (first) => fontObjects(part, first),
  }
}

/** TJ for each height; Ts lifts in points whatever the type size (ISO 32000-1, 9.3.7). */
function shown(segments: readonly Segment[], size: number): string {
  const runs: Segment[] = []
  for (const segment of segments) append(runs, segment)
  const lift = ({ rise }: Segment) => `${Math.round(rise * size) / 1000} Ts `
  return runs
    .map((run) => (run.rise === 0 ? `[${run.operand}] TJ` : `${lift(run)}[${run.operand}] TJ 0 Ts`))
    .join(' ')
}

/*
 *   first      Type 0 font, Identity-H → descendant, ToUnicode
 *   first + 1  CIDFontType2 → descriptor, widths
 *   first + 2  font descriptor → font program
 *   first + 3  font program (TrueType)
 *   first + 4  ToUnicode
 */
function fontObjects(part: Part, first: number): readonly PdfObject[] {
  const { font, program } = part
  // Six letters and a plus sign mark a subset (9.6.4).
  const name = `/CARDVN+${font.postscriptName}`
  const { minX, minY, maxX, maxY } = font.bbox
  const metric = (units: number) => Math.round(thousandths(font, units))
  const deflated = new Uint8Array(deflateSync(program, { level: 9 }))
  const toUnicode = new Uint8Array(deflateSync(unicodeMap(part), { level: 9 }))
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R] /ToUnicode ${first + 4} 0 R >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${first + 2} 0 R /CIDToGIDMap /Identity /W [0 [${widths(part)}]] >>`,
    `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${[minX, minY, maxX, maxY].map(metric).join(' ')}] /ItalicAngle 0 /Ascent ${metric(font.ascent)} /Descent ${metric(font.descent)} /CapHeight ${metric(font.capHeight)} /StemV 80 /FontFile2 ${first + 3} 0 R >>`,
    { dictionary: `/Filter /FlateDecode /Length1 ${program.length}`, stream: deflated },
    { dictionary: '/Filter /FlateDecode', stream: toUnicode },
  ]
}

/** Widths from glyph 0 up, in thousandths. Number 0 is the face's sign for what is missing: never drawn. */
function widths({ font, glyphs, numbers }: Part): string {
  const byNumber = new Map([...glyphs.values()].map((glyph) => [numbers.get(glyph.id), glyph.advanceWidth]))
  const last = Math.max(...numbers.values())
  return Array.from({ length: last + 1 }, (_, number) => thousandths(font, byNumber.get(number) ?? 0)).join(
    ' ',
  )
}

/** Which letters the glyph numbers stand for, so that text can be copied and read aloud (9.10.3). */
function unicodeMap({ glyphs, numbers }: Part): string {
  const rows = [
    ...new Map([...glyphs].toReversed().map(([codePoint, { id }]) => [numbers.get(id) ?? 0, codePoint])),
  ]
    .filter(([number]) => number > 0)
    .toSorted(([a], [b]) => a - b)
    .map(
      ([number, codePoint]) =>
        `<${hex(number)}> ${pdfText(String.fromCodePoint(codePoint)).replace('feff', '')}`,
    )
  const blocks: string[] = []
  // At most a hundred in a block (Adobe Technical Note 5014).
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend',
  ].join('\n')
}
