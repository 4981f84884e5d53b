import type { IncomingMessage } from 'node:http'
import type { ZodType } from 'zod'
import { DomainError } from '../../core/errors.ts'

export interface LocalRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Of the body, without parameters; null where there is none. */
  readonly mediaType: string | null
  /** The JSON body read as agreed, `{}` where there is none. Throws {@link MalformedRequest}. */
  read<T>(schema: ZodType<T>): T
  /** A body that is a file of one of these media types. Throws {@link MalformedRequest}. */
  bytes(types: readonly FileType[]): FileBody
  /** Aborted when the screen that asked goes away. */
  readonly gone: AbortSignal
}

export const fileTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type FileType = (typeof fileTypes)[number]

export interface FileBody {
  readonly type: FileType
  readonly content: Uint8Array<ArrayBuffer>
}

/** JSON, or bytes of a media type; `undefined` answers 204. */
export type LocalAnswer =
  | { readonly json: unknown }
  | { readonly bytes: Uint8Array; readonly type: string }
  | undefined

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
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

/** Signatures travel as pictures inside JSON; papers and photographs as files. */
const longestJson = 1_048_576
const longestFile = 20 * 1_048_576

/** A request's body, read whole and not yet understood. */
export interface LocalBody {
  readonly mediaType: string | null
  readonly content: Uint8Array<ArrayBuffer>
}

/** Throws {@link MalformedRequest} where there is too much of it. */
export async function readBody(request: IncomingMessage): Promise<LocalBody> {
  const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? null
  const longest = isFileType(mediaType) ? longestFile : longestJson
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > longest) throw new MalformedRequest([`body: more than ${longest} bytes`])
    parts.push(part)
  }
  return { mediaType: length === 0 ? null : mediaType, content: new Uint8Array(Buffer.concat(parts)) }
}

const isFileType = (type: string | null): type is FileType => fileTypes.some((known) => known === type)

/** What a route reads of a body. */
export function bodyReader({
  mediaType,
  content,
}: LocalBody): Pick<LocalRequest, 'mediaType' | 'read' | 'bytes'> {
  return {
    mediaType,
    read: (schema) => readAs(schema, jsonOf(content)),
    bytes(types) {
      const type = types.find((known) => known === mediaType)
      if (!type || content.length === 0) throw new MalformedRequest([`body: not ${types.join(', ')}`])
      return { type, content }
    },
  }
}

function jsonOf(content: Uint8Array): unknown {
  if (content.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder().decode(content))
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
