import { readCertificate } from '../../../core/cms/certificate.ts'
import { SignerExpired, SignerUntrusted } from '../../../core/cms/refusals.ts'
import { verifyTrust } from '../../../core/cms/trust.ts'
import { type HomeResult, homeResultSchema } from '../../../core/contracts/home-hand-over.ts'
import { DomainError } from '../../../core/errors.ts'
import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import type { CardList } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { FileNotSigned, FileUnreadable, jsonOf, type SignedFile, signerOf } from '../signed-file.ts'
import { lockedList } from './card-list-row.ts'
import { settleHomeCard } from './settle-home-card.ts'

/** By whom the keys of officers are believed. */
export type TrustingApp = App & {
  readonly packetTrust: {
    readonly issuers: readonly Uint8Array[]
    readonly revokedAmong: (serials: readonly string[]) => Promise<readonly string[]>
  }
}

/** The result is of another list, or of another day than the one on which the cards were out. */
export class ResultOfOtherList extends DomainError<'RESULT_OF_OTHER_LIST'> {
  constructor(what: 'LIST' | 'TIME') {
    super(
      'RESULT_OF_OTHER_LIST',
      {
        vi: 'Kết quả này không thuộc danh sách đang chọn, hoặc có giờ trả thẻ ngoài thời gian mang thẻ đi.',
        en: 'This result is of another list, or tells of a moment at which the cards were not out.',
      },
      { what },
    )
  }
}

export interface HomeConflict {
  readonly serial: string
  /** The refusal's code, or CARD_ and the state that the card has meanwhile. */
  readonly code: string
}

export interface HomeImport {
  readonly handedOver: number
  readonly broughtBack: number
  readonly conflicts: readonly HomeConflict[]
  /** Cards of the list of which the result says nothing. */
  readonly left: number
}

/** A device's clock may be ahead of ours by so much. */
const clockSkewMs = 5 * 60_000

/**
 * What became of the cards that were carried to the homes: handed over there, they come into force now, each in a transaction of its own;
 * refused where a card was locked, revoked or handed over meanwhile, and told. Taken in again, it changes nothing.
 */
export async function importHomeResult(
  app: TrustingApp,
  actor: Actor,
  { id, file }: { readonly id: string; readonly file: SignedFile },
): Promise<HomeImport> {
  const list = await app.db.$transaction((tx) =>
    lockedList(tx, app, { actor, id, action: 'card-list.send', states: ['SENT', 'CLOSED'] }),
  )
  const parsed = homeResultSchema.safeParse(jsonOf(file.content))
  if (!parsed.success) throw new FileUnreadable()
  demandSameList(app, list, parsed.data)
  await demandCarrier(app, list, file)
  const resultSha256 = await app.blobs.put(file.content)
  const conflicts: HomeConflict[] = []
  for (const card of parsed.data.cards) {
    const code = await settleHomeCard(app, actor, { list, card })
    if (code !== null) conflicts.push({ serial: card.serial, code })
  }
  return app.db.$transaction(async (tx) => {
    const {
      id: listId,
      status,
      version,
    } = await tx.cardList.update({ where: { id: list.id }, data: { resultSha256 } })
    const counted = await tx.cardListItem.groupBy({ by: ['outcome'], where: { listId }, _count: true })
    const count = (outcome: string | null) => counted.find((row) => row.outcome === outcome)?._count ?? 0
    const at = app.clock()
    const told = { handedOver: count('HANDED_OVER'), broughtBack: count('BROUGHT_BACK'), left: count(null) }
    const details = { ...told, conflicts: conflicts.length }
    await audit(tx, {
      actor,
      at,
      action: 'card-list.import',
      subjectKind: 'card list',
      subjectId: listId,
      details,
    })
    if (told.left === 0 && status === 'SENT') {
      const data = { closedBy: officerIdOf(actor), closedAt: instantAt(at) }
      await move(tx, cardListLifecycle, { key: listId, status, version }, { event: 'close', actor, at, data })
    }
    return { ...told, conflicts }
  })
}

function demandSameList(app: App, list: CardList, result: HomeResult): void {
  if (list.kind !== 'HOME' || result.list !== list.number || result.listSha256 !== list.listSha256)
    throw new ResultOfOtherList('LIST')
  const from = (list.sentAt?.getTime() ?? 0) - clockSkewMs
  const until = app.clock() + clockSkewMs
  const isOut = ({ at }: { readonly at: string }) => Date.parse(at) >= from && Date.parse(at) <= until
  if (!result.cards.every(isOut)) throw new ResultOfOtherList('TIME')
}

/** Signed by the officer who signed for the cards, with a key that held on the day on which they left. */
async function demandCarrier(app: TrustingApp, list: CardList, file: SignedFile): Promise<void> {
  const certificate = await signerOf(file)
  const issuers = app.packetTrust.issuers.map(readCertificate)
  const roles = ['ISSUING', 'OPERATOR', 'SUPERVISOR'] as const
  const at = instantAt((list.sentAt?.getTime() ?? 0) + clockSkewMs)
  const question = { issuers, at, use: 'digitalSignature', roles } as const
  const subject = await verifyTrust(certificate, question).catch((fault: unknown) => {
    if (fault instanceof SignerUntrusted || fault instanceof SignerExpired)
      throw new FileNotSigned('CERTIFICATE')
    throw fault
  })
  const revoked = await app.packetTrust.revokedAmong([certificate.serial])
  if (subject.id !== list.carrierId || revoked.length > 0) throw new FileNotSigned('SIGNER')
}
