import { request as httpRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** A refusal that the system answered with, by its code. */
export class Refused extends Error {
  readonly code: string
  constructor(code: string, text: string) {
    super(`${code}: ${text}`)
    this.code = code
  }
}

interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One JSON call; throws {@link Refused} with the answer's code. */
export async function callJson<Answer>(
  url: string,
  { method = 'GET', headers = {}, body }: Call = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = (text === '' ? {} : JSON.parse(text)) as Answer & { code?: string; en?: string }
  if (!response.ok) throw new Refused(answer.code ?? String(response.status), answer.en ?? '')
  return answer
}

/** An emulator's switch, over its Unix socket. */
export function control(socketPath: string, route: string, body?: unknown): Promise<void> {
  const [method, path] = route.split(' ')
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { socketPath, method, path, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${route}: ${response.statusCode}`)),
        )
      },
    )
    request.once('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Asks until there is an answer. Everything the demo waits for is a state that the system will reach, or a fault. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | null | undefined | false>,
  seconds = 120,
): Promise<Answer> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    const answer = await ask()
    if (answer) return answer
    await pause(100)
  }
  throw new Error(`waited ${seconds} s in vain for: ${what}`)
}
