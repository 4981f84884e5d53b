import { parseArgs } from 'node:util'
import { exportChip } from '../issuance/export-chip.ts'
import { systemActor } from '../kernel/actor.ts'
import { chipFacts, chipLines, writeChipFolder } from './chip-folder.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Writes the chip of a card, as it is kept, into a folder. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: { card: { type: 'string' }, out: { type: 'string' } },
  })
  const { card, out } = values
  if (!card || !out) throw new WrongUsage()
  const chip = await withApp((app) => exportChip(app, systemActor, { cardId: card }))
  await writeChipFolder(out, chip)
  return { done: true, facts: chipFacts(out, chip.image), lines: chipLines(out, chip.image) }
}
