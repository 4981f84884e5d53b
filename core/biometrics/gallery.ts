import { carefulLook, firstLook, fullEffort, matchPacked } from './match-finger.ts'
import { type EnrolledFinger, fingerAt, packPerson, removed } from './person-record.ts'
import type { FingerPosition } from './positions.ts'
import { type ProbeFinger, probeFinger } from './probe-finger.ts'

/*
 * A slab holds persons one after the other in memory that threads share:
 *   state     words used | persons; written after the record, so that a reader who sees a person sees all of it
 *   starts    word where each person's record begins
 *   words     the records (person-record.ts)
 * One thread inserts; any number search at the same time.
 */
export interface Slab {
  readonly state: Int32Array<SharedArrayBuffer>
  readonly starts: Uint32Array<SharedArrayBuffer>
  readonly words: Uint32Array<SharedArrayBuffer>
}

const usedWords = 0
const persons = 1

export function emptySlab(size: { readonly words: number; readonly persons: number }): Slab {
  return {
    state: new Int32Array(new SharedArrayBuffer(8)),
    starts: new Uint32Array(new SharedArrayBuffer(4 * size.persons)),
    words: new Uint32Array(new SharedArrayBuffer(4 * size.words)),
  }
}

export const personsIn = (slab: Slab) => Atomics.load(slab.state, persons)
export const wordsUsed = (slab: Slab) => Atomics.load(slab.state, usedWords)

/** Appends a person for all threads to see. False when the slab is full; nothing is written then. */
export function insertPerson(slab: Slab, ordinal: number, fingers: readonly EnrolledFinger[]): boolean {
  const record = packPerson(ordinal, fingers)
  const count = personsIn(slab)
  const used = wordsUsed(slab)
  if (count === slab.starts.length || used + record.length > slab.words.length) return false
  slab.words.set(record, used)
  slab.starts[count] = used
  Atomics.store(slab.state, usedWords, used + record.length)
  Atomics.store(slab.state, persons, count + 1)
  return true
}

/** The person is found no more; the room is not given back. */
export function removePerson(slab: Slab, index: number): void {
  Atomics.or(slab.words, slab.starts[index]! + 2, removed)
}

export interface SearchedFinger {
  readonly position: FingerPosition
  readonly finger: ProbeFinger
  readonly minutiae: number
}

/** The fingers of a person to look for, those that say most first. */
export function searchedFingers(fingers: readonly EnrolledFinger[]): SearchedFinger[] {
  return fingers
    .map(({ position, template }) => ({
      position,
      finger: probeFinger(template),
      minutiae: template.x.length,
    }))
    .sort((a, b) => b.minutiae - a.minutiae || a.position - b.position)
}

/** Fingers compared at first. */
const firstLookFingers = 4

/** Persons with their scores, summed over the fingers; best first, and the earlier person among equals. */
export interface Ranking {
  count: number
  /** Place of the person in the slab. */
  readonly indexes: Uint32Array
  readonly ordinals: Uint32Array
  readonly scores: Float64Array
}

export function emptyRanking(most: number): Ranking {
  return {
    count: 0,
    indexes: new Uint32Array(most),
    ordinals: new Uint32Array(most),
    scores: new Float64Array(most),
  }
}

/** Looks a first time at the persons `from` … `to` - 1 of a slab and ranks those with any likeness. */
export function searchRange(
  slab: Slab,
  probe: readonly SearchedFinger[],
  { from, to, ranking }: { readonly from: number; readonly to: number; readonly ranking: Ranking },
): void {
  const fingers = probe.slice(0, firstLookFingers)
  const effort = fingers.length < firstLookFingers ? carefulLook : firstLook
  for (let index = from; index < to; index++) {
    const record = slab.starts[index]!
    if ((slab.words[record + 2]! & removed) !== 0) continue
    let score = 0
    for (const { position, finger } of fingers) {
      const at = fingerAt(slab.words, record, position)
      if (at !== -1) score += matchPacked(finger, slab.words, at, effort)
    }
    if (score > 0) rankPerson(ranking, { index, ordinal: slab.words[record + 1]!, score })
  }
}

function rankPerson(
  ranking: Ranking,
  { index, ordinal, score }: { readonly index: number; readonly ordinal: number; readonly score: number },
): void {
  const { indexes, ordinals, scores } = ranking
  const most = scores.length
  if (most === 0 || (ranking.count === most && score <= scores[most - 1]!)) return
  let place = ranking.count < most ? ranking.count++ : most - 1
  while (place > 0 && scores[place - 1]! < score) {
    scores[place] = scores[place - 1]!
    ordinals[place] = ordinals[place - 1]!
    indexes[place] = indexes[place - 1]!
    place--
  }
  scores[place] = score
  ordinals[place] = ordinal
  indexes[place] = index
}

/** The score of each finger that both have, in the order of the probe's; null when the person was removed. */
export function scoreFully(
  slab: Slab,
  probe: readonly SearchedFinger[],
  index: number,
): readonly { readonly position: FingerPosition; readonly score: number }[] | null {
  const record = slab.starts[index]!
  if ((slab.words[record + 2]! & removed) !== 0) return null
  return probe.flatMap(({ position, finger }) => {
    const at = fingerAt(slab.words, record, position)
    return at === -1 ? [] : [{ position, score: matchPacked(finger, slab.words, at, fullEffort) }]
  })
}
