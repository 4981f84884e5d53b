/** Agencies with keys of their own, and the questions that they sign. */
import { randomUUID } from 'node:crypto'
import type { webcrypto } from 'node:crypto'
import { CompactSign, compactVerify, createLocalJWKSet, exportJWK, type JSONWebKeySet } from 'jose'
import {
  type AgencyAnswer,
  answerSchema,
  answerType,
  joseType,
  questionType,
  sharingKeysPath,
  sharingPath,
} from '../../../../core/contracts/agency-query.ts'
import type { GrantText } from '../../../../core/sharing/grants.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { type NewAgency, registerAgency } from '../../../../server/registry/sharing/register-agency.ts'
import { publicUrl } from '../../../support/app.ts'
import type { HttpServer } from '../../../support/http.ts'
import { signingKeys } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'

export const administrator = officerOf('ADMINISTRATOR')

export interface TestAgency {
  readonly code: string
  readonly keys: webcrypto.CryptoKeyPair
}

export const taxFields = ['name', 'number', 'birthDate', 'sex', 'permanentAddress'] as const
export const taxGrant: GrantText = { purpose: 'TAX', fields: taxFields }
export const confirmGrant: GrantText = { purpose: 'IDENTITY_CONFIRMATION', fields: ['name', 'birthDate'] }

let made = 0

export const publicJwk = async (keys: webcrypto.CryptoKeyPair) => {
  const { kty, crv, x, y } = await exportJWK(keys.publicKey)
  return JSON.stringify({ kty, crv, x, y })
}

/** Terms that can stand, with the changes of a test. */
export async function termsFor(changes: Partial<NewAgency> = {}): Promise<NewAgency> {
  return {
    code: `MAU-${++made}`,
    name: `Cơ quan Mẫu ${made}`,
    agreement: `${made}/TT-MAU`,
    grants: [taxGrant, confirmGrant],
    perMinute: 1000,
    perDay: 10_000,
    publicKey: changes.publicKey ?? (await publicJwk(await signingKeys())),
    validFrom: '2026-01-01',
    validTo: null,
    ...changes,
  }
}

export async function openAgency(app: ServerApp, changes: Partial<NewAgency> = {}): Promise<TestAgency> {
  const keys = await signingKeys()
  const terms = await termsFor({ publicKey: await publicJwk(keys), ...changes })
  return { code: await registerAgency(app, administrator, terms), keys }
}

export type Claims = Readonly<Record<string, unknown>>

/** The claims of a question about a number, right unless a test changes them. */
export function claimsOf(app: ServerApp, agency: TestAgency, number: string, changes: Claims = {}): Claims {
  const iat = Math.floor(app.clock() / 1000)
  return {
    iss: agency.code,
    aud: publicUrl + sharingPath,
    iat,
    exp: iat + 60,
    jti: randomUUID(),
    purpose: 'TAX',
    reference: 'HS-2026/000123',
    subject: { number },
    fields: ['name', 'birthDate'],
    ...changes,
  }
}

/** Signs as the agency does. */
export function sign(agency: TestAgency, claims: Claims, header: Claims = {}): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: agency.code, typ: questionType, ...header })
    .sign(agency.keys.privateKey)
}

export function post({ url }: HttpServer, jws: string, type = joseType): Promise<Response> {
  return fetch(url + sharingPath, { method: 'POST', headers: { 'content-type': type }, body: jws })
}

/** The answer, after its signature was verified with the key that the register publishes. */
export async function verified({ url }: HttpServer, jws: string): Promise<AgencyAnswer> {
  const keys = (await (await fetch(url + sharingKeysPath)).json()) as JSONWebKeySet
  const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys))
  if (protectedHeader.typ !== answerType) throw new RangeError('not an answer')
  return answerSchema.parse(JSON.parse(Buffer.from(payload).toString('utf8')))
}

/** Asks and expects to be answered. */
export async function ask(server: HttpServer, agency: TestAgency, claims: Claims): Promise<AgencyAnswer> {
  const response = await post(server, await sign(agency, claims))
  const body = await response.text()
  if (response.status !== 200) throw new RangeError(body)
  return verified(server, body)
}
