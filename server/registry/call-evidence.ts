/**
 * Signed evidence of calls to a remote registry. What was asked and answered lies in the sealed blob store; the row and
 * its signature hold the hash of that, codes and times, and no personal data.
 */
import { createHash, randomBytes } from 'node:crypto'
import { CompactSign, compactVerify, errors } from 'jose'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotFound } from '../kernel/errors.ts'
import { KeyExists, keyId, type KeyStore } from '../pki/key-store.ts'
import type { RegistryPurpose } from './resident-registry.ts'

export type WithEvidenceKeys = App & { readonly keys: KeyStore }

export type RegistryOutcome = 'ANSWERED' | 'UNKNOWN' | 'UNREACHABLE' | 'REFUSED'
export type RegistryOperation = 'FIND' | 'REGISTER_PROVISIONAL'

/** What the signature covers: every column of the row. */
export interface CallStatement {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly operation: RegistryOperation
  readonly purpose: RegistryPurpose['purpose']
  readonly actorId: string
  readonly attempts: number
  readonly durationMs: number
  readonly outcome: RegistryOutcome
  /** Of the sealed texts. */
  readonly evidenceSha256: string
}

/** What passed over the wire, word for word. */
export interface CallTexts {
  readonly request: string
  readonly answer: { readonly status: number; readonly body: string } | null
  readonly fault: string | null
}

const signingKey = keyId('registry-evidence-1')
const signingKeyPattern = /^registry-evidence-\d+$/
const signatureType = 'registry-call'

/** The system's own jobs have no officer: the nil UUID, RFC 9562, 5.9. */
export const systemActorId = '00000000-0000-0000-0000-000000000000'

/** Makes the key that signs evidence on the first start of an installation. */
export async function ensureEvidenceKey({ keys }: WithEvidenceKeys): Promise<void> {
  if (await keys.has(signingKey)) return
  await keys.generate(signingKey, 'SIGN').catch((error: unknown) => {
    // Another process of this installation was faster.
    if (!(error instanceof KeyExists)) throw error
  })
}

/** Keeps the evidence of one call: sealed texts first, then the signed row. */
export async function keepEvidence(
  app: WithEvidenceKeys,
  call: Omit<CallStatement, 'evidenceSha256'>,
  texts: CallTexts,
): Promise<void> {
  // Without the salt, the hash of a short request could be searched for the number in it.
  const sealed = { ...call, ...texts, salt: randomBytes(16).toString('hex') }
  const evidenceSha256 = await app.blobs.put(Buffer.from(canonicalJson(sealed)))
  const statement: CallStatement = { ...call, evidenceSha256 }
  const { privateKey } = await app.keys.keyPair(signingKey)
  const signature = await new CompactSign(Buffer.from(canonicalJson(statement)))
    .setProtectedHeader({ alg: 'ES256', kid: signingKey, typ: signatureType })
    .sign(privateKey)
  await app.db.registryCall.create({ data: { ...statement, at: instantAt(Date.parse(call.at)), signature } })
}

/** The row, its signature or the sealed texts are not those of the call. */
export class RegistryEvidenceAltered extends DomainError<'REGISTRY_EVIDENCE_ALTERED'> {
  constructor(part: 'SIGNATURE' | 'ROW' | 'TEXTS') {
    super(
      'REGISTRY_EVIDENCE_ALTERED',
      {
        vi: 'Chứng cứ của lần khai thác Cơ sở dữ liệu quốc gia về dân cư này không còn nguyên vẹn.',
        en: 'The evidence of this call to the population registry is no longer what was signed.',
      },
      { part },
    )
  }
}

/**
 * Proves a call by its evidence and answers what was signed. Throws NotFound, or {@link RegistryEvidenceAltered} where
 * signature, row or sealed texts do not agree.
 */
export async function verifyRegistryCall(app: WithEvidenceKeys, id: string): Promise<CallStatement> {
  const row = await app.db.registryCall.findUnique({ where: { id } })
  if (!row) throw new NotFound('registry-call')
  const { signature, ...columns } = row
  const stored = { ...columns, at: row.at.toISOString() }
  if ((await signedText(app.keys, signature)) !== canonicalJson(stored))
    throw new RegistryEvidenceAltered('ROW')
  if (!(await areTextsIntact(app, row.evidenceSha256))) throw new RegistryEvidenceAltered('TEXTS')
  // Signed by us, so of the values that we write.
  return stored as CallStatement
}

async function signedText(keys: KeyStore, signature: string): Promise<string> {
  const verified = await compactVerify(
    signature,
    ({ kid }) => {
      if (!kid || !signingKeyPattern.test(kid)) throw new RegistryEvidenceAltered('SIGNATURE')
      return keys.keyPair(keyId(kid)).then(({ publicKey }) => publicKey)
    },
    { algorithms: ['ES256'] },
  ).catch((error: unknown) => {
    throw error instanceof errors.JOSEError ? new RegistryEvidenceAltered('SIGNATURE') : error
  })
  if (verified.protectedHeader.typ !== signatureType) throw new RegistryEvidenceAltered('SIGNATURE')
  return Buffer.from(verified.payload).toString('utf8')
}

async function areTextsIntact({ blobs }: App, sha256: string): Promise<boolean> {
  const texts = await blobs.get(sha256).catch(() => null)
  return texts !== null && createHash('sha256').update(texts).digest('hex') === sha256
}

/** RFC 8785 for what evidence is made of: texts, whole numbers, nulls and nested records. */
function canonicalJson(value: object): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
