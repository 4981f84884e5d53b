/** One thread of matcher-pool.ts. */
import { parentPort } from 'node:worker_threads'
import {
  emptyRanking,
  scoreFully,
  searchedFingers,
  type SearchedFinger,
  searchRange,
  type Slab,
} from '../../core/biometrics/gallery.ts'
import type { FromMatcher, Piece, ToMatcher } from './matcher-messages.ts'

const slabs: Slab[] = []
/** Searches of late, prepared once for all their pieces. */
const prepared = new Map<number, readonly SearchedFinger[]>()
const mostPrepared = 8

function prepare({ search, fingers }: Exclude<ToMatcher, { kind: 'slab' }>): readonly SearchedFinger[] {
  const known = prepared.get(search)
  if (known) return known
  const [oldest] = prepared.keys()
  if (oldest !== undefined && prepared.size === mostPrepared) prepared.delete(oldest)
  const probe = searchedFingers(fingers)
  prepared.set(search, probe)
  return probe
}

function slabAt(number: number): Slab {
  const slab = slabs[number]
  if (!slab) throw new RangeError('a slab that this thread was not told of')
  return slab
}

function work(piece: Piece, probe: readonly SearchedFinger[]): FromMatcher {
  if (piece.kind === 'score') {
    return {
      kind: 'score',
      scores: piece.places.map(({ slab, index }) => scoreFully(slabAt(slab), probe, index)),
    }
  }
  const ranking = emptyRanking(piece.keep)
  searchRange(slabAt(piece.slab), probe, { from: piece.from, to: piece.to, ranking })
  return {
    kind: 'look',
    slab: piece.slab,
    indexes: ranking.indexes.slice(0, ranking.count),
    ordinals: ranking.ordinals.slice(0, ranking.count),
    scores: ranking.scores.slice(0, ranking.count),
  }
}

parentPort?.on('message', (message: ToMatcher) => {
  if (message.kind === 'slab') slabs.push(message.slab)
  else parentPort?.postMessage(work(message, prepare(message)))
})
