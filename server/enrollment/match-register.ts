import { claimFault } from '../../core/enrollment/claims.ts'
import { readsTheSame } from '../../core/enrollment/compare-letters.ts'
import type { DeclaredPerson, PacketManifest } from '../../core/enrollment/packet.ts'
import { matchingKey } from '../../core/text/vietnamese.ts'

/** Fields by which a file and a record are of one person. */
const identifying = ['name', 'birthDate', 'sex'] as const
type Identifying = (typeof identifying)[number]

const agrees: Readonly<Record<Identifying, (registered: string, declared: string) => boolean>> = {
  name: (registered, declared) => matchingKey(registered) === matchingKey(declared),
  birthDate: (registered, declared) => registered === declared,
  sex: (registered, declared) => registered === declared,
}

/**
 * Whether the declared person is the registered one. Where name, birth date or sex differ, only a settled claim lets the file
 * on: the applicant's word, for exactly what the file declares, with its paper and, for a name, confirmed letter by letter.
 * The register's word then stands on the card until the correction is decided.
 */
export function matchesRegister(registered: DeclaredPerson, manifest: PacketManifest): boolean {
  const { person, claims, papers } = manifest
  return identifying.every((field) => {
    if (agrees[field](registered[field], person[field])) return true
    return claims.some(
      (claim) =>
        claim.field === field &&
        claim.winner === 'DECLARED' &&
        readsTheSame(claim.declared, person[field]) &&
        claimFault(claim, papers) === null,
    )
  })
}

/** The register's word stands on the card; what it does not know comes from the desk. */
export function authoritative(registered: DeclaredPerson, declared: DeclaredPerson): DeclaredPerson {
  const known = Object.entries(registered).filter(([, value]) => value !== null && value !== '')
  return { ...declared, ...Object.fromEntries(known) }
}
