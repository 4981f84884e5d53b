import type { Bilingual } from '../../../core/errors.ts'
import { type Fields, readFields, readString, readText, UnreadableAnswer } from '../answer-parts.ts'
import { noAnswer, type NoAnswer } from '../ask-server.ts'

/** What the server said to somebody who signed in: an answer, a refusal in words, or that they are not signed in any more. */
export type Said<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | { readonly kind: 'signedOut' }
  | NoAnswer
export type Failed = Exclude<Said<never>, { readonly kind: 'answer' }>

/** A slow upload over a slow network has its time. */
const patienceMilliseconds = 60_000

async function send(path: string, init: RequestInit): Promise<Response | NoAnswer> {
  try {
    return await fetch(path, {
      ...init,
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMilliseconds),
    })
  } catch {
    return noAnswer('unreachable')
  }
}

const asCitizen = { 'x-signed-in-as': 'citizen' }

const refusalText = (body: unknown): Bilingual => {
  const { vi, en } = readFields(body)
  return { vi: readString(vi), en: readString(en) }
}

/** POST of JSON, or of a page's bytes, to a route. */
export async function post<Answer>(
  path: string,
  body: object | Blob,
  read: (answer: Fields) => Answer,
): Promise<Said<Answer>> {
  const isBytes = body instanceof Blob
  const response = await send(path, {
    method: 'POST',
    headers: { 'content-type': isBytes ? 'application/octet-stream' : 'application/json', ...asCitizen },
    body: isBytes ? body : JSON.stringify(body),
  })
  return 'kind' in response ? response : readResponse(response, read)
}

async function readResponse<Answer>(
  response: Response,
  read: (answer: Fields) => Answer,
): Promise<Said<Answer>> {
  if (response.status === 401) return { kind: 'signedOut' }
  if (response.status === 429) return noAnswer('tooMany')
  try {
    const answer: unknown = await response.json()
    if (response.ok) return { kind: 'answer', answer: read(readFields(answer)) }
    return { kind: 'refused', text: refusalText(answer) }
  } catch {
    return noAnswer('outOfOrder')
  }
}

export interface Question<Answer> {
  /** A constant text with one field, and its name. */
  readonly query: string
  readonly field: string
  readonly read: (value: unknown) => Answer
}

const refusals = '__typename ... on DomainRefusal { text { vi en } }'

/** A question whose field answers with a union; `selection` is what is read of its one good member. */
export function question<Answer>(
  head: string,
  call: string,
  { member, selection, read }: { member: string; selection: string; read: (value: Fields) => Answer },
): Question<Answer> {
  const field = call.split('(')[0] ?? call
  return {
    query: `${head} { ${call} { ${refusals} ... on ${member} { ${selection} } } }`,
    field,
    read: (value) => read(readFields(value)),
  }
}

/** Asks as the citizen who signed in. Never throws. */
export async function ask<Answer>(
  { query, field, read }: Question<Answer>,
  variables: object = {},
): Promise<Said<Answer>> {
  const response = await send('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...asCitizen,
    },
    body: JSON.stringify({ query, variables }),
  })
  if ('kind' in response) return response
  if (response.status === 429) return noAnswer('tooMany')
  try {
    return readGraphql(readFields(await response.json()), { field, read })
  } catch {
    return noAnswer('outOfOrder')
  }
}

function readGraphql<Answer>(
  { data, errors }: Fields,
  { field, read }: Pick<Question<Answer>, 'field' | 'read'>,
): Said<Answer> {
  if (Array.isArray(errors) && errors.length > 0) {
    const { extensions } = readFields(errors[0])
    const said = readFields(extensions)
    if (said['code'] === 'UNAUTHENTICATED' || said['code'] === 'FORBIDDEN') return { kind: 'signedOut' }
    return { kind: 'refused', text: refusalText(said) }
  }
  const value = readFields(data)[field]
  if (value === undefined || value === null) throw new UnreadableAnswer(field)
  if (!Array.isArray(value) && typeof value === 'object') {
    const { __typename: kind, text } = readFields(value)
    if (kind === 'DomainRefusal') return { kind: 'refused', text: readText(text) }
  }
  return { kind: 'answer', answer: read(value) }
}
