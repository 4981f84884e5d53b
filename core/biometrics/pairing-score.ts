import type { Comparison, Pairing } from './grow-pairing.ts'
import { angleOf, turnGap, turnTo, xOf, yOf } from './packed-finger.ts'
import type { ProbeFinger } from './probe-finger.ts'

const coveredSquare = 40 * 40 // pixels² from some minutia of a print: there the print was seen
const besideSquare = 12 * 12 // once a print is laid on the other, its minutiae lie this near their partners
const besideTurn = 16 // 1/256 turn, 22°
const placeSpread = 10 // pixels between partners, at which a pair counts 0,61
const turnSpread = 12 // 1/256 turn
/** Of 25.920 pairs of different fingers measured, the best then scores under 40. */
const scale = 4.5

/** Scratch: the candidate laid on the probe, and who has no partner. */
const laidX = new Float64Array(256)
const laidY = new Float64Array(256)
const laidAngle = new Uint8Array(256)
const probeFree = new Uint8Array(256)
const candidateFree = new Uint8Array(256)

/**
 * Lays the candidate on the probe as the pairing says. Counts for: each pair, by how near its minutiae come to lie and point,
 * with a bonus for the same type; edges that support the pairing; and minutiae that find a partner only now. Counts against:
 * minutiae without a partner where the other print was seen and should show one.
 */
export function pairingScore(comparison: Comparison, pairing: Pairing): number {
  const { probe, words, at } = comparison
  const candidates = words[at]!
  layOver(comparison, pairing)
  probeFree.fill(1, 0, probe.count)
  candidateFree.fill(1, 0, candidates)
  let points = pairing.support * 0.5
  for (let i = 0; i < pairing.count; i++) {
    const p = pairing.probe[i]!
    const c = pairing.candidate[i]!
    probeFree[p] = 0
    candidateFree[c] = 0
    const dx = laidX[c]! - probe.x[p]!
    const dy = laidY[c]! - probe.y[p]!
    const turn = turnGap[(laidAngle[c]! - probe.angle[p]!) & 255]!
    points +=
      2 *
      Math.exp(
        -(dx * dx + dy * dy) / (2 * placeSpread * placeSpread) -
          (turn * turn) / (2 * turnSpread * turnSpread),
      )
    if (probe.type[p] === 1 + (words[at + 1 + c]! >>> 30)) points += 0.5
  }
  const { beside, missing } = lookBeside(probe, candidates)
  const paired = 2 * (pairing.count + beside)
  const share = paired / (paired + missing)
  return (points + beside) * share * Math.sqrt(share) * scale
}

/** The turn and shift that bring the paired minutiae of the candidate nearest to their partners (least squares). */
function layOver({ probe, words, at }: Comparison, { count, ...pairing }: Pairing): void {
  let px = 0
  let py = 0
  let cx = 0
  let cy = 0
  for (let i = 0; i < count; i++) {
    const word = words[at + 1 + pairing.candidate[i]!]!
    px += probe.x[pairing.probe[i]!]!
    py += probe.y[pairing.probe[i]!]!
    cx += xOf(word)
    cy += yOf(word)
  }
  px /= count
  py /= count
  cx /= count
  cy /= count
  let along = 0
  let across = 0
  for (let i = 0; i < count; i++) {
    const word = words[at + 1 + pairing.candidate[i]!]!
    const dx = probe.x[pairing.probe[i]!]! - px
    const dy = probe.y[pairing.probe[i]!]! - py
    along += dx * (xOf(word) - cx) + dy * (yOf(word) - cy)
    across += dy * (xOf(word) - cx) - dx * (yOf(word) - cy)
  }
  const size = Math.sqrt(along * along + across * across) || 1
  const cos = along / size
  const sin = across / size
  const turn = turnTo(cos, sin)
  for (let c = 0; c < words[at]!; c++) {
    const word = words[at + 1 + c]!
    const dx = xOf(word) - cx
    const dy = yOf(word) - cy
    laidX[c] = px + dx * cos - dy * sin
    laidY[c] = py + dx * sin + dy * cos
    laidAngle[c] = angleOf(word) + turn
  }
}

const result = { beside: 0, missing: 0 }
const probeSeen = new Uint8Array(256)

/** Pairs up what came to lie beside each other, and counts what has no partner though the other print covers its place. */
function lookBeside({ count, x, y, angle }: ProbeFinger, candidates: number): typeof result {
  result.beside = 0
  result.missing = 0
  probeSeen.fill(0, 0, count)
  for (let c = 0; c < candidates; c++) {
    const free = candidateFree[c] === 1
    let nearest = besideSquare
    let found = -1
    let seen = 0
    for (let p = 0; p < count; p++) {
      const dx = x[p]! - laidX[c]!
      const dy = y[p]! - laidY[c]!
      const square = dx * dx + dy * dy
      if (square >= coveredSquare) continue
      seen = 1
      probeSeen[p] = 1
      if (!free || square >= nearest || probeFree[p] === 0) continue
      if (turnGap[(laidAngle[c]! - angle[p]!) & 255]! >= besideTurn) continue
      nearest = square
      found = p
    }
    if (found >= 0) {
      probeFree[found] = 0
      result.beside++
    } else if (free) result.missing += seen
  }
  for (let p = 0; p < count; p++) result.missing += probeFree[p]! & probeSeen[p]!
  return result
}
