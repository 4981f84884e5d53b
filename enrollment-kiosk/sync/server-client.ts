import type { webcrypto } from 'node:crypto'
import type { ZodType } from 'zod'
import {
  applicationCodeHeader,
  kioskSettingsSchema,
  packetReceiptSchema,
  type KioskSettings,
  type PacketReceipt,
} from '../../core/contracts/kiosk-sync.ts'
import {
  assertionType,
  machineAnswerSchema,
  tokenAnswerSchema,
  type MachineAnswer,
  type MachineRequest,
} from '../../core/contracts/machine-sign-in.ts'
import { clientAssertion } from './machine-identity.ts'
import { fetchServer, readAnswer, type ServerAddress, type ServerRequest } from './http.ts'

const json = { 'content-type': 'application/json' } as const
/** A token is renewed this long before it ends. */
const renewalMs = 30_000

/** POST /machines: asks for a certificate. Throws ServerUnreachable, ServerRefusal, ServerAnswerUnreadable, as all here. */
export async function requestMachine(server: ServerAddress, request: MachineRequest): Promise<MachineAnswer> {
  const body = JSON.stringify(request)
  return readAnswer(
    await fetchServer(server, { method: 'POST', path: '/machines', headers: json, body }),
    machineAnswerSchema,
  )
}

/** GET /machines/{id}: has an administrator confirmed it? */
export async function fetchMachine(server: ServerAddress, id: string): Promise<MachineAnswer> {
  return readAnswer(await fetchServer(server, { path: `/machines/${id}` }), machineAnswerSchema)
}

export interface SealedFile {
  readonly applicationCode: string
  /** The sealed packet, DER. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What a certified machine may ask of the server. */
export interface ServerClient {
  fetchSettings(): Promise<KioskSettings>
  /** POST /packets; the same bytes again give the same receipt. */
  sendPacket(packet: SealedFile, signal: AbortSignal): Promise<PacketReceipt>
}

/** Signs in by RFC 7523 when a token is needed and once more when the server no longer takes it. */
export function openServerClient(
  server: ServerAddress,
  machine: { readonly id: string; readonly privateKey: webcrypto.CryptoKey },
  clock: () => number,
): ServerClient {
  let token: { text: string; until: number } | null = null

  async function signIn(): Promise<string> {
    const path = '/machines/token'
    const assertion = await clientAssertion({
      machine: machine.id,
      privateKey: machine.privateKey,
      audience: server.url + path,
      now: clock(),
    })
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: assertionType,
      client_assertion: assertion,
    })
    const answer = await readAnswer(
      await fetchServer(server, { method: 'POST', path, body }),
      tokenAnswerSchema,
    )
    token = { text: answer.access_token, until: clock() + answer.expires_in * 1000 - renewalMs }
    return answer.access_token
  }

  async function authorised<T>(request: ServerRequest, schema: ZodType<T>): Promise<T> {
    const send = async (bearer: string) => {
      try {
        return await fetchServer(server, {
          ...request,
          headers: { ...request.headers, authorization: `Bearer ${bearer}` },
        })
      } catch (error) {
        // A server that refuses the token may cut the upload before its 401 is read.
        token = null
        throw error
      }
    }
    const known = token && clock() < token.until ? token.text : await signIn()
    let response = await send(known)
    if (response.status === 401) {
      await response.body?.cancel()
      response = await send(await signIn())
    }
    return readAnswer(response, schema)
  }

  return {
    fetchSettings: () => authorised({ path: '/kiosk/settings' }, kioskSettingsSchema),
    sendPacket: (packet, signal) =>
      authorised(
        {
          method: 'POST',
          path: '/packets',
          headers: { 'content-type': 'application/cms', [applicationCodeHeader]: packet.applicationCode },
          body: packet.bytes,
          signal,
        },
        packetReceiptSchema,
      ),
  }
}
