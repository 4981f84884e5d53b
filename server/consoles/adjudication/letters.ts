import { searchKey } from '../../../core/text/vietnamese.ts'

/** How letters of two texts agree: the same, the same but for their marks, or not at all. */
type Likeness = 'same' | 'accent' | 'other'

export interface Piece {
  readonly text: string
  readonly likeness: Likeness
}

interface ComparedTexts {
  /** Of the whole: the worst of its letters. */
  readonly likeness: Likeness
  readonly left: readonly Piece[]
  readonly right: readonly Piece[]
}

const costs = { same: 0, accent: 1, other: 3 } as const
/** A letter that only one of them has; two of these are dearer than one letter for another. */
const loneCost = 2

const same = (a: string, b: string) => a === b || a.toUpperCase() === b.toUpperCase()

function likenessOf(a: string, b: string): Likeness {
  if (same(a, b)) return 'same'
  const key = searchKey(a)
  return key !== '' && key === searchKey(b) ? 'accent' : 'other'
}

/** Least cost of making a's letters from `i` on into b's from `j` on. */
function costTable(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) =>
      i === a.length ? (b.length - j) * loneCost : j === b.length ? (a.length - i) * loneCost : 0,
    ),
  )
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const both = at(i + 1, j + 1) + costs[likenessOf(a[i] ?? '', b[j] ?? '')]
      const row = table[i]
      if (row) row[j] = Math.min(both, at(i + 1, j) + loneCost, at(i, j + 1) + loneCost)
    }
  }
  return table
}

function append(pieces: Piece[], text: string, likeness: Likeness): void {
  const last = pieces.at(-1)
  if (last?.likeness === likeness) pieces[pieces.length - 1] = { text: last.text + text, likeness }
  else pieces.push({ text, likeness })
}

/** Lays two texts beside each other letter by letter, so that eyes go to what differs. */
export function compareLetters(left: string, right: string): ComparedTexts {
  const a = [...left.normalize('NFC')]
  const b = [...right.normalize('NFC')]
  const table = costTable(a, b)
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  const pieces = { left: [] as Piece[], right: [] as Piece[] }
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const likeness = likenessOf(a[i] ?? '', b[j] ?? '')
    if (i < a.length && j < b.length && at(i, j) === at(i + 1, j + 1) + costs[likeness]) {
      append(pieces.left, a[i++] ?? '', likeness)
      append(pieces.right, b[j++] ?? '', likeness)
    } else if (i < a.length && at(i, j) === at(i + 1, j) + loneCost)
      append(pieces.left, a[i++] ?? '', 'other')
    else append(pieces.right, b[j++] ?? '', 'other')
  }
  return { likeness: worstOf([...pieces.left, ...pieces.right]), ...pieces }
}

const worstOf = (pieces: readonly Piece[]): Likeness =>
  (['other', 'accent'] as const).find((one) => pieces.some(({ likeness }) => likeness === one)) ?? 'same'
