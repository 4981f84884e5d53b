import type { AgencyQuestion, QuestionSubject } from '../contracts/agency-query.ts'
import { matchingKey } from '../text/vietnamese.ts'
import type { SharedField } from './fields.ts'
import type { Grants } from './grants.ts'
import { purposeRule } from './purposes.ts'
import { fieldNotGranted, SharingRefused } from './refusals.ts'

/** What of a question the rules look at. */
export interface JudgedQuestion extends Pick<AgencyQuestion, 'purpose' | 'subject' | 'reference'> {
  readonly fields: readonly SharedField[]
}

/** Why an agency with these grants is not answered, or null. One field too many refuses the whole question. */
export function refusalFor(grants: Grants, question: JudgedQuestion): SharingRefused | null {
  const { purpose, fields, subject, reference } = question
  if (reference.replaceAll(/\D/g, '').includes(subject.number))
    return new SharingRefused('REFERENCE_NAMES_PERSON', 'reference')
  const granted = grants[purpose]
  const { kind, ceiling } = purposeRule(purpose)
  // Whoever may ask about cards may not ask the register about people.
  if (!granted || kind === 'CARD') return new SharingRefused('PURPOSE_NOT_GRANTED', 'purpose')
  // The ceiling again: a grant of earlier days does not outlive the rule.
  const refused = fields.find((field) => !granted.includes(field) || !ceiling.includes(field))
  if (refused) return fieldNotGranted(refused)
  const claimsBoth = subject.name !== undefined && subject.birthDate !== undefined
  if (kind === 'CONFIRM' && !(claimsBoth && fields.length === ceiling.length))
    return new SharingRefused('CLAIMS_NEEDED', 'subject')
  return null
}

/** The register's own name and birth date of a person. */
interface PersonOnFile {
  readonly name: string
  readonly birthDate: string
}

/**
 * Whether what the agency says of the person agrees with the register: the name by letters and tones, however it is
 * spelled; the birth date as far as the register knows it.
 */
export function agrees(person: PersonOnFile, { name, birthDate }: Omit<QuestionSubject, 'number'>): boolean {
  const sameName = name === undefined || matchingKey(name) === matchingKey(person.name)
  const sameBirth = birthDate === undefined || sameBirthDate(person.birthDate, birthDate)
  return sameName && sameBirth
}

/** Many elderly people have only a year on file: a full date of that year agrees, never the other way round. */
const sameBirthDate = (onFile: string, claimed: string) =>
  onFile === claimed || (onFile.length < claimed.length && claimed.startsWith(`${onFile}-`))
