import type { MappingProfile } from '../../../core/import/mapping-profile.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { CopyTarget } from './copy-in.ts'
import type { ImportCounts } from './import-counts.ts'
import { linkWaitingRelatives } from './insert-persons.ts'
import { loadCards, tryCards } from './load-cards.ts'
import { loadPersons, type StagedBatch, tryPersons } from './load-persons.ts'
import type { Repeats } from './record-faults.ts'
import { cardStaging, personStaging } from './staging.ts'

/** Where the rows of a kind of data are staged, and how they are tried and loaded. */
export interface LoadTarget {
  readonly staging: CopyTarget
  /** What a load would do; nothing of the register is touched. */
  dryRun(tx: Transaction, of: StagedBatch & { readonly repeats: Repeats }): Promise<ImportCounts>
  load(tx: Transaction, app: App, of: StagedBatch): Promise<ImportCounts>
  /** What waits until all batches before are in the register. */
  settle(tx: Transaction, batch: string): Promise<void>
  clear(tx: Transaction, batch: string): Promise<unknown>
}

export const loadTargets: Readonly<Record<MappingProfile['target'], LoadTarget>> = {
  RESIDENT: {
    staging: personStaging,
    dryRun: tryPersons,
    load: loadPersons,
    settle: linkWaitingRelatives,
    clear: (tx, batch) => tx.$executeRaw`DELETE FROM "ImportStagedPerson" WHERE "batch" = ${batch}::uuid`,
  },
  LEGACY_CARD: {
    staging: cardStaging,
    dryRun: tryCards,
    load: loadCards,
    settle: () => Promise.resolve(),
    clear: (tx, batch) => tx.$executeRaw`DELETE FROM "ImportStagedCard" WHERE "batch" = ${batch}::uuid`,
  },
}
