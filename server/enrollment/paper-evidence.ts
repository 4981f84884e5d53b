import { type PacketManifest, consentSignatureFile, signatureFile } from '../../core/enrollment/packet.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import { instantAt } from '../kernel/clock.ts'

export type PaperRow = Omit<Prisma.EvidenceCreateManyInput, 'applicationId'>

interface Held extends Pick<PaperRow, 'kind' | 'reference' | 'capturedAt'> {
  readonly file: string
  readonly page: number
}

/** Papers page by page, the signatures and the photos of hands, by the names that they have in the packet. */
function heldFiles(manifest: PacketManifest): readonly Held[] {
  const { papers, consent, consentAt, signature, fingers, sealedAt } = manifest
  const at = (instant: string) => instantAt(Date.parse(instant))
  return [
    ...papers.flatMap(({ id, type, pages, capturedAt }) =>
      pages.map((file, i) => ({ file, kind: type, reference: id, page: i + 1, capturedAt: at(capturedAt) })),
    ),
    ...(consent?.signature
      ? [{ file: consentSignatureFile, kind: 'CONSENT', reference: '', page: 1, capturedAt: at(consentAt) }]
      : []),
    ...(signature?.file
      ? [{ file: signatureFile, kind: 'SIGNATURE', reference: '', page: 1, capturedAt: at(signature.at) }]
      : []),
    ...fingers.flatMap(({ position, exception }) =>
      exception?.photo
        ? [
            {
              file: exception.photo,
              kind: 'HAND_PHOTO',
              reference: String(position),
              page: 1,
              capturedAt: at(sealedAt),
            },
          ]
        : [],
    ),
  ]
}

/** Names of the files that go to the sealed store beside the captures. */
export const paperFiles = (manifest: PacketManifest): readonly string[] => [
  ...new Set(heldFiles(manifest).map(({ file }) => file)),
]

/** A row for each of them. */
export function paperRows(manifest: PacketManifest): readonly PaperRow[] {
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  return heldFiles(manifest).map(({ file, ...held }) => ({
    ...held,
    sha256: hashes.get(file) ?? '',
    mediaType: file.endsWith('.png') ? 'image/png' : 'image/jpeg',
  }))
}
