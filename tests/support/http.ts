/** The server's real border: its routes on a free port, and clients of each kind. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { assertionType, tokenAnswerSchema } from '../../core/contracts/machine-sign-in.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { createHttp, type Readiness } from '../../server/http.ts'
import { publicUrl, type TestApp } from './app.ts'
import { assertionOf, type Machine } from './machines.ts'
import type { Account } from './officers.ts'

export interface HttpServer {
  readonly url: string
  close(): Promise<void>
}

/** Everything stands ready. */
export const ready: Readiness = { migrations: true, worker: true, bundles: true }

/** `pages` are the built ones; without them an empty page stands for each. */
export async function openHttp(
  { app, dataDir }: TestApp,
  readiness = ready,
  pages?: { readonly portal: string; readonly consoles: string },
): Promise<HttpServer> {
  const page = join(dataDir, 'page')
  await mkdir(page, { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Tra cứu hồ sơ</title>')
  const server = createServer(await createHttp(app, { portal: page, consoles: page, ...pages, readiness }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Headers by which the server knows a client; empty for nobody. */
export type Credentials = Readonly<Record<string, string>>
export const nobody: Credentials = {}

/** An officer's session. */
export async function signIn(
  { url }: HttpServer,
  account: Pick<Account, 'username' | 'password'>,
): Promise<{ readonly status: number; readonly credentials: Credentials }> {
  const { username, password } = account
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl },
    body: JSON.stringify({ username, password }),
  })
  await response.arrayBuffer()
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return { status: response.status, credentials: { cookie: cookie.join('; '), origin: publicUrl } }
}

/** A machine's wish for a token, as it stands on the wire. */
export function askForToken({ url }: HttpServer, assertion: string): Promise<Response> {
  const body = {
    grant_type: 'client_credentials',
    client_assertion_type: assertionType,
    client_assertion: assertion,
  }
  return fetch(`${url}/machines/token`, { method: 'POST', body: new URLSearchParams(body) })
}

/** A machine's token. */
export async function tokenOf(server: HttpServer, app: ServerApp, machine: Machine): Promise<Credentials> {
  const answer = await askForToken(server, await assertionOf(app, machine))
  const { access_token: token } = tokenAnswerSchema.parse(await answer.json())
  return { authorization: `Bearer ${token}` }
}

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
})

export interface GraphqlAnswer {
  readonly status: number
  /** Everything that came over the wire. */
  readonly text: string
  readonly data: Readonly<Record<string, unknown>> | null
  /** `extensions.code` of each error, or its message where it has none. */
  readonly errors: readonly string[]
}

export const csrfHeader = 'x-graphql-yoga-csrf'

export async function askGraphql(
  { url }: HttpServer,
  question: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> },
  headers: Credentials = nobody,
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [csrfHeader]: '1', ...headers },
    body: JSON.stringify(question),
  })
  const text = await response.text()
  const { data, errors = [] } = answerSchema.parse(JSON.parse(text))
  return {
    status: response.status,
    text,
    data: data ?? null,
    errors: errors.map(({ message, extensions }) => {
      const code = extensions?.['code']
      return typeof code === 'string' ? code : message
    }),
  }
}

/** A refusal over HTTP: its status and code; the body must be in both languages. */
export async function refusalIn(response: Response): Promise<string> {
  const refusal = z.object({ code: z.string(), vi: z.string().min(1), en: z.string().min(1) })
  const { code } = refusal.parse(await response.json())
  return `${response.status} ${code}`
}
