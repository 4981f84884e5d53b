import { type ChipProfileName, chipProfiles } from '../../../core/card/chip-profile.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import type { SignerProfile } from '../../../core/pki/signer-profile.ts'
import type { App } from '../../kernel/app.ts'

/** The curve of the next signer: document signers' by the profile of new chips; the QR's algorithm is ES256. */
export function curveOfSigner(app: App, profile: SignerProfile): CurveName {
  const { chipProfile } = app.env
  return profile === 'DOCUMENT_SIGNER' && chipProfile !== null
    ? chipProfiles[chipProfile].documentSigner.curve
    : 'P-256'
}

/**
 * Every curve that has to have a signer; the one of new chips is the last, so that its signer is the newest. A job keeps the profile that
 * it was planned with, also when the installation has changed to another one since.
 */
export async function curvesOfSigner(app: App, profile: SignerProfile): Promise<readonly CurveName[]> {
  const present = curveOfSigner(app, profile)
  if (profile !== 'DOCUMENT_SIGNER') return [present]
  const jobs = await app.db.$queryRaw<{ profile: string | null }[]>`
    SELECT DISTINCT "chip"->>'profile' AS "profile" FROM "PrintJob"
    WHERE "chip" IS NOT NULL AND "status" = 'PLANNED'`
  const others = jobs.flatMap(({ profile: name }) =>
    isProfile(name) ? [chipProfiles[name].documentSigner.curve] : [],
  )
  return [...new Set(others.filter((curve) => curve !== present)), present]
}

const isProfile = (name: string | null): name is ChipProfileName => name !== null && name in chipProfiles
