import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'

const review: Action = 'application.review'

/** Another unit's file looks like none: throws NotFound for both. */
export async function reviewable<File extends { readonly unitCode: string }>(
  app: App,
  actor: Actor,
  file: File | null,
): Promise<File> {
  const codes = await reachOf(app, actor, review)
  if (!file || (codes !== null && !codes.includes(file.unitCode))) throw new NotFound('application')
  return file
}
