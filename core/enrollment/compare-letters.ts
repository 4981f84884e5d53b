import { normaliseText } from '../text/vietnamese.ts'

/** Letters with all their marks on them: "ộ" is one, however it was typed. */
export function lettersOf(text: string): readonly string[] {
  return Array.from(normaliseText(text).matchAll(/\P{M}\p{M}*/gu), ([letter]) => letter)
}

/** Two texts that a reader would not tell apart: only the Unicode form and blanks are evened out. */
export const readsTheSame = (a: string | null, b: string | null): boolean =>
  normaliseText(a ?? '') === normaliseText(b ?? '')

/** Letters of `declared` that are not the registry's, as [from, to) pairs of letters; an empty pair marks what is left out there. */
export type LetterMarks = readonly (readonly [number, number])[]

/**
 * Compares two spellings letter by letter, tone and vowel marks included: the longest common run of letters stands, the
 * rest of `declared` is marked. Indexes count letters of the normalised text ({@link lettersOf}).
 */
export function markLetters(registry: string, declared: string): LetterMarks {
  const was = lettersOf(registry)
  const is = lettersOf(declared)
  const common = commonLengths(was, is)
  const marks: [number, number][] = []
  const mark = (from: number, to: number) => {
    const last = marks.at(-1)
    if (last && last[1] === from) last[1] = to
    else marks.push([from, to])
  }
  let [i, j] = [0, 0]
  while (i < was.length || j < is.length) {
    if (was[i] !== undefined && was[i] === is[j]) {
      i++
      j++
    } else if (j >= is.length || (i < was.length && at(common, i + 1, j) > at(common, i, j + 1))) {
      mark(j, j)
      i++
    } else {
      mark(j, j + 1)
      j++
    }
  }
  return marks.map(([from, to]) => [from, to] as const)
}

const at = (lengths: readonly (readonly number[])[], i: number, j: number) => lengths[i]?.[j] ?? 0

/** Length of the longest common subsequence of the texts from i and from j on. */
function commonLengths(was: readonly string[], is: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: was.length + 1 }, () => Array.from({ length: is.length + 1 }, () => 0))
  for (let i = was.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? []
    for (let j = is.length - 1; j >= 0; j--) {
      row[j] =
        was[i] === is[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  }
  return lengths
}
