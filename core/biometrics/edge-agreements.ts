import { angleTolerance, edgesPerMinutia, lengthTolerance, noEdge, turnGap } from './packed-finger.ts'
import { boxOfAngle, boxOfBackAngle, boxOfLength, type ProbeFinger } from './probe-finger.ts'

/** Far more than two prints of one finger agree in; what exceeds it is not looked at. */
const mostAgreements = 16_384
const mostRoots = 128
/** Two edges that agree fairly, or no root; each of them counts 8 … 16. */
const leastVotes = 20
/** 0 for equal edges … 16 for edges at the tolerance. */
export const worstDifference = 16

/*
 * Scratch of one comparison after the other: nothing is allocated while a gallery is searched. Agreement h says that the
 * candidate's edge from minutia c to toCandidate[h] looks like the probe's from fromProbe[h] to toProbe[h]; those of minutia
 * c are first[c] … first[c + 1] - 1.
 */
export const agreements = {
  first: new Int32Array(257),
  fromProbe: new Uint8Array(mostAgreements),
  toProbe: new Uint8Array(mostAgreements),
  toCandidate: new Uint8Array(mostAgreements),
  difference: new Uint8Array(mostAgreements),
}

/** The pairs of minutiae with the most edges that agree, best first; earlier minutiae first among equals. */
export const roots = {
  count: 0,
  votes: new Int32Array(mostRoots),
  probe: new Uint8Array(mostRoots),
  candidate: new Uint8Array(mostRoots),
}

const votes = new Int32Array(256)

/** Looks up every edge of the candidate among the probe's, and keeps the `wanted` best pairs to begin a pairing with. */
export function findAgreements(
  probe: ProbeFinger,
  words: Uint32Array,
  { at, wanted, edges }: { readonly at: number; readonly wanted: number; readonly edges: number },
): void {
  const count = words[at]!
  const most = Math.min(wanted, mostRoots)
  roots.count = 0
  let found = 0
  for (let minutia = 0; minutia < count; minutia++) {
    agreements.first[minutia] = found
    const before = found
    const start = at + 1 + count + minutia * edgesPerMinutia
    found = lookUpEdges(probe, words, { start, end: start + edges }, found)
    keepRoots(before, found, minutia, most)
  }
  agreements.first[count] = found
}

function lookUpEdges(
  probe: ProbeFinger,
  words: Uint32Array,
  { start, end }: { readonly start: number; readonly end: number },
  before: number,
): number {
  const { boxStart, entry, entryTo } = probe
  const { fromProbe, toProbe, toCandidate, difference } = agreements
  let found = before
  for (let k = start; k < end; k++) {
    const edge = words[k]!
    if (edge === noEdge) break
    const length = edge & 255
    const from = (edge >>> 8) & 255
    const back = (edge >>> 16) & 255
    const box = boxOfLength[length]! + boxOfAngle[from]! + boxOfBackAngle[back]!
    for (let e = boxStart[box]!, last = boxStart[box + 1]!; e < last; e++) {
      const like = entry[e]!
      const fromGap = turnGap[((like >>> 8) - from) & 255]!
      const backGap = turnGap[((like >>> 16) - back) & 255]!
      const lengthGap = Math.abs((like & 255) - length)
      // One branch for all three: each alone goes either way half the time, and costs a wrong guess of the processor.
      const within = (fromGap - angleTolerance) & (backGap - angleTolerance) & (lengthGap - lengthTolerance)
      if (within >= 0 || found === mostAgreements) continue
      const byAngle = (fromGap > backGap ? fromGap : backGap) * 2
      const byLength = ((lengthGap * worstDifference) / lengthTolerance) | 0
      const worse = byAngle > byLength ? byAngle : byLength
      const minutia = like >>> 24
      fromProbe[found] = minutia
      toProbe[found] = entryTo[e]!
      toCandidate[found] = edge >>> 24
      difference[found] = worse
      found++
      votes[minutia]! += worstDifference - (worse >> 1)
    }
  }
  return found
}

/** Puts the pairs of one candidate minutia into the list of roots, in order of votes; leaves all votes 0. */
function keepRoots(before: number, found: number, candidate: number, most: number): void {
  const { fromProbe } = agreements
  for (let h = before; h < found; h++) {
    const probe = fromProbe[h]!
    const count = votes[probe]!
    votes[probe] = 0
    if (count <= leastVotes) continue
    if (roots.count === most && count <= roots.votes[most - 1]!) continue
    let place = roots.count < most ? roots.count++ : most - 1
    while (place > 0 && roots.votes[place - 1]! < count) {
      roots.votes[place] = roots.votes[place - 1]!
      roots.probe[place] = roots.probe[place - 1]!
      roots.candidate[place] = roots.candidate[place - 1]!
      place--
    }
    roots.votes[place] = count
    roots.probe[place] = probe
    roots.candidate[place] = candidate
  }
}
