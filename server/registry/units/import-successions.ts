import {
  parseSuccessionsCsv,
  type SuccessionError,
  successionError,
  type SuccessionRow,
} from '../../../core/citizen/successions-csv.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import {
  catalogueTimeout,
  readCatalogue,
  type ResolvedChange,
  resolveChanges,
  writeChanges,
} from './unit-changes.ts'

export interface ImportedSuccessions {
  /** That were not there before. */
  readonly added: number
  /** Units that are no more since. */
  readonly ended: number
  readonly errors: readonly SuccessionError[]
  /** Good rows, to be carried out as a reorganisation. */
  readonly successions: readonly SuccessionRow[]
}

const faultOf = ({ source, target }: ResolvedChange) => {
  if (!source) return 'FROM_UNKNOWN'
  return target ? null : 'TO_UNKNOWN'
}

/**
 * Takes in which units went to which, of both eras; the units themselves are imported before. Good rows count once however
 * often the file comes, bad ones are told by line. Nobody's record is touched: `reorganise-units` carries people.
 */
export async function importSuccessions(
  app: App,
  actor: Actor,
  { csv }: { readonly csv: string },
): Promise<ImportedSuccessions> {
  demand(actor, 'unit.import')
  const { successions, errors: unread } = parseSuccessionsCsv(csv)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const resolved = resolveChanges(await readCatalogue(tx), successions)
    const faults = resolved.map(faultOf)
    const unknown = successions.flatMap(({ line }, i) => {
      const fault = faults[i]
      return fault ? [successionError(line, fault)] : []
    })
    const good = resolved.filter((_, i) => !faults[i])
    const { added, ended } = await writeChanges(tx, good)
    const errors = [...unread, ...unknown].toSorted((a, b) => a.line - b.line)
    const details = { added, ended, rejected: errors.length }
    const subject = { subjectKind: 'units', subjectId: 'successions' }
    await audit(tx, { actor, at, action: 'unit.import-successions', ...subject, details })
    return { added, ended, errors, successions: successions.filter((_, i) => !faults[i]) }
  }, catalogueTimeout)
}
