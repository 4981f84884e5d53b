import { parseArgs } from 'node:util'
import { printBlankLabels } from '../production/print-blank-labels.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { counted, writeSheets } from './label-sheets.ts'

/** A4 sheets of labels for blanks of the stock: one each, or one a bundle. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      from: { type: 'string' },
      count: { type: 'string' },
      bundle: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { from, out } = values
  const [count, bundle] = [counted(values.count), counted(values.bundle)]
  if (from === undefined || count === undefined) throw new WrongUsage()
  return writeSheets(out, (app, actor) =>
    printBlankLabels(app, actor, { from, count, ...(bundle !== undefined && { bundle }) }),
  )
}
