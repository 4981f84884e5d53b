import { normaliseText } from '../../../core/text/vietnamese.ts'
import { mappingProfileSchema } from '../../../core/import/mapping-profile.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { IllegalProfile, ProfileDayInFuture } from './import-refusals.ts'

export interface NewProfile {
  readonly unitCode: string
  readonly name: string
  /** As core/import/mapping-profile.ts says. */
  readonly definition: unknown
}

/** Keeps a mapping profile; a changed one of the same unit and name is its next version. Answers its id. */
export async function createProfile(
  app: App,
  actor: Actor,
  { unitCode, name: written, definition }: NewProfile,
): Promise<string> {
  await authorise(app, actor, 'import.prepare', unitCode)
  const name = normaliseText(written)
  const read = mappingProfileSchema.safeParse(definition)
  if (name === '' || name.length > 100) throw new IllegalProfile(['name'])
  if (!read.success) throw new IllegalProfile(read.error.issues.map(({ path }) => path.join('.') || 'target'))
  const at = app.clock()
  if (read.data.asOf > calendarDateAt(at)) throw new ProfileDayInFuture()
  return app.db.$transaction(async (tx) => {
    const last = await tx.mappingProfile.findFirst({
      where: { unitCode, name },
      orderBy: { version: 'desc' },
      select: { version: true },
    })
    const version = (last?.version ?? 0) + 1
    const { id } = await tx.mappingProfile.create({
      data: {
        unitCode,
        name,
        version,
        target: read.data.target,
        definition: read.data,
        createdById: actor.id ?? nobody,
        createdAt: instantAt(at),
      },
    })
    const details = { unitCode, version, target: read.data.target }
    await audit(tx, {
      actor,
      at,
      action: 'import.create-profile',
      subjectKind: 'mapping profile',
      subjectId: id,
      details,
    })
    return id
  })
}

/** An operator at the server's own terminal has no account. */
export const nobody = '00000000-0000-0000-0000-000000000000'
