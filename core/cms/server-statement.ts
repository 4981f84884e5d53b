/**
 * What the server says under its signature: a JWS (certified-jws.ts) whose certificate's role is SERVER, over a JSON object that also says
 * when it was signed.
 */
import { z } from 'zod'
import { readCertificate } from './certificate.ts'
import { type JwsFault, openJws, signJws } from './certified-jws.ts'
import type { SigningIdentity } from './signed-data.ts'
import { verifyTrust } from './trust.ts'

/** Facts by name; none is called `signedAt`. */
export type Statement = Readonly<Record<string, string | number>>

/** CONTENT: rightly signed, but it says something else. */
export type StatementFault = JwsFault | 'CONTENT'

const signedAtSchema = z.looseObject({ signedAt: z.iso.datetime() })

export function signStatement(
  statement: Statement,
  server: SigningIdentity & { readonly at: Date },
): Promise<string> {
  const payload = { ...statement, signedAt: server.at.toISOString() }
  return signJws(new TextEncoder().encode(JSON.stringify(payload)), server)
}

export interface StatementExpected {
  readonly statement: Statement
  /** Certificates of the authorities that are trusted, DER. */
  readonly issuers: readonly Uint8Array[]
  readonly refuse: (fault: StatementFault) => Error
}

/** Throws what `refuse` makes of the fault: also where the certificate is not trusted, or was not valid at the time of signing. */
export async function verifyStatement(
  jws: string,
  { statement, issuers, refuse }: StatementExpected,
): Promise<void> {
  const { payload, certificate } = await openJws(jws, refuse)
  const stated = readPayload(payload)
  if (!stated) throw refuse('FORM')
  if (Object.keys(statement).some((name) => stated[name] !== statement[name])) throw refuse('CONTENT')
  await verifyTrust(certificate, {
    issuers: issuers.map(readCertificate),
    at: new Date(stated.signedAt),
    use: 'digitalSignature',
    roles: ['SERVER'],
  }).catch(() => {
    throw refuse('CERTIFICATE')
  })
}

/** Null where it is no statement. */
function readPayload(payload: Uint8Array): z.infer<typeof signedAtSchema> | null {
  try {
    return signedAtSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    return null
  }
}
