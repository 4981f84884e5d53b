import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { renderCardList } from '../../../core/documents/card-list-paper.ts'
import { spokenMoment } from '../../../core/documents/minutes-content.ts'
import { DomainError } from '../../../core/errors.ts'
import { type CardListKind, cardListKinds } from '../../../core/issuance/card-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { NotFound } from '../../kernel/errors.ts'
import { documentFonts } from '../../kernel/fonts.ts'
import { recordId } from '../../kernel/record-id.ts'
import { signDocument } from '../../pki/sign-document.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { listsWithin } from './lists-within.ts'

/** Its cards are final when it leaves. */
export class CardListNotSent extends DomainError<'CARD_LIST_NOT_SENT'> {
  constructor() {
    super('CARD_LIST_NOT_SENT', {
      vi: 'Danh sách chưa gửi đi nên chưa in được. Hãy ký gửi trước.',
      en: 'The list has not left and is not printed yet. Send it first.',
    })
  }
}

/** The list as a signed PDF, for whoever gives the cards out, carries or receives them. */
export async function cardListPaper(
  app: SigningApp,
  actor: Actor,
  input: { readonly id: string },
): Promise<Uint8Array> {
  const list = await loadList(app, actor, recordId(input.id, 'card list'))
  if (list.sentAt === null) throw new CardListNotSent()
  const centres = await app.db.centre.findMany({
    where: { code: { in: [list.fromCentre, list.toCentre ?? ''] } },
    select: { code: true, name: true },
  })
  const nameOf = (code: string | null) => centres.find((centre) => centre.code === code)?.name ?? ''
  const sender = await app.db.officer.findUnique({ where: { id: list.sentBy ?? '' }, select: { name: true } })
  const kind = list.kind as CardListKind
  const pdf = await renderCardList(
    {
      number: list.number,
      kind,
      office: nameOf(list.fromCentre),
      items: [
        { label: 'Loại danh sách', value: cardListKinds[kind].vi },
        { label: 'Nơi giao', value: `${nameOf(list.fromCentre)} (${list.fromCentre})` },
        ...(list.toCentre
          ? [{ label: 'Nơi nhận', value: `${nameOf(list.toCentre)} (${list.toCentre})` }]
          : []),
        { label: 'Số thẻ', value: String(list.items.length) },
        {
          label: 'Ký gửi lúc',
          value: [spokenMoment(list.sentAt.toISOString()), sender?.name].filter(Boolean).join(', '),
        },
        { label: 'SHA-256 của danh sách', value: list.listSha256 ?? '' },
      ],
      rows: list.items.map(({ position, card }) => ({
        position,
        serial: card.serial,
        applicationCode: card.application.code,
        holder: kind === 'HOME' ? holderOf(card.printJob.face) : null,
      })),
    },
    await documentFonts(),
  )
  const signed = await signDocument(app, pdf, { reason: `Danh sách giao nhận thẻ ${list.number}` })
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'card-list.print',
      subjectKind: 'card list',
      subjectId: list.id,
    }),
  )
  return signed
}

async function loadList(app: SigningApp, actor: Actor, id: string) {
  const list = await app.db.cardList.findFirst({
    where: { AND: [{ id }, await listsWithin(app, actor)] },
    include: {
      items: {
        orderBy: { position: 'asc' },
        include: {
          card: {
            select: {
              serial: true,
              application: { select: { code: true } },
              printJob: { select: { face: true } },
            },
          },
        },
      },
    },
  })
  if (!list) throw new NotFound('card list')
  return list
}

function holderOf(stored: unknown): string {
  const { name, birthDate, residence } = cardFaceSchema.parse(stored)
  return `${name}, sinh ${formatVietnamese(birthDate)}, ${residence}`
}
