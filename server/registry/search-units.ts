import {
  fullUnitName,
  pathOf,
  unitAt,
  type UnitOnDay,
  type UnitRecord,
  type UnitTree,
} from '../../core/citizen/administrative-units.ts'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { normaliseText, searchKey } from '../../core/text/vietnamese.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { unitsNow } from '../kernel/units.ts'

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
  /** yyyy-MM-dd; today where nothing is given. The units are those that held on that day. */
  readonly on?: string | null | undefined
}

const mostUnits = 50
const longestText = 100

/**
 * Units that a typed text may mean, the likeliest first, at most 50: "ba dinh", "p. ba đình ha noi", "00004". The tree is
 * in memory already (some 14,000 units of both eras). Throws IllegalDate.
 */
export async function searchUnits(app: App, actor: Actor, query: UnitQuery): Promise<readonly FoundUnit[]> {
  demand(actor, 'unit.search')
  const { tree, today } = await unitsNow(app)
  const on = query.on ? parseCalendarDate(query.on) : today
  const typed = readText(query.text)
  if (typed.words.length === 0) return []
  return [...tree.records.keys()]
    .flatMap((code) => candidateOf(tree, { code, on }, typed) ?? [])
    .sort(likeliestFirst)
    .slice(0, mostUnits)
    .map(({ unit, path }) => ({
      code: unit.code,
      name: fullUnitName(unit),
      level: unit.level,
      path: path.map(fullUnitName).join(', '),
    }))
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
