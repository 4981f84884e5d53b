import type { Kiosk } from '../session/kiosk.ts'

/** Whoever sits here, the supervisor first. Throws OfficerNotSignedIn. */
export function seatedOfficer({ officers }: Pick<Kiosk, 'officers'>): string {
  return (officers.find('supervisor') ?? officers.require('operator')).officerId
}
