import { renderPostSlip } from '../../../core/documents/post-slip.ts'
import { spokenMoment } from '../../../core/documents/minutes-content.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import { jsonOf } from '../signed-file.ts'
import { deliveryOf } from './delivery.ts'

/** The slip of a letter with the address that it was sealed with. A look at a person's address, and audited. */
export async function postSlip(
  app: App,
  actor: Actor,
  input: { readonly mailingId: string },
): Promise<Uint8Array> {
  demand(actor, 'card.post')
  const mailing = await app.db.mailing.findUnique({
    where: { id: recordId(input.mailingId, 'mailing') },
    include: {
      card: {
        select: { serial: true, application: { select: { code: true, centre: { select: { name: true } } } } },
      },
    },
  })
  if (!mailing) throw new NotFound('mailing')
  await authorise(app, actor, 'card.post', mailing.unitCode)
  const sealed = await app.blobs.get(mailing.addressSha256)
  const address = sealed && deliveryOf(jsonOf(sealed))
  if (address?.kind !== 'POST') throw new Error('the address of a letter is missing')
  const carrier = await app.db.postalCarrier.findUnique({ where: { code: mailing.carrier } })
  const { card, trackingNumber, postedAt } = mailing
  const { recipient, phone } = address
  const pdf = await renderPostSlip(
    {
      office: card.application.centre.name,
      carrier: carrier?.name ?? mailing.carrier,
      trackingNumber,
      recipient,
      address: address.address,
      phone,
      serial: card.serial,
      applicationCode: card.application.code,
      postedAt: spokenMoment(postedAt.toISOString()),
    },
    await documentFonts(),
  )
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'mailing.address',
      subjectKind: 'card',
      subjectId: mailing.cardId,
    }),
  )
  return pdf
}
