import { type CardFace, cardTemplates, type CardTemplate } from '../../../core/card/card-face.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { cardByScan } from '../card-by-scan.ts'
import { alarmIfHotListed } from '../stock/hot-list.ts'
import { currentPolicy } from './current-policy.ts'
import { stackedCards } from './stacked-cards.ts'

/** By its job, or as it was scanned: the QR of the card or the number of its blank. */
export type CardSought = { readonly jobId: string } | { readonly scan: string }

/** What a card of the stack should look like, beside which it is held. */
export interface CardToCheck {
  readonly jobId: string
  readonly template: CardTemplate
  readonly face: CardFace
  readonly hasPortrait: boolean
  /** Its station's camera saw it. */
  readonly hasTrayPicture: boolean
  readonly hasChip: boolean
  readonly blankSerial: string
  readonly applicationCode: string
  readonly batch: string | null
  readonly stationId: string | null
  /** Why it is looked at; null where it would pass with its batch. */
  readonly mode: 'FULL' | 'SAMPLE' | null
  /** Somebody was in doubt, and about what. */
  readonly secondLook: {
    readonly officerId: string
    readonly failCode: string | null
    readonly at: Date
  } | null
}

/** For whoever checks cards; the look is kept in the audit. Throws NotFound, SerialNeeded, IllegalCardQr, HotListed. */
export async function cardToCheck(app: App, actor: Actor, sought: CardSought): Promise<CardToCheck> {
  demand(actor, 'print-job.check')
  const id = 'jobId' in sought ? recordId(sought.jobId, 'print job') : await jobScanned(app, actor, sought)
  const job = await app.db.printJob.findUnique({
    where: { id },
    include: {
      application: { select: { code: true } },
      batchItem: { select: { batch: { select: { number: true } } } },
      checks: { orderBy: { seq: 'desc' }, take: 1 },
      trayPicture: { select: { jobId: true } },
    },
  })
  if (job?.status !== 'STACKED') throw new NotFound('print job')
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'print-job.look',
    subjectKind: 'print job',
    subjectId: id,
  })
  const policy = await currentPolicy(app.db)
  const [stacked] = await stackedCards(app.db, policy, Prisma.sql`j."id" = ${id}::uuid`)
  const [last] = job.checks
  return {
    jobId: id,
    template: cardTemplates.find((template) => template === job.template) ?? 'CC_2024',
    face: cardFaceSchema.parse(job.face),
    hasPortrait: job.portraitSha256 !== null,
    hasTrayPicture: job.trayPicture !== null,
    hasChip: job.chip !== null,
    blankSerial: job.blankSerial ?? '',
    applicationCode: job.application.code,
    batch: job.batchItem?.batch.number ?? null,
    stationId: job.stationId,
    mode: stacked?.mode ?? null,
    secondLook: last?.verdict === 'SECOND_LOOK' ? last : null,
  }
}

async function jobScanned(app: App, actor: Actor, { scan }: { readonly scan: string }): Promise<string> {
  const card = await cardByScan(app.db, scan)
  await alarmIfHotListed(app.db, app, { serial: card.serial, place: 'QUALITY', actor })
  return card.printJobId
}
