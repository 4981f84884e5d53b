import { commandIdHeader } from '../../../core/contracts/desk/station.ts'
import { commandId } from './command-id.ts'
import { DeskRefused, refusalIn } from './refusal.ts'

export interface Command {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** JSON, or a picture or paper as it is. */
  readonly body?: object | Blob
  /** Session and revision that the officer acted on (`commandScope`); without it the command belongs to no file. */
  readonly scope?: string
  /** Takes the command back: the agent stops what waits for a person, a capture above all. */
  readonly signal?: AbortSignal
}

export interface DeskClient {
  /** Throws {@link DeskRefused}, and TypeError where the agent does not answer. */
  get<Answer>(path: string, signal?: AbortSignal): Promise<Answer>
  /** The same command again while it runs is the same run. Throws as `get`. */
  send<Answer>(command: Command): Promise<Answer>
  /** Sent at once, for a page that goes away: nobody hears the answer. */
  sendLast(path: string, body: object): void
  /** A picture, paper or PDF. */
  bytes(path: string, signal?: AbortSignal): Promise<Blob>
  /** The agent's server-sent events, as long as the line holds. */
  events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

/** How often and after how long a command asks again for its turn: longer than a write takes, shorter than a finger. */
const turns = 15
const turnMilliseconds = 120

export function createDeskClient(token: string): DeskClient {
  const authorization = `Bearer ${token}`
  const running = new Map<string, Promise<unknown>>()
  const answered = new Map<string, number>()
  /** A press is of this window and this load of it: what was refused before a reload may be asked again after it. */
  const thisWindow = crypto.randomUUID()

  async function fetchOk(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization, ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(path, { ...init, headers, cache: 'no-store' })
    if (!response.ok) throw new DeskRefused(refusalIn(await response.json().catch(() => null)))
    return response
  }

  async function run(key: string, command: Command, body: string): Promise<unknown> {
    const { method, path, scope = '' } = command
    const id = await commandId({
      scope: `${thisWindow} ${scope}`,
      method,
      path,
      body,
      answered: answered.get(key) ?? 0,
    })
    const picture = command.body instanceof Blob ? command.body : null
    const type = picture ? picture.type : 'application/json'
    const countAnswer = () => answered.set(key, (answered.get(key) ?? 0) + 1)
    try {
      const response = await fetchOk(path, {
        method,
        ...(command.signal && { signal: command.signal }),
        headers: { [commandIdHeader]: id, 'content-type': type },
        body: picture ?? (body === '' ? null : body),
      })
      countAnswer()
      const text = await response.text()
      return text === '' ? undefined : JSON.parse(text)
    } catch (error) {
      // Without an answer nobody knows whether it was done: the next press asks for the same.
      if (error instanceof DeskRefused) countAnswer()
      throw error
    }
  }

  /** A file does one thing at a time: what is typed is written and the citizen confirms while the officer goes on. */
  async function runInTurn(key: string, command: Command, body: string): Promise<unknown> {
    for (let left = turns; ; left--) {
      try {
        return await run(key, command, body)
      } catch (error) {
        if (left === 0 || !(error instanceof DeskRefused) || error.refusal.code !== 'SESSION_BUSY')
          throw error
        await new Promise((resolve) => setTimeout(resolve, turnMilliseconds))
      }
    }
  }

  return {
    async get<Answer>(path: string, signal?: AbortSignal) {
      const response = await fetchOk(path, signal ? { signal } : {})
      return (await response.json()) as Answer
    },
    async send<Answer>(command: Command) {
      const body = await bodyText(command.body)
      const key = [command.scope, command.method, command.path, body].join('\n')
      const known = running.get(key)
      if (known) return (await known) as Answer
      const work = runInTurn(key, command, body).finally(() => running.delete(key))
      running.set(key, work)
      return (await work) as Answer
    },
    sendLast(path, body) {
      // Nothing may be waited for any more, so the id is drawn and not derived.
      const headers = {
        authorization,
        [commandIdHeader]: crypto.randomUUID(),
        'content-type': 'application/json',
      }
      const last = fetch(path, { method: 'PUT', keepalive: true, headers, body: JSON.stringify(body) })
      last.catch(() => undefined)
    },
    async bytes(path, signal) {
      const response = await fetchOk(path, signal ? { signal } : {})
      return await response.blob()
    },
    async events(signal) {
      const { body } = await fetchOk('/events', { signal })
      if (!body) throw new TypeError('no stream')
      return body
    },
  }
}

/** The body as text, a picture by its digest: what tells one command from another. */
async function bodyText(body: Command['body']): Promise<string> {
  if (body === undefined) return ''
  if (!(body instanceof Blob)) return JSON.stringify(body)
  const digest = await crypto.subtle.digest('SHA-256', await body.arrayBuffer())
  return new Uint8Array(digest).toString()
}
