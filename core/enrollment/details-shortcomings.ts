import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { claimFault, differencesOf, isContradiction, type PersonKnown } from './claims.ts'
import type { PacketManifest } from './packet.ts'
import { type PaperCase, papersFor } from './papers.ts'
import { type Shortcoming, shortcoming } from './shortcomings.ts'
import { isComparedField, whoWins } from './who-wins.ts'

/** The parts of a file on which the completeness of its details depends. */
export type DetailsParts = PaperCase & Pick<PacketManifest, 'consent'>

/**
 * What is missing of details that follow a form: consent, papers, and what each claim rests on. The same gate at desk and
 * server; a packet that names no form is of an older kiosk and owes none of it.
 */
export function detailsShortcomings(parts: DetailsParts, on: CalendarDate): readonly Shortcoming[] {
  return [
    ...(parts.consent === null ? [shortcoming('CONSENT_MISSING')] : []),
    ...openClaims(parts),
    ...papersFor(parts, on)
      .filter(({ required, papers }) => required && papers.length === 0)
      .map(({ label }) => named('PAPER_MISSING', label)),
  ]
}

const claimCodes = {
  PAPER: 'CLAIM_WITHOUT_PAPER',
  CONFIRMATION: 'CLAIM_UNCONFIRMED',
  ELSEWHERE: 'CLAIM_ELSEWHERE',
} as const

function openClaims({ claims, papers }: DetailsParts): readonly Shortcoming[] {
  return claims.flatMap((claim) => {
    const fault = claimFault(claim, papers)
    return fault && isComparedField(claim.field) ? [named(claimCodes[fault], whoWins[claim.field].label)] : []
  })
}

/** Contradictions with the registry of which nobody has said who wins; the desk asks, the server lets the register's word stand. */
export function silentDifferences(
  registered: PersonKnown,
  { person, claims }: Pick<PacketManifest, 'person' | 'claims'>,
): readonly Shortcoming[] {
  const claimed = new Set(claims.map(({ field }) => field))
  return differencesOf(registered, person)
    .filter((one) => isContradiction(one) && !claimed.has(one.field))
    .map(({ field }) => named('DIFFERENCE_OPEN', whoWins[field].label))
}

function named(code: Parameters<typeof shortcoming>[0], what: Bilingual): Shortcoming {
  const { text, ...rest } = shortcoming(code)
  return { ...rest, text: { vi: `${what.vi}: ${text.vi}`, en: `${what.en}: ${text.en}` } }
}
