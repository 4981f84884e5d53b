import { availableParallelism } from 'node:os'
import {
  emptySlab,
  insertPerson,
  personsIn,
  removePerson,
  type Slab,
  wordsUsed,
} from '../../core/biometrics/gallery.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import type { FingerScore, Piece, Place } from './matcher-messages.ts'
import { startMatcherThreads } from './matcher-threads.ts'

export interface PoolOptions {
  readonly threads?: number
  /** 32-bit words and persons of one slab; a person of ten fingers takes at most 4.153 words. */
  readonly slab?: { readonly words: number; readonly persons: number }
}

export interface SearchOptions {
  /** Candidates given at most. */
  readonly limit: number
  /** The least sum of scores of a candidate. */
  readonly least?: number
  /** These are compared before all others, and fully whatever the first look says of them. */
  readonly first?: readonly string[]
  /** Only these are compared, all of them fully. */
  readonly among?: readonly string[]
}

export interface Candidate {
  readonly referenceId: string
  /** Sum over the fingers. */
  readonly score: number
  readonly fingers: readonly FingerScore[]
}

/** The gallery of one process: found again only by reference, for it knows no persons. */
export interface MatcherPool {
  /** False when the reference is there already. The next search finds the person, and one that runs is not disturbed. */
  insert(referenceId: string, fingers: readonly EnrolledFinger[]): boolean
  /** False when there is none. */
  remove(referenceId: string): boolean
  has(referenceId: string): boolean
  readonly size: number
  /** Bytes that the persons take, those removed included. */
  readonly bytes: number
  search(fingers: readonly EnrolledFinger[], options: SearchOptions): Promise<Candidate[]>
  close(): Promise<void>
}

const usualSlab = { words: 16 * 1024 * 1024, persons: 64 * 1024 }
const personsInPiece = 1024
const personsInFullPiece = 64
/** Share of the gallery that is compared fully after the first look, with a floor for small ones. */
const keptShare = 0.005
const leastKept = 10

export function startMatcherPool(options: PoolOptions = {}): MatcherPool {
  const threads = startMatcherThreads(options.threads ?? availableParallelism())
  const slabs: Slab[] = []
  const places = new Map<string, Place>()
  const references: string[] = []
  let searches = 0

  const addSlab = () => {
    const slab = emptySlab(options.slab ?? usualSlab)
    slabs.push(slab)
    threads.share(slab)
    return slab
  }
  const insert = (referenceId: string, fingers: readonly EnrolledFinger[]) => {
    if (places.has(referenceId)) return false
    const ordinal = references.length
    const slab = slabs.at(-1) ?? addSlab()
    if (!insertPerson(slab, ordinal, fingers) && !insertPerson(addSlab(), ordinal, fingers)) {
      throw new RangeError('a person larger than a slab')
    }
    places.set(referenceId, { slab: slabs.length - 1, index: personsIn(slabs.at(-1)!) - 1 })
    references.push(referenceId)
    return true
  }
  const remove = (referenceId: string) => {
    const place = places.get(referenceId)
    if (!place) return false
    removePerson(slabs[place.slab]!, place.index)
    return places.delete(referenceId)
  }
  const firstLook = (ask: Ask) => {
    const keep = Math.max(leastKept, Math.ceil(keptShare * references.length))
    const pieces = slabs.flatMap((slab, number) => ranges(number, personsIn(slab)))
    return likeliest(pieces, keep, ask)
  }
  const placesOf = (wanted: readonly string[]) => wanted.flatMap((reference) => places.get(reference) ?? [])
  const search = async (fingers: readonly EnrolledFinger[], options: SearchOptions) => {
    const { limit, least = 0, first = [], among } = options
    const run = ++searches
    const ask = (piece: Piece) => threads.ask({ ...piece, search: run, fingers })
    const early = among ? [] : await scoreAll(placesOf(first), ask)
    const compared = among ? placesOf(among) : await firstLook(ask)
    const done = new Set(early.map(({ place }) => ordinalAt(slabs, place)))
    const later = compared.filter((place) => !done.has(ordinalAt(slabs, place)))
    const scored = [...early, ...(await scoreAll(later, ask))]
    return scored
      .map(({ place, fingers: scores }) => {
        const ordinal = ordinalAt(slabs, place)
        const score = scores.reduce((sum, finger) => sum + finger.score, 0)
        return { referenceId: references[ordinal]!, ordinal, score, fingers: scores }
      })
      .filter(({ score }) => score > 0 && score >= least)
      .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
      .slice(0, limit)
      .map(({ referenceId, score, fingers: scores }) => ({ referenceId, score, fingers: scores }))
  }
  return {
    insert,
    remove,
    has: (referenceId) => places.has(referenceId),
    get size() {
      return places.size
    },
    get bytes() {
      return slabs.reduce((sum, slab) => sum + 4 * (wordsUsed(slab) + personsIn(slab)), 0)
    },
    search,
    close: () => threads.close(),
  }
}

interface Range {
  readonly slab: number
  readonly from: number
  readonly to: number
}

function ranges(slab: number, persons: number): Range[] {
  return Array.from({ length: Math.ceil(persons / personsInPiece) }, (_, i) => ({
    slab,
    from: i * personsInPiece,
    to: Math.min(persons, (i + 1) * personsInPiece),
  }))
}

const ordinalAt = (slabs: readonly Slab[], { slab, index }: Place) => {
  const { words, starts } = slabs[slab]!
  return words[starts[index]! + 1]!
}

type Ask = (piece: Piece) => ReturnType<ReturnType<typeof startMatcherThreads>['ask']>

/** The likest persons of all ranges, the same however the work was divided. */
async function likeliest(pieces: readonly Range[], keep: number, ask: Ask): Promise<Place[]> {
  const answers = await Promise.all(
    pieces.map((range) => ask({ kind: 'look', ...range, keep: Math.min(keep, personsInPiece) })),
  )
  const likenesses = answers.flatMap((answer) => {
    if (answer.kind !== 'look') return []
    const { slab, indexes, ordinals, scores } = answer
    return Array.from(indexes, (index, i) => ({
      place: { slab, index },
      ordinal: ordinals[i]!,
      score: scores[i]!,
    }))
  })
  return likenesses
    .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
    .slice(0, keep)
    .map(({ place }) => place)
}

async function scoreAll(
  places: readonly Place[],
  ask: Ask,
): Promise<{ readonly place: Place; readonly fingers: readonly FingerScore[] }[]> {
  const groups = Array.from({ length: Math.ceil(places.length / personsInFullPiece) }, (_, i) =>
    places.slice(i * personsInFullPiece, (i + 1) * personsInFullPiece),
  )
  const answers = await Promise.all(groups.map((group) => ask({ kind: 'score', places: group })))
  return answers.flatMap((answer, i) => {
    if (answer.kind !== 'score') return []
    return answer.scores.flatMap((fingers, j) => (fingers ? [{ place: groups[i]![j]!, fingers }] : []))
  })
}
