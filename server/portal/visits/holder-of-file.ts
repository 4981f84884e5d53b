import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../../core/enrollment/application-code.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { Holder } from '../../enrollment/appointments/own-visits.ts'
import { StatusNotFound } from '../application-status.ts'
import { countingTries } from '../holder-tries.ts'

/** What somebody who did not sign in knows of a file. */
export interface FileKey {
  readonly code: string
  readonly birthDate: string
}

const fileQuery = {
  name: 'file-of-visitor',
  text: 'SELECT "id" FROM "Application" WHERE "code" = $1 AND "birthDate" = $2',
}

/**
 * Whose visits are asked for: of a file by its code and birth date, or of the citizen who signed in, or of whom that one represents.
 * Wrong tries are counted with those of the other questions about the file. Throws StatusNotFound, TooManyTries, NotAllowed.
 */
export async function holderOf(
  app: App,
  actor: Actor,
  { key, residentId }: { readonly key: FileKey | null; readonly residentId: string | null },
): Promise<Holder> {
  if (!key) {
    if (actor.kind !== 'citizen') throw new NotAllowed()
    return { kind: 'RESIDENT', residentId: recordId(residentId ?? actor.id, 'resident') }
  }
  const code = parseApplicationCode(key.code)
  const birthDate = parsePartialDate(key.birthDate)
  const fileId = await countingTries(app, code, async () => {
    const { rows } = await app.pool.query<{ id: string }>({ ...fileQuery, values: [code, birthDate] })
    const [found] = rows
    if (!found) throw new StatusNotFound()
    return found.id
  })
  return { kind: 'FILE', fileId }
}
