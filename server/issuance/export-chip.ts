import { fromPem } from '../../core/cms/certificate.ts'
import { readChipArchive } from '../../core/lds/chip-archive.ts'
import type { ChipImage } from '../../core/lds/chip-files.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'

/** A card's chip as it was written, with the certificates that it is verified by (X.509, DER). */
export interface ExportedChip {
  readonly image: ChipImage
  readonly csca: Uint8Array
  readonly documentSigner: Uint8Array
}

/** What is kept of a card's chip, for inspection elsewhere. Throws NotFound for a card without a chip too. */
export async function exportChip(
  app: App,
  actor: Actor,
  input: { readonly cardId: string },
): Promise<ExportedChip> {
  const card = await app.db.card.findUnique({
    where: { id: recordId(input.cardId, 'card') },
    select: {
      id: true,
      unitCode: true,
      printJob: { select: { chipRecord: { include: { signer: true } } } },
    },
  })
  if (!card) throw new NotFound('card')
  await authorise(app, actor, 'chip.export', card.unitCode)
  const { chipRecord } = card.printJob
  if (!chipRecord) throw new NotFound('chip')
  const { signer, imageSha256 } = chipRecord
  const [archive, issuer] = await Promise.all([
    app.blobs.get(imageSha256),
    app.db.certificate.findFirst({ where: { profile: 'CSCA', subjectKeyId: signer.issuerKeyId ?? '' } }),
  ])
  if (!archive || !issuer) throw new NotFound('chip')
  await app.db.$transaction((tx) =>
    audit(tx, { actor, at: app.clock(), action: 'chip.export', subjectKind: 'card', subjectId: card.id }),
  )
  return {
    image: readChipArchive(archive),
    csca: fromPem('CERTIFICATE', issuer.pem),
    documentSigner: fromPem('CERTIFICATE', signer.pem),
  }
}
