import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { attemptSchema, type FieldVisit, fieldVisitSchema } from '../../../core/field/field-visit.ts'
import type { EntryAnswer, FieldForm } from '../../../core/field/outbox.ts'
import type { VisitReport } from '../../../core/residence/visit-report.ts'

/** Why nothing came of a question. */
export type LineTrouble =
  | { readonly kind: 'offline' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'outOfOrder' }
  | { readonly kind: 'refused'; readonly text: Bilingual }

export class LineBroken extends Error {
  readonly trouble: LineTrouble
  constructor(trouble: LineTrouble) {
    super(trouble.kind)
    this.trouble = trouble
  }
}

const patienceMilliseconds = 30_000
const textSchema = z.object({ vi: z.string(), en: z.string() })
const errorSchema = z.object({
  message: z.string(),
  extensions: z.object({ code: z.string().optional(), vi: z.string().optional() }).optional(),
})
const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorSchema).optional(),
})
const refusalSchema = z.object({ __typename: z.literal('DomainRefusal'), text: textSchema })

/** Asks the server and answers the one field of the question. Throws {@link LineBroken}. */
async function ask<Value>(
  question: { readonly query: string; readonly variables?: object },
  field: string,
  schema: z.ZodType<Value>,
): Promise<Value> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(patienceMilliseconds),
  }).catch(() => {
    throw new LineBroken({ kind: 'offline' })
  })
  const answer = answerSchema.safeParse(await response.json().catch(() => null))
  if (!answer.success) throw new LineBroken({ kind: 'outOfOrder' })
  const { data, errors = [] } = answer.data
  const [error] = errors
  if (error) throw new LineBroken(troubleOf(error))
  const refused = refusalSchema.safeParse(data?.[field])
  if (refused.success) throw new LineBroken({ kind: 'refused', text: refused.data.text })
  return schema.parse(data?.[field])
}

function troubleOf({ message, extensions }: z.infer<typeof errorSchema>): LineTrouble {
  if (extensions?.code === 'UNAUTHENTICATED') return { kind: 'signedOut' }
  if (extensions?.vi === undefined) return { kind: 'outOfOrder' }
  return { kind: 'refused', text: { vi: extensions.vi, en: message } }
}

const sessionSchema = z.object({ officerId: z.string(), name: z.string() })

export const whoIsSignedIn = () => ask({ query: '{ session { officerId name } }' }, 'session', sessionSchema)

const pageSchema = z.object({ visits: z.array(fieldVisitSchema), next: z.string().nullable() })
const visitsQuery = `query ($after: String) { myVisits(first: 50, after: $after) {
  __typename
  ... on VisitsToMake { visits {
    id unitCode hamlet purpose formSerial dueOn residentId name birthDate sex addresses visits lastOutcome lastVisitedAt
    nextAttempt { on part }
  } next }
  ... on DomainRefusal { text { vi en } }
} }`

/** All open assignments of whoever is signed in. */
export async function fetchVisits(): Promise<readonly FieldVisit[]> {
  const visits: FieldVisit[] = []
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof pageSchema> = await ask(
      { query: visitsQuery, variables: { after } },
      'myVisits',
      pageSchema,
    )
    visits.push(...page.visits)
    after = page.next
    if (after === null) return visits
  }
}

const refusedSchema = z.object({ code: z.string(), text: textSchema }).nullable()
const answeredSchema = z.object({ clientId: z.string(), refusal: refusedSchema })
const answerOf = ({ clientId, refusal }: z.infer<typeof answeredSchema>): EntryAnswer => ({
  clientId,
  refusal: refusal && { code: refusal.code, ...refusal.text },
})

const visitsSchema = z.object({
  visits: z.array(answeredSchema.extend({ nextAttempt: attemptSchema.nullable() })),
})
const sendVisitsQuery = `mutation ($visits: [VisitInput!]!) { syncVisits(visits: $visits) {
  __typename
  ... on SyncedVisits { visits { clientId nextAttempt { on part } refusal { code text { vi en } } } }
  ... on DomainRefusal { text { vi en } }
} }`

export async function sendVisits(reports: readonly VisitReport[]): Promise<readonly EntryAnswer[]> {
  const variables = { visits: reports }
  const { visits } = await ask({ query: sendVisitsQuery, variables }, 'syncVisits', visitsSchema)
  return visits.map(answerOf)
}

const formsSchema = z.object({ forms: z.array(answeredSchema) })
const sendFormsQuery = `mutation ($forms: [FieldFormInput!]!) { syncFieldForms(forms: $forms) {
  __typename
  ... on SyncedFieldForms { forms { clientId refusal { code text { vi en } } } }
  ... on DomainRefusal { text { vi en } }
} }`

export async function sendForms(forms: readonly FieldForm[]): Promise<readonly EntryAnswer[]> {
  const variables = { forms: forms.map((form) => ({ ...form, answers: JSON.stringify(form.answers) })) }
  const answered = await ask({ query: sendFormsQuery, variables }, 'syncFieldForms', formsSchema)
  return answered.forms.map(answerOf)
}
