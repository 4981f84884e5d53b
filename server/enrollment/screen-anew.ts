import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { startNextStage } from '../kernel/stages.ts'
import { type MovableApplication, moveApplication } from './move-application.ts'

/**
 * A file that was put into SCREENING again: its captures are checked and everybody is searched anew. What makes no card has
 * nothing to be searched with, and waits for its decision at once.
 */
export async function screenAnew(
  tx: Transaction,
  app: App,
  {
    moved,
    file,
    actor,
  }: {
    readonly moved: MovableApplication
    readonly file: { readonly id: string; readonly producesCard: boolean; readonly flags: readonly string[] }
    readonly actor: Actor
  },
): Promise<MovableApplication> {
  if (!file.producesCard) return moveApplication(tx, app, moved, { event: 'clear', actor })
  await startNextStage(tx, app, { after: 'admit-application', applicationId: file.id, tags: file.flags })
  return moved
}
