import { z } from 'zod'
import { type Bilingual, DomainError } from '../../../../core/errors.ts'
import { mostVisitsAtOnce } from '../../../../core/residence/visit-report.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { demand } from '../../../kernel/authorise.ts'
import { AccessRefused } from '../../../kernel/errors.ts'
import { recordVisit, type RecordedVisit } from './record-visit.ts'

export interface SyncedVisit {
  /** As it was sent; empty where even that could not be read. */
  readonly clientId: string
  readonly result: RecordedVisit['result'] | 'REFUSED'
  readonly nextAttempt: RecordedVisit['nextAttempt']
  readonly declarationId: string | null
  readonly refusal: { readonly code: string; readonly text: Bilingual } | null
}

export class TooManyVisits extends DomainError<'TOO_MANY_VISITS'> {
  constructor() {
    super(
      'TOO_MANY_VISITS',
      {
        vi: `Mỗi lần đồng bộ tối đa ${mostVisitsAtOnce} lượt đến.`,
        en: `At most ${mostVisitsAtOnce} visits are synchronised at once.`,
      },
      { most: mostVisitsAtOnce },
    )
  }
}

const sentSchema = z.looseObject({
  clientId: z.string().catch(''),
  visitedAt: z.string().catch(''),
})

/**
 * Takes in what was written down without network, the oldest visit first. Each is answered on its own, in the order in
 * which they were sent: one that cannot be stored keeps back none of the others, and all may be sent again.
 */
export async function syncVisits(
  app: App,
  actor: Actor,
  sent: readonly unknown[],
): Promise<readonly SyncedVisit[]> {
  demand(actor, 'visit.record')
  if (sent.length > mostVisitsAtOnce) throw new TooManyVisits()
  const visits = sent.map((visit, place) => {
    const { clientId, visitedAt } = sentSchema.catch({ clientId: '', visitedAt: '' }).parse(visit)
    return { visit, place, clientId, visitedAt: Date.parse(visitedAt) || 0 }
  })
  const answers: SyncedVisit[] = []
  for (const { visit, place, clientId } of visits.toSorted((a, b) => a.visitedAt - b.visitedAt)) {
    answers[place] = await answerFor(app, actor, { visit, clientId })
  }
  return answers
}

async function answerFor(
  app: App,
  actor: Actor,
  { visit, clientId }: { readonly visit: unknown; readonly clientId: string },
): Promise<SyncedVisit> {
  try {
    return { clientId, refusal: null, ...(await recordVisit(app, actor, visit)) }
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof AccessRefused)) throw error
    const { code, text } = error
    return { clientId, result: 'REFUSED', nextAttempt: null, declarationId: null, refusal: { code, text } }
  }
}
