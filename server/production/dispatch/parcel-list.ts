import { renderParcelList } from '../../../core/documents/parcel-list.ts'
import { spokenMoment } from '../../../core/documents/minutes-content.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import { signDocument } from '../../pki/sign-document.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { keptPaper } from '../stock/minutes-paper.ts'
import { storeAt } from '../stock/stores.ts'
import { parcelReach, seesInside } from './parcel-reach.ts'
import { listSha256, parcelLines } from './parcel-row.ts'
import { ParcelListBroken } from './send-parcel.ts'

/** Its list is final when it is sealed. */
export class ParcelNotSealed extends DomainError<'PARCEL_NOT_SEALED'> {
  constructor() {
    super('PARCEL_NOT_SEALED', {
      vi: 'Kiện chưa niêm phong nên chưa có danh sách. Hãy niêm phong trước khi in.',
      en: 'The parcel is not sealed and has no list yet. Seal it first.',
    })
  }
}

/** The unit counts first, and compares then. */
export class ListAfterCount extends DomainError<'LIST_AFTER_COUNT'> {
  constructor() {
    super('LIST_AFTER_COUNT', {
      vi: 'Danh sách của kiện mở ra sau khi đơn vị đã nhận kiện. Hãy kiểm tra niêm phong, quét thẻ và chốt kiểm đếm trước.',
      en: 'The list of a parcel is shown once the unit has taken it over. Look at the seal, scan the cards and end the count first.',
    })
  }
}

/**
 * The sealed list of a parcel as a PDF with the signature of the installation's signer of papers. Made once, when it is first asked for:
 * everybody gets the same file. Throws NotFound, {@link ListAfterCount},
 * {@link ParcelNotSealed}, ParcelListBroken, PaperGone, SignerUnusable and what the key store throws.
 */
export async function parcelListPaper(
  app: SigningApp,
  actor: Actor,
  input: { readonly id: string },
): Promise<Uint8Array> {
  const reach = await parcelReach(app, actor)
  const id = recordId(input.id, 'parcel')
  const parcel = await app.db.parcel.findFirst({
    where: { id, ...(reach !== null && { unitCode: { in: [...reach] } }) },
  })
  if (!parcel) throw new NotFound('parcel')
  if (!seesInside(actor, parcel)) throw new ListAfterCount()
  const { number, sealNumber, sealedAt } = parcel
  if (parcel.listSha256 === null || sealNumber === null || sealedAt === null) throw new ParcelNotSealed()
  const lines = await parcelLines(app.db, id)
  if (listSha256(number, lines) !== parcel.listSha256) throw new ParcelListBroken()
  if (parcel.listPaper !== null) return keptPaper(app, parcel.listPaper)
  const to = await storeAt(app.db, parcel.centreCode ?? '')
  const sealer = await app.db.officer.findUnique({ where: { id: parcel.sealedBy ?? '' } })
  const pdf = await renderParcelList(
    {
      number,
      office: await officeOf(app, id),
      to,
      sealNumber,
      sealedAt: spokenMoment(sealedAt.toISOString()),
      sealedBy: sealer?.name ?? '',
      listSha256: parcel.listSha256,
      lines,
    },
    await documentFonts(),
  )
  const signed = await signDocument(app, pdf, { reason: `Danh sách kiện thẻ ${number}` })
  const listPaper = await app.blobs.put(signed)
  // Somebody else may have asked at the same moment, and the first paper stays; or the parcel was reopened.
  const first = await app.db.$transaction(async (tx) => {
    const kept = { id, listSha256: parcel.listSha256 }
    await tx.parcel.updateMany({ where: { ...kept, listPaper: null }, data: { listPaper } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'parcel.print-list',
      subjectKind: 'parcel',
      subjectId: id,
    })
    return tx.parcel.findFirst({ where: kept, select: { listPaper: true } })
  })
  return first?.listPaper == null ? signed : keptPaper(app, first.listPaper)
}

/** The centre in whose stations its cards were made. */
async function officeOf(app: SigningApp, parcelId: string): Promise<string> {
  const station = await app.db.machine.findFirst({
    where: { printJobs: { some: { card: { parcels: { some: { parcelId } } } } } },
    select: { centre: { select: { name: true } } },
  })
  return station?.centre.name ?? ''
}
