import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { systemActor } from '../kernel/actor.ts'
import { importUnits } from '../registry/import-units.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Imports the statistics office's catalogue of units of either era; false when rows were left out. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { from: { type: 'string' }, until: { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (file === undefined || !values.from || more.length > 0) throw new WrongUsage()
  const validFrom = parseCalendarDate(values.from)
  const csv = await readFile(file, 'utf8').catch(() => {
    throw new WrongUsage()
  })
  const validTo = values.until ? parseCalendarDate(values.until) : null
  const { added, errors } = await withApp((app) => importUnits(app, systemActor, { csv, validFrom, validTo }))
  return {
    done: errors.length === 0,
    facts: { added, errors: errors.map(({ line, fault }) => ({ line, fault })) },
    lines: [
      `Đã nạp / added: ${added}`,
      ...errors.map(({ line, text }) => `Dòng / line ${line}: ${text.vi} / ${text.en}`),
    ],
  }
}
