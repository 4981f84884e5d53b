/** A population registry on the other end of a real mutual TLS connection; the test says what it answers. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  type FindRequest,
  findPath,
  findRequestSchema,
  type RegisterProvisionalRequest,
  registerProvisionalRequestSchema,
} from '../../../core/contracts/resident-registry.ts'
import { openssl, openWorkshop } from '../pki/openssl.ts'

/** All in PEM. */
export interface TlsIdentity {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** Identities for 127.0.0.1 by their names, all under one new authority. */
export function makeTlsIdentities<Name extends string>(
  ...names: readonly Name[]
): Readonly<Record<Name, TlsIdentity>> {
  using workshop = openWorkshop()
  const { path } = workshop
  const read = (name: string) => readFileSync(path(name), 'utf8')
  const certify = (name: string, ...parameters: readonly string[]) => {
    const files = ['-keyout', path(`${name}.key`), '-out', path(`${name}.crt`)]
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
    openssl(['req', '-x509', ...key, ...files, '-days', '2', '-subj', `/CN=${name}`, ...parameters])
  }
  certify('test-authority', '-addext', 'keyUsage=critical,keyCertSign')
  const issued = names.map((name): [Name, TlsIdentity] => {
    const issuer = ['-CA', path('test-authority.crt'), '-CAkey', path('test-authority.key')]
    certify(name, ...issuer, '-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=CA:FALSE')
    return [
      name,
      { ca: read('test-authority.crt'), certificate: read(`${name}.crt`), key: read(`${name}.key`) },
    ]
  })
  return Object.fromEntries(issued) as Record<Name, TlsIdentity>
}

/** HOLD never answers, STALL stops in the middle of an answer; BREAK and CUT end the connection before and within one. */
export type Reply = 'HOLD' | 'STALL' | 'BREAK' | 'CUT' | { readonly status: number; readonly body: unknown }

export interface ReceivedCall {
  readonly path: string
  readonly headers: string
  readonly body: FindRequest | RegisterProvisionalRequest
}

export interface RegistryServer {
  readonly url: string
  readonly calls: readonly ReceivedCall[]
  /** The next calls get these replies in turn, and the last of them from then on. */
  reply(...replies: readonly [Reply, ...Reply[]]): void
  close(): Promise<void>
}

export async function openRegistryServer({ ca, certificate, key }: TlsIdentity): Promise<RegistryServer> {
  const calls: ReceivedCall[] = []
  let replies: Reply[] = ['BREAK']
  const server = createServer({ ca, cert: certificate, key, requestCert: true, rejectUnauthorized: true })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const schema = request.url?.endsWith(findPath) ? findRequestSchema : registerProvisionalRequestSchema
    const body = schema.parse(JSON.parse(await text(request)))
    calls.push({ path: request.url ?? '', headers: JSON.stringify(request.headers), body })
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? 'BREAK'
    if (reply === 'HOLD') return undefined
    if (reply === 'BREAK') return request.socket.destroy()
    if (reply === 'STALL') return response.writeHead(200).write('{"resident":')
    if (reply === 'CUT') return response.writeHead(200).write('{"resident":', () => request.socket.destroy())
    const content = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
    return response.writeHead(reply.status, { 'content-type': 'application/json' }).end(content)
  }
  server.on('request', (request, response) => void answer(request, response))
  // A client whose certificate is refused.
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    reply(...next) {
      calls.length = 0
      replies = [...next]
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
