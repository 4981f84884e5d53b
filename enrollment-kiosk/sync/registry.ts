import { z } from 'zod'
import { citizenNumberSchema, type CitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { PartialDate } from '../../core/dates/calendar-date.ts'
import { queryServer } from './graphql.ts'
import type { ServerAddress } from './http.ts'
import { ServerAnswerUnreadable, ServerRefusal, ServerUnreachable } from './refusals.ts'

const known = z.string().nullable()

/** A person as the population registry holds them; what it does not know is null. */
export const registryPersonSchema = z.object({
  name: known,
  birthDate: known,
  sex: known,
  nationality: known,
  ethnicity: known,
  religion: known,
  birthRegistrationPlace: known,
  placeOfOrigin: known,
  residence: known,
  residenceUnit: known,
  birthProvince: known,
  legacyNumber: known,
  fatherName: known,
  motherName: known,
})

export const registrySubjectSchema = z.object({
  number: citizenNumberSchema,
  version: z.int().nonnegative(),
  pulledAt: z.iso.datetime(),
  person: registryPersonSchema,
})
export type RegistrySubject = z.infer<typeof registrySubjectSchema>

export type RegistryAnswer =
  | { readonly outcome: 'FOUND'; readonly subject: RegistrySubject }
  | { readonly outcome: 'UNKNOWN' | 'UNREACHABLE' }

const subjectDocument = `query EnrollmentSubject($number: String!, $birthDate: String!) {
  enrollmentSubject(number: $number, birthDate: $birthDate) {
    __typename
    ... on EnrollmentSubject {
      number version pulledAt
      person {
        name birthDate sex nationality ethnicity religion birthRegistrationPlace placeOfOrigin residence
        residenceUnit birthProvince legacyNumber fatherName motherName
      }
    }
    ... on SubjectUnknown { text { vi en } }
    ... on RegistryUnreachable { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

const answerSchema = z.discriminatedUnion('__typename', [
  registrySubjectSchema.extend({ __typename: z.literal('EnrollmentSubject') }),
  z.object({ __typename: z.literal('SubjectUnknown') }),
  z.object({ __typename: z.literal('RegistryUnreachable') }),
])

/**
 * Asks the population registry, through the server, as the operator. A registry or server that cannot be reached does
 * not stop the desk: the file goes on with declared data. Throws OfficerSessionEnded, ServerQueryFailed, ServerRefusal.
 */
export async function askRegistry(
  server: ServerAddress,
  officer: { readonly cookie: string },
  subject: { readonly number: CitizenNumber; readonly birthDate: PartialDate },
): Promise<RegistryAnswer> {
  try {
    const { number, birthDate } = subject
    const answer = await queryServer(server, officer, {
      document: subjectDocument,
      variables: { number, birthDate },
      schema: answerSchema,
    })
    if (answer.__typename === 'SubjectUnknown') return { outcome: 'UNKNOWN' }
    if (answer.__typename === 'RegistryUnreachable') return { outcome: 'UNREACHABLE' }
    const { number: found, version, pulledAt, person } = answer
    return { outcome: 'FOUND', subject: { number: found, version, pulledAt, person } }
  } catch (error) {
    if (isOutage(error)) return { outcome: 'UNREACHABLE' }
    throw error
  }
}

function isOutage(error: unknown): boolean {
  if (error instanceof ServerUnreachable || error instanceof ServerAnswerUnreadable) return true
  return error instanceof ServerRefusal && error.status >= 500
}
