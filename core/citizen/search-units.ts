import {
  fullUnitName,
  pathOf,
  unitAt,
  type UnitOnDay,
  type UnitRecord,
  type UnitTree,
} from './administrative-units.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { normaliseText, searchKey } from '../text/vietnamese.ts'

export interface FoundUnit {
  readonly code: string
  /** "Phường Ba Đình" */
  readonly name: string
  /** 1 province, 2 district (until 30/06/2025), 3 commune. */
  readonly level: number
  /** "Phường Ba Đình, Thành phố Hà Nội" */
  readonly path: string
}

export interface UnitQuery {
  /** Beginnings of words of the unit's name or of those above it, with or without accents; or a code. */
  readonly text: string
  /** The units are those that held on this day. */
  readonly on: CalendarDate
}

const mostUnits = 50
const longestText = 100

/**
 * Units that a typed text may mean, the likeliest first, at most 50: "ba dinh", "p. ba đình ha noi", "00004". Of the units of
 * both eras, some 14,000, this takes a few milliseconds.
 */
export function unitsNamed(tree: UnitTree, { text, on }: UnitQuery): readonly FoundUnit[] {
  const typed = readText(text)
  if (typed.words.length === 0) return []
  const likeliest: Candidate[] = []
  for (const code of tree.records.keys()) {
    const candidate = candidateOf(tree, { code, on }, typed)
    if (candidate) keepLikeliest(likeliest, candidate)
  }
  return likeliest.map(({ unit, path }) => ({
    code: unit.code,
    name: fullUnitName(unit),
    level: unit.level,
    path: path.map(fullUnitName).join(', '),
  }))
}

/** One letter may mean thousands of units: they are not sorted, most are compared with the last that is kept and dropped. */
function keepLikeliest(kept: Candidate[], candidate: Candidate): void {
  const last = kept[mostUnits - 1]
  if (last && likeliestFirst(candidate, last) > 0) return
  let [low, high] = [0, kept.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const there = kept[middle]
    if (there && likeliestFirst(there, candidate) < 0) low = middle + 1
    else high = middle
  }
  kept.splice(low, 0, candidate)
  if (kept.length > mostUnits) kept.pop()
}

interface Typed {
  readonly text: string
  readonly key: string
  readonly words: readonly string[]
}

/** What people write for a type of unit; single letters are its beginning already. */
const shortTypes: Readonly<Record<string, string>> = { TP: 'THANH PHO', TT: 'THI TRAN', TX: 'THI XA' }

function readText(text: string): Typed {
  const words = searchKey(text.slice(0, longestText))
    .split(' ')
    .flatMap((word) => (shortTypes[word] ?? word).split(' '))
    .filter((word) => word !== '')
  return { text: normaliseText(text).toLowerCase(), key: words.join(' '), words }
}

interface Candidate {
  readonly unit: UnitRecord
  readonly path: readonly UnitRecord[]
  /** 0 the very name … 5 a name whose unit above was typed too. */
  readonly rank: number
}

function candidateOf(tree: UnitTree, place: UnitOnDay, typed: Typed): Candidate | null {
  const unit = unitAt(tree, place)
  if (!unit) return null
  const byCode = unit.code.startsWith(typed.text)
  const own = keysOf(unit)
  if (!byCode && !typed.words.some((word) => beginsOne(own.words, word))) return null
  const path = pathOf(tree, place)
  if (byCode) return { unit, path, rank: unit.code === typed.text ? 0 : 3 }
  const all = path.flatMap((one) => keysOf(one).words)
  return typed.words.every((word) => beginsOne(all, word)) ? { unit, path, rank: rankOf(unit, typed) } : null
}

function rankOf(unit: UnitRecord, { text, key, words }: Typed): number {
  const own = keysOf(unit)
  if (unit.name.toLowerCase() === text || fullUnitName(unit).toLowerCase() === text) return 0
  if (own.name === key) return 1
  if (own.words.join(' ') === key) return 2
  if (own.name.startsWith(key)) return 3
  return words.every((word) => beginsOne(own.words, word)) ? 4 : 5
}

const beginsOne = (words: readonly string[], beginning: string) =>
  words.some((word) => word.startsWith(beginning))

interface UnitKeys {
  readonly name: string
  /** Of type and name. */
  readonly words: readonly string[]
}

/** Kept as long as the tree that they belong to. */
const keys = new WeakMap<UnitRecord, UnitKeys>()

function keysOf(unit: UnitRecord): UnitKeys {
  const known = keys.get(unit)
  if (known) return known
  const made = { name: searchKey(unit.name), words: searchKey(fullUnitName(unit)).split(' ') }
  keys.set(unit, made)
  return made
}

const collator = new Intl.Collator('vi')

function likeliestFirst(a: Candidate, b: Candidate): number {
  return (
    a.rank - b.rank ||
    a.unit.level - b.unit.level ||
    collator.compare(a.unit.name, b.unit.name) ||
    (a.unit.code < b.unit.code ? -1 : 1)
  )
}
