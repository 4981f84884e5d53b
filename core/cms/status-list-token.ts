import { z } from 'zod'
import { entryBits, packBits } from '../status-list/status-bits.ts'

/** Media type of the answer (IETF Token Status List, 14.7), and `typ` of the token's head without its first part (5.1). */
export const statusListType = 'application/statuslist+jwt'

/** What the token says (5.1). */
export const statusListClaims = z.object({
  /** The address of the list. */
  sub: z.url(),
  iat: z.int(),
  /** Nobody relies on it after that. */
  exp: z.int(),
  /** Seconds after which it is worth asking again. */
  ttl: z.int(),
  status_list: z.object({ bits: z.literal(entryBits), lst: z.string() }),
})

export interface StatusListSigner {
  /** The name of the key in GET /pki/qr-signers. */
  readonly kid: string
  /** X.509, DER. */
  readonly certificate: Uint8Array
  /** ES256: r ‖ s. */
  sign(data: Uint8Array): Promise<Uint8Array>
}

export interface StatusListStatement {
  readonly address: string
  /** Milliseconds. */
  readonly issuedAt: number
  readonly expiresAt: number
  readonly ttlSeconds: number
  readonly bits: Uint8Array
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A list of states, signed: a JWS whose key stands in its head (x5c, RFC 7515 4.1.6) and is named by its id. */
export async function signStatusList(
  { address, issuedAt, expiresAt, ttlSeconds, bits }: StatusListStatement,
  signer: StatusListSigner,
): Promise<string> {
  const head = {
    alg: 'ES256',
    typ: 'statuslist+jwt',
    kid: signer.kid,
    x5c: [Buffer.from(signer.certificate).toString('base64')],
  }
  const claims: z.infer<typeof statusListClaims> = {
    sub: address,
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    ttl: ttlSeconds,
    status_list: { bits: entryBits, lst: Buffer.from(packBits(bits)).toString('base64url') },
  }
  const signed = `${encode(head)}.${encode(claims)}`
  const signature = await signer.sign(Buffer.from(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}
