import { type CardFace, type CardTemplate, cardTemplates } from '../../../core/card/card-face.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'

/** A card as the officers of its place of collection see it. */
export interface CardOnFile {
  readonly id: string
  readonly serial: string
  readonly state: string
  readonly unitCode: string
  /** The centre that took the application. */
  readonly centreName: string
  readonly applicationCode: string
  readonly issuedOn: CalendarDate
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
  readonly template: CardTemplate
  /** What stands on it. */
  readonly face: CardFace
  /** Where its portrait is fetched; null for a card without one. */
  readonly portraitPath: string | null
}

/** A file whose card was remade has several. */
const mostCards = 10

/**
 * The cards with this serial number or of this application, the newest first, within the officer's units. Each card that is shown is
 * a look at a person's data, and audited.
 */
export async function findCards(
  app: App,
  actor: Actor,
  input: { readonly code: string },
): Promise<readonly CardOnFile[]> {
  const units = await reachOf(app, actor, 'card.read')
  const code = input.code.trim().toUpperCase()
  const rows = await app.db.card.findMany({
    where: {
      OR: [{ serial: code }, { application: { code } }],
      ...(units && { unitCode: { in: [...units] } }),
    },
    include: {
      printJob: { select: { face: true, template: true, portraitSha256: true } },
      application: { select: { code: true, centre: { select: { name: true } } } },
    },
    orderBy: { id: 'desc' },
    take: mostCards,
  })
  for (const { id } of rows)
    await app.db.$transaction((tx) =>
      audit(tx, { actor, at: app.clock(), action: 'card.read', subjectKind: 'card', subjectId: id }),
    )
  return rows.map(({ id, serial, status, unitCode, issuedOn, expiresOn, printJob, application }) => ({
    id,
    serial,
    state: status,
    unitCode,
    centreName: application.centre.name,
    applicationCode: application.code,
    issuedOn: calendarDateOf(issuedOn),
    expiresOn: expiresOn && calendarDateOf(expiresOn),
    template: cardTemplates.find((template) => template === printJob.template) ?? 'CC_2024',
    face: cardFaceSchema.parse(printJob.face),
    portraitPath: printJob.portraitSha256 === null ? null : `/cards/${id}/portrait`,
  }))
}
