import { parseArgs } from 'node:util'
import { printBoxLabels } from '../production/print-box-labels.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { counted, writeSheets } from './label-sheets.ts'

/** A4 sheets of labels for the boxes of a parcel of cards. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      parcel: { type: 'string' },
      unit: { type: 'string' },
      cards: { type: 'string' },
      'per-box': { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { parcel, unit, out } = values
  const [cards, perBox] = [counted(values.cards), counted(values['per-box'])]
  if (parcel === undefined || unit === undefined || cards === undefined) throw new WrongUsage()
  return writeSheets(out, (app, actor) =>
    printBoxLabels(app, actor, { parcel, unit, cards, ...(perBox !== undefined && { perBox }) }),
  )
}
