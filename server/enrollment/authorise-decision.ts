import type { Action } from '../../core/access/actions.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotAllowed } from '../kernel/errors.ts'

/** The officer's unit received the file, but another one decides on it. */
export class NotCompetent extends DomainError<'NOT_COMPETENT'> {
  constructor(unit: string) {
    super(
      'NOT_COMPETENT',
      {
        vi: 'Hồ sơ này do Công an cấp trên quyết định theo độ tuổi và luật của ngày tiếp nhận. Hãy để lãnh đạo của đơn vị đó phê duyệt.',
        en: 'By the applicant’s age and the law of the day of receipt a higher office decides on this file. Leave it to that office.',
      },
      { unit },
    )
  }
}

/** Refuses whoever may not decide: outside the file's units as everywhere, and {@link NotCompetent} below the office that decides. */
export async function authoriseDecision(
  app: App,
  actor: Actor,
  action: Action,
  { unitCode, decidingUnit }: { readonly unitCode: string; readonly decidingUnit: string | null },
): Promise<void> {
  await authorise(app, actor, action, unitCode)
  if (decidingUnit === null) return
  try {
    await authorise(app, actor, action, decidingUnit)
  } catch (error) {
    throw error instanceof NotAllowed ? new NotCompetent(decidingUnit) : error
  }
}
