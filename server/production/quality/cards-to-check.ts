import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { currentPolicy } from './current-policy.ts'
import { type StackedCard, stackedCards } from './stacked-cards.ts'

const { sql } = Prisma

/** Cards of the stack that are read at once: one in twenty of them is drawn. */
const chunk = 1000

export interface CardsToCheckPage {
  /** A station’s id; null for all. */
  readonly stationId: string | null
  /** The job before the first of the page, or behind its last where it is read backwards. */
  readonly after: string | null
  /** Negative: backwards. */
  readonly take: number
}

/** The cards that quality control has to look at, in the order of their jobs. Whoever asked for a second look leaves it to others. */
export async function cardsToCheck(
  app: App,
  actor: Actor,
  { stationId, after, take }: CardsToCheckPage,
): Promise<readonly StackedCard[]> {
  demand(actor, 'print-job.check')
  const policy = await currentPolicy(app.db)
  const found: StackedCard[] = []
  const [than, order] = take < 0 ? ([sql`<`, sql`DESC`] as const) : ([sql`>`, sql`ASC`] as const)
  const size = Math.abs(take)
  for (let from = after; found.length < size;) {
    const cards = await stackedCards(
      app.db,
      policy,
      sql`(${stationId}::uuid IS NULL OR j."stationId" = ${stationId}::uuid)
        AND (${from}::uuid IS NULL OR j."id" ${than} ${from}::uuid) ORDER BY j."id" ${order} LIMIT ${chunk}`,
    )
    found.push(...cards.filter((card) => isFor(card, actor.id)))
    if (cards.length < chunk) break
    from = cards.at(-1)?.id ?? null
  }
  const page = found.slice(0, size)
  return take < 0 ? page.toReversed() : page
}

const isFor = ({ mode, secondLookOf }: StackedCard, officerId: string | null) =>
  secondLookOf === null ? mode !== null : secondLookOf !== officerId
