/**
 * The manifest of a production batch: a JWS (certified-jws.ts) whose certificate's role is SERVER, over how many jobs the batch has and
 * the SHA-256 of their lines, in order:
 *
 *     position TAB id of the job TAB SHA-256 of what it makes LF
 */
import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { readCertificate } from './certificate.ts'
import { openJws, signJws } from './certified-jws.ts'
import type { SigningIdentity } from './signed-data.ts'
import { verifyTrust } from './trust.ts'

export interface BatchManifest {
  readonly batch: string
  readonly count: number
  /** Of the lines, hexadecimal. */
  readonly linesSha256: string
}

/** What the batch would make is not what its manifest says. */
export class ManifestBroken extends DomainError<'MANIFEST_BROKEN'> {
  constructor(reason: 'FORM' | 'CERTIFICATE' | 'SIGNATURE' | 'CONTENT') {
    super(
      'MANIFEST_BROKEN',
      {
        vi: 'Nội dung lô không khớp với bảng kê đã ký. Lô không được in; hãy mở lại lô, lập bảng kê mới và báo quản trị hệ thống.',
        en: 'The batch is not what its signed manifest says. It is not printed: reopen it, freeze it again, and tell the administrator.',
      },
      { reason },
    )
  }
}

export interface ManifestLine {
  readonly position: number
  readonly jobId: string
  readonly contentSha256: string
}

export function manifestText(lines: readonly ManifestLine[]): string {
  return lines
    .map(({ position, jobId, contentSha256 }) => `${position}\t${jobId}\t${contentSha256}\n`)
    .join('')
}

const payloadSchema = z.object({
  batch: z.string(),
  count: z.int(),
  linesSha256: z.string(),
  signedAt: z.iso.datetime(),
})

export function signManifest(
  { batch, count, linesSha256 }: BatchManifest,
  server: SigningIdentity & { readonly at: Date },
): Promise<string> {
  const payload = { batch, count, linesSha256, signedAt: server.at.toISOString() }
  return signJws(new TextEncoder().encode(JSON.stringify(payload)), server)
}

/** Throws {@link ManifestBroken}: also where the certificate is not trusted, or was not valid at the time of signing. */
export async function verifyManifest(
  jws: string,
  expected: BatchManifest,
  issuers: readonly Uint8Array[],
): Promise<void> {
  const { payload, certificate } = await openJws(jws, (fault) => new ManifestBroken(fault))
  const stated = readPayload(payload)
  const keys = ['batch', 'count', 'linesSha256'] as const
  if (keys.some((key) => stated[key] !== expected[key])) throw new ManifestBroken('CONTENT')
  await verifyTrust(certificate, {
    issuers: issuers.map(readCertificate),
    at: new Date(stated.signedAt),
    use: 'digitalSignature',
    roles: ['SERVER'],
  }).catch(() => {
    throw new ManifestBroken('CERTIFICATE')
  })
}

function readPayload(payload: Uint8Array): z.infer<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    throw new ManifestBroken('FORM')
  }
}
