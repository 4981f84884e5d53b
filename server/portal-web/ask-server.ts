/** Longer than a slow rural connection needs, shorter than a person waits. */
const patienceMilliseconds = 20_000

/** Why there is no answer: no connection, asked too often, or a server that is not well. */
export type Trouble = 'unreachable' | 'tooMany' | 'outOfOrder'

export interface NoAnswer {
  readonly kind: 'trouble'
  readonly trouble: Trouble
}

export const noAnswer = (trouble: Trouble): NoAnswer => ({ kind: 'trouble', trouble })

interface GraphqlQuestion {
  readonly operationName: string
  /** A constant text: the server may allow it by its hash and refuse every other one. */
  readonly query: string
  readonly variables: object
}

/** POST, so that nothing of what was typed gets into an address, a history or a log of addresses. Never throws. */
export async function askServer<Answer>(
  question: GraphqlQuestion,
  read: (body: unknown) => Answer,
): Promise<Answer | NoAnswer> {
  let response: Response
  let body: string
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify(question),
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMilliseconds),
    })
    body = await response.text()
  } catch {
    return noAnswer('unreachable')
  }
  if (response.status === 429) return noAnswer('tooMany')
  try {
    return read(JSON.parse(body))
  } catch {
    return noAnswer('outOfOrder')
  }
}
