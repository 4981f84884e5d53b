import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'

/** Where the tally says something else than the forms. */
export interface TallyDifference {
  readonly unitCode: string
  readonly formKind: string
  readonly state: string
  readonly counted: number
  readonly tallied: number
}

const longestMs = 30 * 60_000

/**
 * Counts all forms and compares the tally with them; with `repair` the tally is put right in the same statement, while forms
 * may go on moving. Answers what differed.
 */
export async function recountForms(
  app: App,
  actor: Actor,
  { repair }: { readonly repair: boolean },
): Promise<readonly TallyDifference[]> {
  demand(actor, 'progress.recount')
  if (!repair) return app.db.$queryRaw<TallyDifference[]>`SELECT * FROM form_tally_differences()`
  return app.db.$transaction(
    async (tx) => {
      const repaired = await tx.$queryRaw<TallyDifference[]>`SELECT * FROM repair_form_tally()`
      await audit(tx, {
        actor,
        at: app.clock(),
        action: 'progress.recount',
        subjectKind: 'form tally',
        subjectId: 'forms',
        details: { repaired: repaired.length },
      })
      return repaired
    },
    { timeout: longestMs },
  )
}
