import type { ComparedField } from '../../core/contracts/desk/session.ts'
import {
  type Claim,
  claimByWord,
  claimFault,
  differencesOf,
  formOf,
  isContradiction,
} from '../../core/enrollment/claims.ts'
import { markLetters, readsTheSame } from '../../core/enrollment/compare-letters.ts'
import {
  type ComparedFieldName,
  comparedFields,
  isComparedField,
  whoWins,
} from '../../core/enrollment/who-wins.ts'
import { type CardQr, parseCardQr } from '../../core/qr/card-qr.ts'
import type { CaptureSession } from './capture-session.ts'
import { withGoodParts } from './good-parts.ts'

/** What the QR of an old card says, in the registry's fields; null where it says nothing of one. */
export function cardValues(scannedCard: string | null): Partial<Record<ComparedFieldName, string | null>> {
  if (scannedCard === null) return {}
  const { name, birthDate, sex, residence, legacyNumber, fatherName, motherName }: CardQr =
    parseCardQr(scannedCard)
  return { name, birthDate, sex, residence: residence || null, legacyNumber, fatherName, motherName }
}

/** What the applicant says: the details once they are written down, what a claim has of it before or where the registry won. */
function declaredValue({ claims, details }: CaptureSession, field: ComparedFieldName): string | null {
  const claim = claims.find((one) => one.field === field)
  const written = details?.person[field] ?? null
  if (!claim || (written !== null && !readsTheSame(written, claim.registry))) return written
  return claim.declared
}

/** The table registry | card | citizen, every field in the law's order. */
export function comparison(session: CaptureSession): readonly ComparedField[] {
  const card = cardValues(session.scannedCard)
  const claims = claimsOf(session)
  const { papers } = withGoodParts(session)
  return comparedFields.map((field) => {
    const registry = session.registry?.person[field] ?? null
    const declared = declaredValue(session, field)
    const { label, wins, rule } = whoWins[field]
    const differs = declared !== null && !readsTheSame(registry, declared)
    const claim = claims.find((one) => one.field === field) ?? null
    return {
      field,
      label,
      registry,
      card: card[field] ?? null,
      declared,
      marks: differs && registry ? markLetters(registry, declared) : [],
      wins,
      rule,
      open: isContradiction({ field, registry, declared }) && differs && !isSettled(claim, papers),
      claim,
    }
  })
}

const isSettled = (claim: Claim | null, papers: CaptureSession['papers']) =>
  claim !== null && claimFault(claim, papers) === null

/**
 * The claims as the packet tells them: those that were made at the comparison, each with what the applicant confirmed since,
 * and those that the applicant's word alone makes. What both sides meanwhile agree on, and what the details no longer say, is
 * no claim.
 */
export function claimsOf(session: CaptureSession): readonly Claim[] {
  const { registry, details, citizenConfirmed } = session
  if (!registry) return []
  const made = session.claims
    .filter((claim) => !readsTheSame(claim.registry, claim.declared) && isStillMeant(claim, details))
    .map((claim) => ({
      ...claim,
      form: formOf(claim),
      confirmedByCitizen: citizenConfirmed.includes(claim.field),
    }))
  const byWord = details
    ? differencesOf(registry.person, details.person)
        .filter(({ field }) => !made.some((claim) => claim.field === field))
        .flatMap((difference) => claimByWord(difference) ?? [])
    : []
  return [...made, ...byWord]
}

/** The details say what the claim lets stand. */
function isStillMeant(claim: Claim, details: CaptureSession['details']): boolean {
  if (!details || !isComparedField(claim.field)) return true
  const standing = claim.winner === 'DECLARED' ? claim.declared : claim.registry
  return readsTheSame(details.person[claim.field], standing)
}
