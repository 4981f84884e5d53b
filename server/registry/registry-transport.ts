import { once } from 'node:events'
import { Agent, request as httpsRequest } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { createSecureContext, type SecureContext } from 'node:tls'
import { IllegalEnvironment } from '../kernel/env.ts'

/** Where the remote registry is, whom to trust there and who we are; certificates and key in PEM. */
export interface RegistryEndpoint {
  readonly url: string
  /** The only authorities whose server certificates are accepted. */
  readonly ca: string
  readonly certificate: string
  readonly key: string
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMs: number
}

/** What came back, or a code of why nothing did. */
export type AttemptResult =
  | { readonly status: number; readonly body: string }
  | { readonly status: null; readonly fault: string }

/** One attempt to post a JSON text. */
export type RegistryTransport = (path: string, body: string) => Promise<AttemptResult>

/** A record has some two kilobytes. */
const longestAnswer = 65_536

/** Mutual TLS with connections kept alive. Throws {@link IllegalEnvironment} for an address or certificates of no use. */
export function registryTransport({ url, timeoutMs, ...identity }: RegistryEndpoint): RegistryTransport {
  if (!url.startsWith('https://')) throw new IllegalEnvironment(['REGISTRY_URL: https only'])
  const base = url.replace(/\/+$/, '')
  const secureContext = readIdentity(identity)
  // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch the check off.
  const agent = new Agent({ keepAlive: true, secureContext, rejectUnauthorized: true })
  return async (path, body) => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await post(new URL(base + path), body, { agent, signal })
    } catch (error) {
      return { status: null, fault: signal.aborted ? 'TIMED_OUT' : faultCode(error) }
    }
  }
}

function readIdentity({
  ca,
  certificate,
  key,
}: Pick<RegistryEndpoint, 'ca' | 'certificate' | 'key'>): SecureContext {
  const inPem = [ca, certificate, key].every((text) => text.includes('-----BEGIN '))
  try {
    if (inPem) return createSecureContext({ ca, cert: certificate, key, minVersion: 'TLSv1.2' })
  } catch {
    // OpenSSL's words could quote the key file.
  }
  throw new IllegalEnvironment([
    'REGISTRY_CA_FILE, REGISTRY_CERTIFICATE_FILE, REGISTRY_KEY_FILE: not PEM, or the key is not that of the certificate',
  ])
}

async function post(
  url: URL,
  body: string,
  { agent, signal }: { readonly agent: Agent; readonly signal: AbortSignal },
): Promise<AttemptResult> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  }
  const request = httpsRequest(url, { method: 'POST', agent, signal, headers })
  request.end(body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  // A break after the headers is met where the body is read.
  request.on('error', () => undefined)
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    // Cut off here it is no JSON any more, and refused as that.
    if (length > longestAnswer) break
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }
}

/** Node's and OpenSSL's codes (ECONNREFUSED, CERT_HAS_EXPIRED …) name no data. Anything without a code is a bug. */
function faultCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
