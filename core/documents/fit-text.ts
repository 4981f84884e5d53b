/** Height of a line as a part of the type size: enough for stacked Vietnamese marks without touching. */
export const leading = 1.2

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

/**
 * The largest type in which the text stands whole in its frame, broken between words only.
 * `null` where not even the smallest fits: nothing is ever cut.
 */
export function fitText(text: string, frame: TextFrame, measure: Measure): FittedText | null {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const steps = Math.floor((frame.size.max - frame.size.min) / sizeStep + 1e-9)
  for (let step = 0; step <= steps; step++) {
    const size = frame.size.max - step * sizeStep
    const lines = breakLines(words, { width: frame.width, size }, measure)
    if (lines && lines.length * size * leading <= frame.height + 1e-6) return { size, lines }
  }
  return null
}

/** Greedy lines; `null` where one word alone is wider than the frame. */
function breakLines(
  words: readonly string[],
  { width, size }: { readonly width: number; readonly size: number },
  measure: Measure,
): readonly string[] | null {
  const space = measure(' ', size)
  const lines: string[] = []
  let line: string[] = []
  let filled = 0
  for (const word of words) {
    const length = measure(word, size)
    if (length > width) return null
    if (line.length > 0 && filled + space + length > width) {
      lines.push(line.join(' '))
      line = []
      filled = 0
    }
    filled += (line.length > 0 ? space : 0) + length
    line.push(word)
  }
  return line.length > 0 ? [...lines, line.join(' ')] : lines
}
