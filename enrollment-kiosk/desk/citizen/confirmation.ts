import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { FieldName } from '../../../core/card/layout.ts'
import { needsConfirmation } from '../../../core/enrollment/claims.ts'

/** What stands on the card and is the citizen's to confirm, in the card's order; the two days of the card follow from the law. */
export const confirmedFields = [
  'name',
  'birthDate',
  'sex',
  'nationality',
  'residence',
  'birthRegistrationPlace',
] as const satisfies readonly FieldName[]

/** Names that are spelled otherwise than the registry has them: each is confirmed by itself, letter by letter. */
export const lettersToConfirm = ({ comparison }: SessionView) =>
  comparison.filter(({ claim }) => claim !== null && needsConfirmation(claim))

export const isCardConfirmed = ({ citizenConfirmed }: Pick<SessionView, 'citizenConfirmed'>): boolean =>
  confirmedFields.every((field) => citizenConfirmed.includes(field))
