import { packetManifestSchema } from '../../core/enrollment/packet.ts'
import { handlings, oldCardKinds } from '../../core/enrollment/surrender.ts'
import { renderHandOverReceipt } from '../../core/documents/hand-over-receipt.ts'
import { spokenMoment } from '../../core/documents/minutes-content.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import {
  authorisationSchema,
  collectorNames,
  collectorPersonSchema,
  collectors,
} from '../../core/issuance/collectors.ts'
import { formatVietnamese } from '../../core/dates/calendar-date.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { authorise, demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { recordId } from '../kernel/record-id.ts'
import { signDocument } from '../pki/sign-document.ts'
import type { SigningApp } from '../pki/signer-at.ts'
import { keptSignature } from './signature.ts'

/**
 * The receipt of a hand-over as a signed PDF. Made once, when it is first asked for: everybody gets the same file. Throws NotFound,
 * SignerUnusable and what the key store throws.
 */
export async function handOverReceipt(
  app: SigningApp,
  actor: Actor,
  input: { readonly cardId: string },
): Promise<Uint8Array> {
  demand(actor, 'card.hand-over')
  const given = await loadHandOver(app, recordId(input.cardId, 'card'))
  await authorise(app, actor, 'card.hand-over', given.card.unitCode)
  const kept = given.receiptSha256 === null ? null : await app.blobs.get(given.receiptSha256)
  if (kept) return kept
  const signature = await keptSignature(app, given.signatureSha256)
  const officer = await app.db.officer.findUnique({ where: { id: given.officerId }, select: { name: true } })
  const pdf = await renderHandOverReceipt(
    { ...contentOf(given), officer: officer?.name ?? '', signature },
    await documentFonts(),
  )
  const signed = await signDocument(app, pdf, { reason: 'Giao nhận thẻ căn cước' })
  const receiptSha256 = await app.blobs.put(signed)
  // Somebody else may have asked at the same moment: the first paper stays.
  const first = await app.db.$transaction(async (tx) => {
    const { cardId } = given
    await tx.handOver.updateMany({ where: { cardId, receiptSha256: null }, data: { receiptSha256 } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.receipt',
      subjectKind: 'card',
      subjectId: cardId,
    })
    return tx.handOver.findUniqueOrThrow({ where: { cardId }, select: { receiptSha256: true } })
  })
  return (first.receiptSha256 && (await app.blobs.get(first.receiptSha256))) || signed
}

async function loadHandOver(app: SigningApp, cardId: string) {
  const given = await app.db.handOver.findUnique({
    where: { cardId },
    include: {
      card: {
        select: {
          serial: true,
          unitCode: true,
          printJob: { select: { face: true } },
          application: { select: { code: true, centre: { select: { name: true } } } },
        },
      },
    },
  })
  if (!given) throw new NotFound('hand-over')
  return given
}
type Given = Awaited<ReturnType<typeof loadHandOver>>

const ways: Readonly<Record<string, string>> = {
  COUNTER: 'Tại nơi trả thẻ',
  HOME: 'Tại nhà, lưu động',
  POST: 'Qua bưu điện',
}

const recognised: Readonly<Record<string, string>> = {
  TWO_FINGERS: 'Vân tay hai ngón',
  THREE_FINGERS: 'Vân tay ba ngón',
  FOUR_FINGERS: 'Vân tay bốn ngón',
  FACE: 'Khuôn mặt, có quyết định của trưởng điểm',
  SUPERVISOR: 'Quyết định của trưởng điểm',
}

function contentOf(given: Given) {
  const { card, at, way, verifiedBy, unsignedReason } = given
  const face = cardFaceSchema.parse(card.printJob.face)
  const kind = collectors.find((one) => one === given.collector) ?? 'HOLDER'
  const person = given.person === null ? null : collectorPersonSchema.parse(given.person)
  const letter = given.authorisation === null ? null : authorisationSchema.parse(given.authorisation)
  const old = packetManifestSchema.shape.surrendered.parse(given.surrendered)
  return {
    office: card.application.centre.name,
    applicationCode: card.application.code,
    collector: person?.name ?? face.name,
    items: [
      { label: 'Chủ thẻ', value: face.name },
      { label: 'Số định danh cá nhân', value: face.number },
      { label: 'Số phôi thẻ', value: card.serial },
      {
        label: 'Có giá trị đến',
        value: face.expiresOn === null ? 'Không thời hạn' : formatVietnamese(face.expiresOn),
      },
      { label: 'Giao nhận', value: [spokenMoment(at.toISOString()), ways[way]].join(' · ') },
      {
        label: 'Người nhận',
        value: person
          ? `${collectorNames[kind].vi}: ${person.name}, số ${person.number}, ${person.relation}`
          : collectorNames.HOLDER.vi,
      },
      ...(letter
        ? [{ label: 'Giấy ủy quyền', value: `Số ${letter.number}, ngày ${formatVietnamese(letter.on)}` }]
        : []),
      ...(verifiedBy === null ? [] : [{ label: 'Đối chiếu chủ thẻ', value: recognised[verifiedBy] ?? '' }]),
      ...old.map(({ kind: of, number, handling }) => ({
        label: `${oldCardKinds[of].vi} số ${number}`,
        value: handlings[handling].vi,
      })),
      ...(unsignedReason === null ? [] : [{ label: 'Không ký', value: unsignedReason }]),
    ],
  }
}
