import { createHash } from 'node:crypto'
import { errors, importJWK } from 'jose'
import { z } from 'zod'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { type Grants, grantsSchema } from '../../../core/sharing/grants.ts'
import type { RelyingParty } from '../../../prisma/client/client.ts'
import { calendarDateOf } from '../../kernel/clock.ts'

/** An agency's key as the agency gives it: public, P-256 (RFC 7518, 6.2.1). */
const publicKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[\w-]{43}$/),
  y: z.string().regex(/^[\w-]{43}$/),
})
export type AgencyKey = z.infer<typeof publicKeySchema>

export class IllegalAgencyKey extends DomainError<'ILLEGAL_AGENCY_KEY'> {
  constructor() {
    super('ILLEGAL_AGENCY_KEY', {
      vi: 'Khóa phải là khóa công khai P-256 dạng JWK (chỉ kty, crv, x, y). Không gửi khóa bí mật.',
      en: 'The key must be a public P-256 key as JWK: kty, crv, x and y alone. Never send a private key.',
    })
  }
}

/** Reads a public key from the JSON of a JWK. Throws {@link IllegalAgencyKey}, also for a private key. */
export async function readAgencyKey(json: string): Promise<AgencyKey> {
  const key = publicKeySchema.safeParse(parseJson(json))
  if (!key.success) throw new IllegalAgencyKey()
  await importAgencyKey(key.data).catch(() => {
    throw new IllegalAgencyKey()
  })
  return key.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function importAgencyKey(jwk: AgencyKey): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk }, 'ES256')
  if (key instanceof Uint8Array) throw new errors.JWKInvalid()
  return key
}

/** RFC 7638: by which agency and administrator make sure on the telephone that they mean the same key. */
export function thumbprintOf({ crv, kty, x, y }: AgencyKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

/** An agency as its questions are judged. */
export interface Agency {
  readonly id: string
  readonly code: string
  readonly grants: Grants
  readonly perMinute: number
  readonly perDay: number
  readonly active: boolean
  readonly validFrom: CalendarDate
  /** The first day after it. */
  readonly validTo: CalendarDate | null
}

export function agencyOf(row: RelyingParty): Agency {
  const { id, code, perMinute, perDay, active, validFrom, validTo } = row
  return {
    id,
    code,
    grants: grantsSchema.parse(row.grants),
    perMinute,
    perDay,
    active,
    validFrom: calendarDateOf(validFrom),
    validTo: validTo && calendarDateOf(validTo),
  }
}

export const keyOf = (row: Pick<RelyingParty, 'publicKey'>): AgencyKey => publicKeySchema.parse(row.publicKey)

/** Agencies are few, and importing a key costs as much as verifying with it. */
const imported = new Map<string, Promise<CryptoKey>>()

export function verifyingKeyOf(row: Pick<RelyingParty, 'publicKey'>): Promise<CryptoKey> {
  const jwk = keyOf(row)
  const name = thumbprintOf(jwk)
  const key = imported.get(name) ?? importAgencyKey(jwk)
  imported.set(name, key)
  return key
}

export function isInForce({ active, validFrom, validTo }: Agency, today: CalendarDate): boolean {
  return active && validFrom <= today && (validTo === null || today < validTo)
}
