/** Height of a line as a part of the type size: enough for stacked Vietnamese marks without touching. */
export const leading = 1.2

/** Points: a label is as large as its line allows. */
export const labelSize = { max: 4.7, min: 3.2 } as const

export interface FittedText {
  /** Points. */
  readonly size: number
  readonly lines: readonly string[]
}

export interface TextFrame {
  /** Points. */
  readonly width: number
  readonly height: number
  readonly size: { readonly min: number; readonly max: number }
}

type Measure = (text: string, size: number) => number

const sizeStep = 0.2
const slack = 1e-6

/** What stays on one line, and its width in type of size 1. */
interface Piece {
  readonly text: string
  readonly width: number
}

/**
 * The largest type in which the text stands whole in its frame, broken between words only; behind a comma where that
 * needs no more lines, else into lines of like length. `null` where not even the smallest fits: nothing is ever cut.
 * Widths grow with the size.
 */
export function fitText(text: string, frame: TextFrame, measure: Measure): FittedText | null {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, width: measure(word, 1) }))
  const space = measure(' ', 1)
  const steps = Math.floor((frame.size.max - frame.size.min) / sizeStep + 1e-9)
  for (let step = 0; step <= steps; step++) {
    const size = frame.size.max - step * sizeStep
    const width = frame.width / size
    const lines = breakLines(words, width, space)
    if (lines && lines.length * size * leading <= frame.height + slack) {
      return { size, lines: lines.length < 2 ? lines : inGoodPlaces(words, { width, lines, space }) }
    }
  }
  return null
}

/** The same words on the same number of lines, broken where a reader would. */
function inGoodPlaces(
  words: readonly Piece[],
  {
    width,
    lines,
    space,
  }: { readonly width: number; readonly lines: readonly string[]; readonly space: number },
): readonly string[] {
  const behindCommas = breakLines(parts(words, space), width, space)
  if (behindCommas?.length === lines.length) return behindCommas
  let [narrow, wide] = [0, width]
  let best = lines
  for (let i = 0; i < 6; i++) {
    const middle = (narrow + wide) / 2
    const tried = breakLines(words, middle, space)
    if (tried && tried.length === lines.length) {
      best = tried
      wide = middle
    } else narrow = middle
  }
  return best
}

/** Words up to each comma, taken together. */
function parts(words: readonly Piece[], space: number): readonly Piece[] {
  const joined: Piece[] = []
  let open: Piece | null = null
  for (const word of words) {
    open = open ? { text: `${open.text} ${word.text}`, width: open.width + space + word.width } : word
    if (!word.text.endsWith(',')) continue
    joined.push(open)
    open = null
  }
  return open ? [...joined, open] : joined
}

/** Greedy lines; `null` where one piece alone is wider than the line. */
function breakLines(pieces: readonly Piece[], width: number, space: number): readonly string[] | null {
  const lines: string[] = []
  let line: string[] = []
  let filled = 0
  for (const piece of pieces) {
    if (piece.width > width) return null
    if (line.length > 0 && filled + space + piece.width > width) {
      lines.push(line.join(' '))
      line = []
      filled = 0
    }
    filled += (line.length > 0 ? space : 0) + piece.width
    line.push(piece.text)
  }
  return line.length > 0 ? [...lines, line.join(' ')] : lines
}
