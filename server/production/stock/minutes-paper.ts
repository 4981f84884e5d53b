import { renderMinutes } from '../../../core/documents/minutes-paper.ts'
import { minutesBodySchema, minutesSignaturesSchema } from '../../../core/documents/minutes.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import { signDocument } from '../../pki/sign-document.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { openStore } from './stores.ts'

/**
 * The PDF of minutes with the signature of the installation's signer of papers. Made once, when it is first asked for: everybody gets the
 * same file. Throws NotFound, SignerUnusable and what the key store throws.
 */
export async function minutesPaper(
  app: SigningApp,
  actor: Actor,
  input: { readonly id: string },
): Promise<Uint8Array> {
  demand(actor, 'minutes.read')
  const id = recordId(input.id, 'minutes')
  const minutes = await app.db.minutes.findUnique({ where: { id }, include: { paper: true } })
  if (!minutes) throw new NotFound('minutes')
  const office = await openStore(app, actor, { code: minutes.centre, action: 'minutes.read' })
  const kept = minutes.paper && (await app.blobs.get(minutes.paper.sha256))
  if (kept) return kept
  const pdf = await renderMinutes(
    {
      number: minutes.number,
      office: office.name,
      at: minutes.at.toISOString(),
      body: minutesBodySchema.parse(minutes.body),
      signatures: minutesSignaturesSchema.parse(minutes.signatures),
    },
    await documentFonts(),
  )
  const signed = await signDocument(app, pdf, { reason: `Biên bản số ${minutes.number}` })
  const sha256 = await app.blobs.put(signed)
  const at = app.clock()
  const first = await app.db.$transaction(async (tx) => {
    // Somebody else may have asked at the same moment: the first paper stays.
    await tx.minutesPaper.createMany({
      data: [{ minutesId: id, sha256, at: instantAt(at) }],
      skipDuplicates: true,
    })
    await audit(tx, { actor, at, action: 'minutes.sign', subjectKind: 'minutes', subjectId: id })
    return tx.minutesPaper.findUniqueOrThrow({ where: { minutesId: id } })
  })
  return (await app.blobs.get(first.sha256)) ?? signed
}
