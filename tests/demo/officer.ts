import { callJson, Refused } from './http.ts'

/** A signed-in officer at the server's GraphQL border. */
export interface Officer {
  ask<Answer>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>
  /** Posts a form with files. */
  post(path: string, form: FormData): Promise<void>
}

interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, { readonly __typename?: string; readonly code?: string } | null>>
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

/** Signs in with name and password; answers throw {@link Refused} when they are refusals. */
export async function signIn(server: string, username: string, password: string): Promise<Officer> {
  const response = await fetch(`${server}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  if (!response.ok) throw new Refused('SIGN_IN', username)
  const cookie = response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  return {
    async ask<Answer>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
      return askGraphql<Answer>(server, { query, variables }, { cookie })
    },
    async post(path, form) {
      const answer = await fetch(server + path, { method: 'POST', headers: { cookie }, body: form })
      const refusal = (await answer.json()) as { readonly code?: string; readonly en?: string }
      if (!answer.ok) throw new Refused(refusal.code ?? String(answer.status), refusal.en ?? '')
    },
  }
}

export async function askGraphql<Answer>(
  server: string,
  body: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await callJson<GraphqlAnswer>(`${server}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'x-graphql-yoga-csrf': '1' },
    body,
  })
  const [error] = answer.errors ?? []
  if (error) throw new Refused(error.extensions?.code ?? 'GRAPHQL', error.message)
  for (const field of Object.values(answer.data ?? {})) {
    if (field?.__typename === 'DomainRefusal') throw new Refused(field.code ?? 'REFUSED', '')
  }
  return answer.data as Answer
}
