import { systemActor } from '../kernel/actor.ts'
import {
  suspendAgency,
  suspensionReasons,
  type SuspensionReason,
} from '../registry/sharing/suspend-agency.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Stops an agency at once from the server's own terminal. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [code, given] = words
  const reason = (Object.keys(suspensionReasons) as SuspensionReason[]).find((known) => known === given)
  if (code === undefined || reason === undefined || words.length > 2) throw new WrongUsage()
  await withApp((app) => suspendAgency(app, systemActor, { code, reason }))
  return { done: true, facts: { code, active: false }, lines: [`Đã tạm dừng / suspended: ${code}`] }
}
