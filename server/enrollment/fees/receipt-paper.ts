import { renderFeeReceipt } from '../../../core/documents/fee-receipt.ts'
import { feeRuleText } from '../../../core/enrollment/fees.ts'
import { declaredPersonSchema, packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { type PaymentMethod, paymentMethods } from '../../../core/enrollment/refund-reasons.ts'
import { requestKinds } from '../../../core/enrollment/request-reasons.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitsNow } from '../../kernel/units.ts'
import { unitName } from '../../registry/reviews/names.ts'

/** The receipt of a fee as a PDF: the first time the receipt itself, every later time a copy that says so. Throws NotFound. */
export async function receiptPaper(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly pdf: Uint8Array; readonly isCopy: boolean }> {
  const receipt = await app.db.paymentReceipt.findUnique({
    where: { id: recordId(input.id, 'receipt') },
    include: { payment: { include: { application: true } } },
  })
  if (!receipt) throw new NotFound('receipt')
  const { payment, unitCode, year, number, amount } = receipt
  const { application } = payment
  if (actor.kind === 'citizen' && application.residentId !== actor.id) throw new NotFound('receipt')
  await authorise(app, actor, 'receipt.read', payment.unitCode)
  const isCopy = await app.db.$transaction((tx) => markPrinted(tx, app, { actor, id: receipt.id }))
  const taker = receipt.officerId && (await app.db.officer.findUnique({ where: { id: receipt.officerId } }))
  const kind = packetManifestSchema.shape.kind.safeParse(application.kind)
  const pdf = await renderFeeReceipt(
    {
      office: unitName(await unitsNow(app), unitCode).toLocaleUpperCase('vi'),
      unitCode,
      year,
      number,
      amount,
      isCopy,
      payer: declaredPersonSchema.safeParse(application.person).data?.name ?? '',
      applicationCode: application.code,
      request: kind.success ? requestKinds[kind.data].vi : 'thủ tục căn cước',
      rule: feeRuleText(payment.rule)?.vi ?? null,
      method: isMethod(receipt.method) ? paymentMethods[receipt.method].vi : receipt.method,
      at: receipt.at.toISOString(),
      taker: taker ? taker.name : null,
    },
    await documentFonts(),
  )
  return { pdf, isCopy }
}

const isMethod = (text: string): text is PaymentMethod => Object.hasOwn(paymentMethods, text)

/** True where it was printed before. */
async function markPrinted(
  tx: Transaction,
  app: App,
  { actor, id }: { readonly actor: Actor; readonly id: string },
): Promise<boolean> {
  const at = app.clock()
  const first = await tx.paymentReceipt.updateMany({
    where: { id, printedAt: null },
    data: { printedAt: instantAt(at) },
  })
  const isCopy = first.count === 0
  const details = { isCopy }
  await audit(tx, { actor, at, action: 'receipt.print', subjectKind: 'receipt', subjectId: id, details })
  return isCopy
}
