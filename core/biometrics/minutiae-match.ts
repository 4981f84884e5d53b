import type { MinutiaeTemplate } from './minutiae.ts'
import { angleGap, edgeBetween, edgesPerMinutia, type EdgeTable, edgeTable } from './minutiae-edges.ts'

/** Scores from here on are taken for the same finger. */
export const matchThreshold = 40

const lengthTolerance = 6 // pixels between the lengths of two edges that may be the same
const stretch = 0.06 // and this share of the length: skin gives
const angleTolerance = 8 // 1/256 turn, 11°
const rootsTried = 12
const scoreScale = 3 // of 52.000 pairs of different fingers measured, the best then scores 32
const coveredRadius = 40 // pixels from some minutia of a print: there the print was seen

/**
 * How likely two templates are of one finger: 0 none, about matchThreshold the border, 100 and more certain. The score
 * does not depend on where the finger lay or how it was turned.
 */
export function matchTemplates(probe: MinutiaeTemplate, candidate: MinutiaeTemplate): number {
  return matchEdges(edgeTable(probe), edgeTable(candidate))
}

/** The same for neighbourhoods described beforehand, where one finger is compared with many. */
export function matchEdges(probe: EdgeTable, candidate: EdgeTable, roots = rootsTried): number {
  let best = 0
  const grown = new Set<number>() // a root inside an earlier pairing would grow the same one again
  for (const root of likelyRoots(probe, candidate, roots)) {
    if (grown.has(pairKey(root))) continue
    const pairing = growPairing(probe, candidate, root)
    for (const pair of pairing.pairs) grown.add(pairKey(pair))
    best = Math.max(best, pairingScore(probe, candidate, pairing))
  }
  return best
}

/** A minutia of the probe taken for one of the candidate. */
export interface Pair {
  readonly probe: number
  readonly candidate: number
}

function pairKey({ probe, candidate }: Pair): number {
  return probe * 256 + candidate
}

/** The pairs whose neighbourhoods agree in most edges; pairings are grown from them. */
function likelyRoots(probe: EdgeTable, candidate: EdgeTable, count: number): Pair[] {
  const roots: (Pair & { agreement: number })[] = []
  for (let p = 0; p < probe.template.x.length; p++) {
    for (let c = 0; c < candidate.template.x.length; c++) {
      const agreement = neighbourhoodAgreement(probe, candidate, p, c)
      if (agreement >= 2) roots.push({ probe: p, candidate: c, agreement })
    }
  }
  return roots.sort((a, b) => b.agreement - a.agreement).slice(0, count)
}

/** How many edges of the two minutiae agree, less for those that agree badly. Both lists run from short to long. */
function neighbourhoodAgreement(probe: EdgeTable, candidate: EdgeTable, p: number, c: number): number {
  let agreement = 0
  let first = c * edgesPerMinutia
  const end = first + candidate.edgeCount[c]!
  const lastProbe = p * edgesPerMinutia + probe.edgeCount[p]!
  for (let i = p * edgesPerMinutia; i < lastProbe; i++) {
    const length = probe.length[i]!
    const tolerance = lengthTolerance + stretch * length
    while (first < end && candidate.length[first]! <= length - tolerance) first++
    for (let j = first; j < end && candidate.length[j]! < length + tolerance; j++) {
      const from = angleGap(probe.fromAngle[i]!, candidate.fromAngle[j]!)
      if (from >= angleTolerance) continue
      const back = angleGap(probe.backAngle[i]!, candidate.backAngle[j]!)
      if (back < angleTolerance) agreement += 1 - Math.max(from, back) / (2 * angleTolerance)
    }
  }
  return agreement
}

/** 0 for equal edges, 1 and more for edges that cannot be the same. */
function edgeDifference(probe: EdgeTable, i: number, candidate: EdgeTable, j: number): number {
  const length = probe.length[i]!
  const lengths = Math.abs(length - candidate.length[j]!) / (lengthTolerance + stretch * length)
  if (lengths >= 1) return 1
  const from = angleGap(probe.fromAngle[i]!, candidate.fromAngle[j]!) / angleTolerance
  if (from >= 1) return 1
  const back = angleGap(probe.backAngle[i]!, candidate.backAngle[j]!) / angleTolerance
  return Math.max(lengths, from, back)
}

interface Pairing {
  readonly pairs: Pair[]
  /** Edges that agree besides those along which the pairing grew. */
  readonly supportingEdges: number
  /** Sum over the pairs of how well each fits, 0 … 1. */
  readonly accuracy: number
}

interface Proposal extends Pair {
  readonly difference: number
}

