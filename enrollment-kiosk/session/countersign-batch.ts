import type { DeskRefusal } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'
import { countersignSession } from './countersign.ts'
import type { Kiosk } from './kiosk.ts'
import { deskRefusal } from './refusal-advice.ts'

/** What became of each file, by its code. */
export type CountersignAnswer = Readonly<Record<string, 'SEALED' | DeskRefusal>>

/**
 * Seals several signed files under the supervisor's one authentication, one after the other. Each is judged by itself: a
 * file that may not be sealed does not stop those behind it. Throws OfficerNotSignedIn.
 */
export async function countersignBatch(kiosk: Kiosk, codes: readonly string[]): Promise<CountersignAnswer> {
  kiosk.officers.require('supervisor')
  const answer: Record<string, 'SEALED' | DeskRefusal> = {}
  for (const code of new Set(codes)) {
    try {
      await countersignSession(kiosk, code)
      answer[code] = 'SEALED'
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      answer[code] = deskRefusal(error)
    }
  }
  return answer
}
