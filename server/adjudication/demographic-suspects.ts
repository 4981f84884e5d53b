import { fewestSearchedFingers } from '../../core/adjudication/finger-bands.ts'
import type { Transaction } from '../kernel/db.ts'
import type { CaseCandidate, Suspect } from './case-candidates.ts'
import { compareWithResident, type ComparedFingers, type Fingers } from './compare-fingers.ts'
import { type DemographicDuplicate, demographicDuplicates } from './demographic-duplicates.ts'
import { ownRecords } from './own-records.ts'

interface Screened {
  readonly residentId: string
  readonly declaredLegacyNumber: string | null
  /** Null without fingers to compare: then whoever is only a little like is shown to the officer too. */
  readonly fingers: Fingers | null
}

/**
 * Whom the applicant may be by person and number. Whoever has enrolled is compared finger by finger at once: fingers that differ
 * clear those who are only like, and stand beside those whom people look at anyway.
 */
export async function demographicSuspects(
  tx: Transaction,
  { residentId, declaredLegacyNumber, fingers }: Screened,
): Promise<readonly Suspect[]> {
  const withSiblings = fingers === null
  const found = await demographicDuplicates(tx, { residentId, declaredLegacyNumber, withSiblings })
  const looked = found.filter(({ verdict }) => fingers === null || verdict !== 'UNLIKE')
  const suspects: Suspect[] = []
  for (const duplicate of looked) {
    const records = await ownRecords(tx, duplicate.residentId)
    const compared = fingers && (await compareWithResident(tx, fingers, records))
    if (fingers && isToldApart(duplicate, compared)) continue
    const origin = duplicate.verdict === 'UNLIKE' ? 'WITHOUT_BIOMETRICS' : 'DEMOGRAPHIC'
    suspects.push({ origin, candidate: candidateOf(duplicate, compared) })
  }
  return suspects
}

function isToldApart({ verdict, sameHousehold }: DemographicDuplicate, compared: ComparedFingers | null) {
  if (verdict === 'TWIN') return false
  if (!compared || compared.fingers.length < fewestSearchedFingers) return sameHousehold
  return compared.likeness === 'STRANGER'
}

function candidateOf(
  { residentId, grounds }: DemographicDuplicate,
  compared: ComparedFingers | null,
): CaseCandidate {
  if (!compared) return { residentId, referenceId: null, grounds, scores: [], fingers: [] }
  const { referenceId, fingers, score, likeness } = compared
  return {
    residentId,
    referenceId,
    grounds: likeness === 'STRANGER' ? grounds : [...grounds, 'FINGERS'],
    scores: [{ abis: null, score, likeness }],
    fingers,
  }
}
