import { z } from 'zod'
import { type Claim, personAfter } from '../../core/enrollment/claims.ts'
import { readsTheSame } from '../../core/enrollment/compare-letters.ts'
import { declaredPersonSchema, packetManifestSchema } from '../../core/enrollment/packet.ts'
import { isComparedField, whoWins } from '../../core/enrollment/who-wins.ts'
import { requireUnsigned, type CaptureSession } from './capture-session.ts'
import { ClaimElsewhere, NothingToCompare } from './details-refusals.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

export const comparisonSchema = z.strictObject({ claims: packetManifestSchema.shape.claims })

/**
 * Keeps who wins, field by field. The registry's side is taken from its answer, not from the screen. Details that are written
 * down already follow: where the registry wins its word is written, where the applicant does theirs. Throws ClaimElsewhere.
 */
export async function saveComparison(
  kiosk: Kiosk,
  id: string,
  input: z.infer<typeof comparisonSchema>,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'compare')
    const { registry } = session
    if (!registry) throw new NothingToCompare()
    const claims = input.claims.flatMap((claim): Claim[] => {
      if (!isComparedField(claim.field)) return []
      const { proof, label, rule } = whoWins[claim.field]
      if (claim.winner === 'DECLARED' && proof === 'ELSEWHERE') throw new ClaimElsewhere(label, rule)
      return [{ ...claim, registry: registry.person[claim.field], confirmedByCitizen: false }]
    })
    return keep(kiosk, withClaims(session, claims))
  })
}

function withClaims(session: CaptureSession, claims: readonly Claim[]): CaptureSession {
  const { details } = session
  const declared = Object.fromEntries(
    claims.flatMap(({ field, winner, declared: value }) =>
      winner === 'DECLARED' && value !== null ? [[field, value]] : [],
    ),
  )
  const person =
    details && declaredPersonSchema.parse(personAfter({ ...details.person, ...declared }, claims))
  return {
    ...session,
    claims: [...claims],
    details: details && person && { ...details, person },
    citizenConfirmed: session.citizenConfirmed.filter((field) => isUntouched(field, session.claims, claims)),
  }
}

/** A confirmation is of certain letters: other ones are confirmed again. */
function isUntouched(field: string, before: readonly Claim[], after: readonly Claim[]): boolean {
  const valueIn = (claims: readonly Claim[]) =>
    claims.find((claim) => claim.field === field)?.declared ?? null
  return readsTheSame(valueIn(before), valueIn(after))
}
