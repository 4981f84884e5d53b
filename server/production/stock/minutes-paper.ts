import { renderMinutes } from '../../../core/documents/minutes-paper.ts'
import { minutesBodySchema, minutesSignaturesSchema } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
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

/** The signed file is not where it was kept: another one in its place would be another paper, signed at another time. */
export class PaperGone extends DomainError<'PAPER_GONE'> {
  constructor() {
    super('PAPER_GONE', {
      vi: 'Tệp đã ký của giấy tờ này không còn trong kho lưu trữ. Không ký lại: báo quản trị hệ thống khôi phục từ bản sao lưu.',
      en: 'The signed file of this paper is not in the archive any more. It is not signed again: have the administrator restore it from the backup.',
    })
  }
}

/**
 * The PDF of minutes with the signature of the installation's signer of papers. Made once, when it is first asked for: everybody gets the
 * same file. Throws NotFound, {@link PaperGone}, SignerUnusable and what the key store throws.
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
  if (minutes.paper) return keptPaper(app, minutes.paper.sha256)
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
  return keptPaper(app, first.sha256)
}

/** The file that was signed once. Throws {@link PaperGone}. */
export async function keptPaper({ blobs }: Pick<SigningApp, 'blobs'>, sha256: string): Promise<Uint8Array> {
  const kept = await blobs.get(sha256)
  if (!kept) throw new PaperGone()
  return kept
}
