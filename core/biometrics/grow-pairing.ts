import { agreements, worstDifference } from './edge-agreements.ts'
import { angleOf, angleTolerance, slackAt, turnGap, turnTo, xOf, yOf } from './packed-finger.ts'
import type { ProbeFinger } from './probe-finger.ts'

const mostProposals = 4096

/** Minutiae of a probe and a candidate that are taken for each other; `probe[i]` is `candidate[i]`. */
export interface Pairing {
  count: number
  /** Edges that agree besides those along which the pairing grew. */
  support: number
  readonly probe: Uint8Array
  readonly candidate: Uint8Array
}

export const emptyPairing = (): Pairing => ({
  count: 0,
  support: 0,
  probe: new Uint8Array(256),
  candidate: new Uint8Array(256),
})

/** A minutia is in use when its mark is the pairing's number: nothing has to be wiped between pairings. */
const partner = new Uint8Array(256)
const probeMark = new Uint32Array(256)
const candidateMark = new Uint32Array(256)
let pairingNumber = 0

/** Proposed pairs, in a stack for each difference; `waiting` has a bit for each stack that is not empty. */
const top = new Int16Array(worstDifference)
const below = new Int16Array(mostProposals)
const proposedProbe = new Uint8Array(mostProposals)
const proposedCandidate = new Uint8Array(mostProposals)
let proposals = 0
let waiting = 0

/** Which root pairs were inside a pairing that was grown already: they would grow the same again. */
const grownIn = new Uint32Array(256 * 256)
let comparison = 0

/** To be called before the first pairing of two fingers. */
export function beginComparison(): void {
  comparison = (comparison + 1) >>> 0
  if (comparison === 0) {
    grownIn.fill(0)
    comparison = 1
  }
}

export const wasGrown = (probe: number, candidate: number) => grownIn[probe * 256 + candidate] === comparison

/** Two fingers being compared: the candidate's words begin at `at`. */
export interface Comparison {
  readonly probe: ProbeFinger
  readonly words: Uint32Array
  readonly at: number
}

/** Grows outwards from a root along edges that agree, best agreement first, each minutia used once. */
export function growPairing(
  { probe, words, at }: Comparison,
  root: { readonly probe: number; readonly candidate: number },
  pairing: Pairing,
): void {
  startAfresh(pairing)
  push(root.probe, root.candidate, 0)
  const rootWord = words[at + 1 + root.candidate]!
  while (waiting !== 0) {
    const next = pop()
    const p = proposedProbe[next]!
    const c = proposedCandidate[next]!
    if (probeMark[p] === pairingNumber) {
      if (partner[p] === c) pairing.support++
      continue
    }
    if (candidateMark[c] === pairingNumber) continue
    if (pairing.count > 0 && !fitsRoot(probe, root.probe * probe.count + p, rootWord, words[at + 1 + c]!))
      continue
    probeMark[p] = pairingNumber
    candidateMark[c] = pairingNumber
    partner[p] = c
    pairing.probe[pairing.count] = p
    pairing.candidate[pairing.count++] = c
    grownIn[p * 256 + c] = comparison
    proposeNeighbours(p, c)
  }
}

function startAfresh(pairing: Pairing): void {
  pairingNumber = (pairingNumber + 1) >>> 0
  if (pairingNumber === 0) {
    probeMark.fill(0)
    candidateMark.fill(0)
    pairingNumber = 1
  }
  pairing.count = 0
  pairing.support = 0
  proposals = 0
  top.fill(-1)
}

function push(probe: number, candidate: number, difference: number): void {
  if (proposals === mostProposals) return
  proposedProbe[proposals] = probe
  proposedCandidate[proposals] = candidate
  below[proposals] = top[difference]!
  top[difference] = proposals++
  waiting |= 1 << difference
}

function pop(): number {
  const best = 31 - Math.clz32(waiting & -waiting)
  const taken = top[best]!
  top[best] = below[taken]!
  if (top[best] === -1) waiting &= ~(1 << best)
  return taken
}

function proposeNeighbours(probe: number, candidate: number): void {
  const { first, fromProbe, toProbe, toCandidate, difference } = agreements
  for (let h = first[candidate]!, end = first[candidate + 1]!; h < end; h++) {
    if (fromProbe[h] === probe) push(toProbe[h]!, toCandidate[h]!, difference[h]!)
  }
}

/** Skin stretches a pairing bit by bit, but not without end: seen from the root each pair must still lie about right. */
function fitsRoot(probe: ProbeFinger, edge: number, root: number, minutia: number): boolean {
  const dx = xOf(minutia) - xOf(root)
  const dy = yOf(minutia) - yOf(root)
  const length = probe.lengths[edge]!
  if (Math.abs(length - Math.sqrt(dx * dx + dy * dy)) >= slackAt(length) * 1.5) return false
  const turn = turnTo(dx, dy)
  const word = probe.edges[edge]!
  return (
    turnGap[((word >>> 8) - turn + angleOf(root)) & 255]! < angleTolerance * 2 &&
    turnGap[((word >>> 16) - turn - 128 + angleOf(minutia)) & 255]! < angleTolerance * 2
  )
}
