/**
 * The manifest of a production batch: a statement of the server (server-statement.ts) over how many jobs the batch has and
 * the SHA-256 of their lines, in order:
 *
 *     position TAB id of the job TAB SHA-256 of what it makes LF
 */
import { DomainError } from '../errors.ts'
import { signStatement, type StatementFault, verifyStatement } from './server-statement.ts'
import type { SigningIdentity } from './signed-data.ts'

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

/** Only these: a manifest is passed on with its lines. */
const statementOf = ({ batch, count, linesSha256 }: BatchManifest) => ({ batch, count, linesSha256 })

export function signManifest(
  manifest: BatchManifest,
  server: SigningIdentity & { readonly at: Date },
): Promise<string> {
  return signStatement(statementOf(manifest), server)
}

/** Throws {@link ManifestBroken}: also where the certificate is not trusted, or was not valid at the time of signing. */
export async function verifyManifest(
  jws: string,
  expected: BatchManifest,
  issuers: readonly Uint8Array[],
): Promise<void> {
  const refuse = (fault: StatementFault) => new ManifestBroken(fault)
  await verifyStatement(jws, { statement: statementOf(expected), issuers, refuse })
}
