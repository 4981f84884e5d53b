import { DomainError } from '../../core/errors.ts'

/** The history keeps codes: a sentence could name a person. */
const reasonCode = /^[A-Z][A-Z_]{1,39}$/

/** What was given as the reason is no code. */
export class ReasonNotListed extends DomainError<'REASON_NOT_LISTED'> {
  constructor() {
    super('REASON_NOT_LISTED', {
      vi: 'Hãy chọn lý do trong danh sách, không ghi bằng lời.',
      en: 'Choose the reason from the list instead of writing one.',
    })
  }
}

/** Reasons stand in histories and in the audit: a code, never words about a person. Throws {@link ReasonNotListed}. */
export function demandCode(reason: string): void {
  if (!reasonCode.test(reason)) throw new ReasonNotListed()
}
