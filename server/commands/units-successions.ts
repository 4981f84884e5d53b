import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { SuccessionRow } from '../../core/citizen/successions-csv.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { carryUnits } from '../registry/units/carry-units.ts'
import { importSuccessions } from '../registry/units/import-successions.ts'
import { reorganiseUnits } from '../registry/units/reorganise-units.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/**
 * Imports which units went to which. With --decree the people of the ended units are carried too, here and now with
 * progress; run again after an interruption, it goes on where it was. False when rows were left out.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { decree: { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new WrongUsage()
  const csv = await readFile(file, 'utf8').catch(() => {
    throw new WrongUsage()
  })
  const { added, ended, errors } = await withApp(async (app) => {
    const imported = await importSuccessions(app, systemActor, { csv })
    if (values.decree) await carry(app, values.decree, imported.successions)
    return imported
  })
  return {
    done: errors.length === 0,
    facts: { added, ended, errors: errors.map(({ line, fault }) => ({ line, fault })) },
    lines: [
      `Đã nạp / added: ${added}; đơn vị kết thúc / units ended: ${ended}`,
      ...errors.map(({ line, text }) => `Dòng / line ${line}: ${text.vi} / ${text.en}`),
    ],
  }
}

/** One reorganisation for each day of the file. */
async function carry(app: App, decree: string, successions: readonly SuccessionRow[]): Promise<void> {
  const days = Map.groupBy(successions, ({ on }) => on)
  for (const [on, rows] of days) {
    const name = days.size === 1 ? decree : `${decree} (${on})`
    const reorganisationId = await orderedBefore(app, name, on, rows)
    await carryUnits(app, {
      reorganisationId,
      progress: (done, all) => process.stderr.write(`Đã chuyển / carried: ${done}/${all}\n`),
    })
  }
}

async function orderedBefore(
  app: App,
  decree: string,
  on: CalendarDate,
  rows: readonly SuccessionRow[],
): Promise<string> {
  const before = await app.db.unitReorganisation.findUnique({ where: { decree }, select: { id: true } })
  if (before) return before.id
  const parts = Map.groupBy(rows, ({ from }) => from)
  const changes = [...parts].map(([from, to]) => ({ from, to: to.map((row) => row.to) }))
  return reorganiseUnits(app, systemActor, { decree, on, changes })
}
