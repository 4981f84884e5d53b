import type { webcrypto } from 'node:crypto'
import { z, type ZodType } from 'zod'
import { type ReturnedContent, returnedContentSchema } from '../../core/contracts/kiosk-day.ts'
import {
  applicationCodeHeader,
  kioskSettingsSchema,
  lengthHeader,
  packetProgressSchema,
  packetReceiptSchema,
  packetStateSchema,
  deviceReportAnswerSchema,
  type DeviceReportAnswer,
  type DeviceReportBody,
  type KioskSettings,
  type PacketProgress,
  type PacketReceipt,
  type PacketState,
} from '../../core/contracts/kiosk-sync.ts'
import {
  assertionType,
  machineAnswerSchema,
  tokenAnswerSchema,
  type MachineAnswer,
  type MachineRequest,
} from '../../core/contracts/machine-sign-in.ts'
import { chunkType, offsetHeader } from '../../core/contracts/uploads.ts'
import { clientAssertion } from './machine-identity.ts'
import { ServerRefusal } from './refusals.ts'
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

/** A part of a packet, for its place in it. */
export interface PacketPiece {
  readonly applicationCode: string
  /** Of the whole packet, hexadecimal. */
  readonly sha256: string
  readonly offset: number
  /** Of the whole packet. */
  readonly length: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

const pieceAnswerSchema = z.union([packetReceiptSchema, packetProgressSchema])

/** What a certified machine may ask of the server. */
export interface ServerClient {
  fetchSettings(): Promise<KioskSettings>
  /** GET of what carries a tag; null where it is still the one that is known. */
  fetchTagged<T>(
    path: string,
    known: string | null,
    schema: ZodType<T>,
  ): Promise<{ readonly tag: string; readonly content: T } | null>
  postJson<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T>
  /** GET /kiosk/returned/{code} */
  fetchReturned(code: string): Promise<ReturnedContent>
  /** POST /kiosk/devices */
  reportDevices(report: DeviceReportBody): Promise<DeviceReportAnswer>
  /** POST /packets; the same bytes again give the same receipt. */
  sendPacket(packet: SealedFile, signal: AbortSignal): Promise<PacketReceipt>
  /** PATCH /packets/{sha256}: the receipt once it was the last piece. */
  sendPiece(piece: PacketPiece, signal: AbortSignal): Promise<PacketReceipt | PacketProgress>
  /** GET /packets/{sha256}: null where the server has nothing of it. */
  askPacket(sha256: string, signal: AbortSignal): Promise<PacketState | null>
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
    return readAnswer(await respond(request), schema)
  }

  async function respond(request: ServerRequest): Promise<Response> {
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
    return response
  }

  return {
    fetchSettings: () => authorised({ path: '/kiosk/settings' }, kioskSettingsSchema),
    async fetchTagged(path, known, schema) {
      const headers = known === null ? {} : { 'if-none-match': known }
      const response = await respond({ path, headers })
      if (response.status === 304) {
        await response.body?.cancel()
        return null
      }
      const tag = response.headers.get('etag') ?? ''
      return { tag, content: await readAnswer(response, schema) }
    },
    postJson: (path, body, schema) =>
      authorised({ method: 'POST', path, headers: json, body: JSON.stringify(body) }, schema),
    fetchReturned: (code) =>
      authorised({ path: `/kiosk/returned/${encodeURIComponent(code)}` }, returnedContentSchema),
    reportDevices: (report) =>
      authorised(
        { method: 'POST', path: '/kiosk/devices', headers: json, body: JSON.stringify(report) },
        deviceReportAnswerSchema,
      ),
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
    sendPiece: ({ applicationCode, sha256, offset, length, bytes }, signal) =>
      authorised(
        {
          method: 'PATCH',
          path: `/packets/${sha256}`,
          headers: {
            'content-type': chunkType,
            [applicationCodeHeader]: applicationCode,
            [offsetHeader]: String(offset),
            [lengthHeader]: String(length),
          },
          body: bytes,
          signal,
        },
        pieceAnswerSchema,
      ),
    async askPacket(sha256, signal) {
      try {
        return await authorised({ path: `/packets/${sha256}`, signal }, packetStateSchema)
      } catch (error) {
        if (error instanceof ServerRefusal && error.code === 'NOT_FOUND') return null
        throw error
      }
    },
  }
}
