import type { Bilingual } from '../errors.ts'
import { fullEffort, matchPacked } from './match-finger.ts'
import { packFinger } from './packed-finger.ts'
import type { EnrolledFinger } from './person-record.ts'
import { fingerNames, type FingerPosition } from './positions.ts'
import { type ProbeFinger, probeFinger } from './probe-finger.ts'

/**
 * A finger of the session that is another than it was captured as:
 * OPERATOR  it is the officer's own finger `matches`
 * REPEATED  it was captured before in this session, as `matches`
 * SWAPPED   the person's earlier file has it as `matches`
 */
export interface FingerFinding {
  readonly kind: 'OPERATOR' | 'REPEATED' | 'SWAPPED'
  readonly position: FingerPosition
  readonly matches: FingerPosition
  /** SWAPPED: `matches` is on the other hand. */
  readonly otherHand: boolean
  readonly score: number
}

export interface KnownFingers {
  /** Of the person's earlier file; none for a first one. */
  readonly earlier?: readonly EnrolledFinger[]
  /** Of the officer at the desk. */
  readonly operator?: readonly EnrolledFinger[]
}

/**
 * Surer than matchThreshold: ten fingers make some 235 comparisons with others, and a false alarm sends an honest
 * person back to the glass. The same finger twice on one scanner scores in the hundreds.
 */
const surelySame = 60

/**
 * What is wrong with the fingers of one session, given in the order of capture; nothing for an honest one. A finding asks
 * for another capture and a look, never more: the earlier file may be the one that is wrong.
 */
export function checkFingers(session: readonly EnrolledFinger[], known: KnownFingers = {}): FingerFinding[] {
  const own = packed(session)
  const earlier = packed(known.earlier)
  const operator = packed(known.operator)
  return session.flatMap(({ position, template }, i) => {
    const probe = probeFinger(template)
    const looks = [
      ['OPERATOR', bestOf(probe, operator)],
      ['REPEATED', bestOf(probe, own.slice(0, i))],
      ['SWAPPED', bestOf(probe, earlier)],
    ] as const
    return looks.flatMap(([kind, best]) => {
      if (!best || best.score < surelySame || (kind === 'SWAPPED' && best.position === position)) return []
      const otherHand = kind === 'SWAPPED' && isRight(best.position) !== isRight(position)
      return [{ kind, position, matches: best.position, otherHand, score: Math.round(best.score) }]
    })
  })
}

interface PackedFinger {
  readonly position: FingerPosition
  readonly words: Uint32Array
}

function packed(fingers: readonly EnrolledFinger[] = []): PackedFinger[] {
  return fingers.map(({ position, template }) => ({ position, words: packFinger(template) }))
}

function bestOf(probe: ProbeFinger, fingers: readonly PackedFinger[]) {
  return fingers
    .map(({ position, words }) => ({ position, score: matchPacked(probe, words, 0, fullEffort) }))
    .sort((a, b) => b.score - a.score)[0]
}

const isRight = (position: FingerPosition) => position <= 5

/** What the officer is told. */
export function findingText({ kind, position, matches, otherHand }: FingerFinding): Bilingual {
  const shown = fingerNames[position]
  const known = fingerNames[matches]
  if (kind === 'OPERATOR') {
    return {
      vi: `${shown.vi}: đây là ngón tay của cán bộ, hãy lăn ngón tay của công dân.`,
      en: `${shown.en}: this is the officer’s finger; capture the citizen’s.`,
    }
  }
  if (kind === 'REPEATED') {
    return {
      vi: `${shown.vi}: trùng với ngón vừa lăn (${known.vi.toLowerCase()}), hãy lăn lại đúng ngón.`,
      en: `${shown.en}: the same finger as the ${known.en.toLowerCase()} just captured; capture the right one.`,
    }
  }
  const hand = otherHand ? { vi: 'nhầm bàn tay', en: 'wrong hand' } : { vi: 'nhầm ngón', en: 'wrong finger' }
  return {
    vi: `${shown.vi}: có thể ${hand.vi}, hồ sơ trước ghi ngón này là ${known.vi.toLowerCase()}.`,
    en: `${shown.en}: perhaps the ${hand.en}; the earlier file has it as the ${known.en.toLowerCase()}.`,
  }
}
