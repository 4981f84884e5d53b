import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import type { App } from '../kernel/app.ts'
import { type ApplicationStatus, applicationStatus, StatusNotFound } from './application-status.ts'
import type { LookUpGuard } from './look-up-guard.ts'

/** What the composition adds for the page that the whole country may ask. */
export interface WithLookUps {
  readonly lookUps: LookUpGuard
}

export interface StatusLookUp {
  readonly code: string
  readonly birthDate: string
  readonly network: string
  readonly proof: string | null
}

/** The status of a file for whoever asks from outside. Throws StatusNotFound, ProofNeeded, TooManyLookUps. */
export async function lookUpStatus(
  app: App & WithLookUps,
  { code, birthDate, network, proof }: StatusLookUp,
): Promise<ApplicationStatus> {
  const asked = { code: parseApplicationCode(code), network, proof }
  app.lookUps.admit(asked)
  try {
    return await applicationStatus(app, { code, birthDate })
  } catch (error) {
    if (error instanceof StatusNotFound) app.lookUps.failed(asked)
    throw error
  }
}