/** Grows outwards from a root pair along edges that agree, best agreement first, each minutia used once. */
function growPairing(probe: EdgeTable, candidate: EdgeTable, root: Pair): Pairing {
  const partnerOf = new Int16Array(probe.template.x.length).fill(-1)
  const taken = new Uint8Array(candidate.template.x.length)
  const pairs: Pair[] = []
  const proposals: Proposal[] = [{ ...root, difference: 0 }]
  let supportingEdges = 0
  let accuracy = 0
  for (let proposal = takeBest(proposals); proposal !== undefined; proposal = takeBest(proposals)) {
    const { probe: p, candidate: c } = proposal
    if (partnerOf[p] === c) supportingEdges++
    if (partnerOf[p] !== -1 || taken[c] === 1) continue
    if (pairs.length > 0 && !fitsRoot(probe, candidate, root, proposal)) continue
    partnerOf[p] = c
    taken[c] = 1
    pairs.push({ probe: p, candidate: c })
    accuracy += 1 - proposal.difference
    propose(proposals, probe, candidate, proposal)
  }
  return { pairs, supportingEdges, accuracy }
}

function takeBest(proposals: Proposal[]): Proposal | undefined {
  let best = 0
  for (let i = 1; i < proposals.length; i++) {
    if (proposals[i]!.difference < proposals[best]!.difference) best = i
  }
  const last = proposals.pop()
  if (last === undefined || best === proposals.length) return last
  const taken = proposals[best]
  proposals[best] = last
  return taken
}

function propose(proposals: Proposal[], probe: EdgeTable, candidate: EdgeTable, from: Pair): void {
  const first = from.candidate * edgesPerMinutia
  const start = from.probe * edgesPerMinutia
  for (let i = start; i < start + probe.edgeCount[from.probe]!; i++) {
    for (let j = first; j < first + candidate.edgeCount[from.candidate]!; j++) {
      const difference = edgeDifference(probe, i, candidate, j)
      if (difference < 1) {
        proposals.push({ probe: probe.neighbour[i]!, candidate: candidate.neighbour[j]!, difference })
      }
    }
  }
}

/** Skin stretches a pairing bit by bit, but not without end: seen from the root each pair must still lie about right. */
function fitsRoot(probe: EdgeTable, candidate: EdgeTable, root: Pair, pair: Pair): boolean {
  const a = edgeBetween(probe.template, root.probe, pair.probe)
  const b = edgeBetween(candidate.template, root.candidate, pair.candidate)
  const angle = angleTolerance * 2
  return (
    Math.abs(a.length - b.length) < lengthTolerance * 1.5 + stretch * 1.5 * a.length &&
    angleGap(a.fromAngle, b.fromAngle) < angle &&
    angleGap(a.backAngle, b.backAngle) < angle
  )
}

function pairingScore(probe: EdgeTable, candidate: EdgeTable, pairing: Pairing): number {
  const count = pairing.pairs.length
  if (count < 3) return 0
  const alike = pairing.pairs.filter(
    (pair) => probe.template.type[pair.probe] === candidate.template.type[pair.candidate],
  )
  const back = pairing.pairs.map((pair) => ({ probe: pair.candidate, candidate: pair.probe }))
  const missing =
    unpairedInside(probe.template, candidate.template, pairing.pairs) +
    unpairedInside(candidate.template, probe.template, back)
  const share = (2 * count) / (2 * count + missing)
  return (pairing.supportingEdges * 0.5 + alike.length + count + pairing.accuracy) * share * scoreScale
}

/** Minutiae of the probe without a partner, where the candidate's print covers their place and should show one. */
function unpairedInside(
  probe: MinutiaeTemplate,
  candidate: MinutiaeTemplate,
  pairs: readonly Pair[],
): number {
  const shift = alignment(probe, candidate, pairs)
  const paired = new Set(pairs.map((pair) => pair.probe))
  let count = 0
  for (let minutia = 0; minutia < probe.x.length; minutia++) {
    if (paired.has(minutia)) continue
    const at = shift(probe.x[minutia]!, probe.y[minutia]!)
    if (candidate.x.some((x, i) => Math.hypot(x - at.x, candidate.y[i]! - at.y) < coveredRadius)) count++
  }
  return count
}

/** The turn and shift that bring the paired minutiae of the probe nearest to their partners (least squares). */
function alignment(probe: MinutiaeTemplate, candidate: MinutiaeTemplate, pairs: readonly Pair[]) {
  let px = 0
  let py = 0
  let cx = 0
  let cy = 0
  for (const pair of pairs) {
    px += probe.x[pair.probe]! / pairs.length
    py += probe.y[pair.probe]! / pairs.length
    cx += candidate.x[pair.candidate]! / pairs.length
    cy += candidate.y[pair.candidate]! / pairs.length
  }
  let along = 0
  let across = 0
  for (const pair of pairs) {
    const dx = probe.x[pair.probe]! - px
    const dy = probe.y[pair.probe]! - py
    const ex = candidate.x[pair.candidate]! - cx
    const ey = candidate.y[pair.candidate]! - cy
    along += dx * ex + dy * ey
    across += dx * ey - dy * ex
  }
  const size = Math.hypot(along, across) || 1
  const cos = along / size
  const sin = across / size
  return (x: number, y: number) => ({
    x: cx + (x - px) * cos - (y - py) * sin,
    y: cy + (x - px) * sin + (y - py) * cos,
  })
}
