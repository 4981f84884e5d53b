import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { reachOf } from '../kernel/authorise.ts'

/** The other record is kept by a unit that this officer has no say over. */
export class MergeBeyondReach extends DomainError<'MERGE_BEYOND_REACH'> {
  constructor() {
    super('MERGE_BEYOND_REACH', {
      vi: 'Hai số thuộc hai địa bàn. Hãy trả lại hồ sơ để cán bộ xét trùng của cấp quản lý cả hai địa bàn kết luận.',
      en: 'The two numbers belong to two units. Give the case back: officers over both units decide it.',
    })
  }
}

/**
 * Tells whether an officer reaches the units that keep all of some records. A merge changes every one of them, and cancels a
 * number for good: it is for adjudicators over all of the units, up to the nation's, and no officer of one province ends a
 * record of another. Where somebody lives nowhere on record (''), only the nation's may.
 */
export async function mergeReach(app: App, actor: Actor): Promise<(unitCodes: readonly string[]) => boolean> {
  const reach = await reachOf(app, actor, 'duplicate-case.judge')
  const units = reach && new Set(reach)
  return (unitCodes) => units === null || unitCodes.every((code) => units.has(code))
}
