import type { IncomingMessage } from 'node:http'
import { z, type ZodType } from 'zod'
import { DomainError } from '../../core/errors.ts'

export interface LocalRequest {
  readonly params: Readonly<Record<string, string>>
  /** The JSON body read as agreed. Throws {@link MalformedRequest}. */
  read<T>(schema: ZodType<T>): T
  /** Aborted when the screen that asked goes away. */
  readonly gone: AbortSignal
}

/** JSON, or bytes of a media type; `undefined` answers 204. */
export type LocalAnswer =
  | { readonly json: unknown }
  | { readonly bytes: Uint8Array; readonly type: string }
  | undefined

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Segments; `:name` is a parameter. */
  readonly path: string
  readonly handle: (request: LocalRequest) => Promise<LocalAnswer> | LocalAnswer
}

export class MalformedRequest extends DomainError<'MALFORMED_REQUEST'> {
  constructor(faults: readonly string[]) {
    super(
      'MALFORMED_REQUEST',
      {
        vi: `Dữ liệu nhập chưa đúng: ${faults.join('; ')}`,
        en: `The input is not as agreed: ${faults.join('; ')}`,
      },
      { faults: faults.length },
    )
  }
}

export class RouteUnknown extends DomainError<'ROUTE_UNKNOWN'> {
  constructor() {
    super('ROUTE_UNKNOWN', { vi: 'Không có chức năng này.', en: 'There is no such function.' })
  }
}

const longestBody = 65_536

/** The route and its parameters. Throws {@link RouteUnknown}. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Record<string, string> } {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : null
    if (params) return { route, params }
  }
  throw new RouteUnknown()
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/')
  const given = path.split('/')
  if (expected.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, segment] of expected.entries()) {
    const value = given[i] ?? ''
    if (segment.startsWith(':')) params[segment.slice(1)] = value
    else if (segment !== value) return null
  }
  return params
}

/** The request's JSON, `{}` where there is no body. Throws {@link MalformedRequest}. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > longestBody) throw new MalformedRequest(['body: too long'])
    parts.push(part)
  }
  if (length === 0) return {}
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new MalformedRequest(['body: not JSON'])
  }
}

/** Names the fields that are wrong, never what was typed into them. */
export function readAs<T>(schema: ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new MalformedRequest(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'} (${issue.code})`),
  )
}

export const fingerPositionSchema = z.coerce.number().int().min(1).max(10)
