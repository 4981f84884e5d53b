import { writeFile } from 'node:fs/promises'
import { systemActor } from '../kernel/actor.ts'
import type { ServerApp } from '../graphql/context.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** A number as it was typed; NaN for other words, which the operations refuse. */
export const counted = (words: string | undefined): number | undefined =>
  words === undefined ? undefined : /^\d+$/.test(words) ? Number(words) : Number.NaN

/** Writes the sheets that an operation draws into a file. */
export async function writeSheets(
  out: string | undefined,
  draw: (app: ServerApp, actor: typeof systemActor) => Promise<Uint8Array>,
): Promise<CommandResult> {
  if (out === undefined) throw new WrongUsage()
  const pdf = await withApp((app) => draw(app, systemActor))
  await writeFile(out, pdf)
  return { done: true, facts: { file: out, bytes: pdf.length }, lines: [`Đã ghi / written: ${out}`] }
}
