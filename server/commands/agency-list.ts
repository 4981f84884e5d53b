import { calendarDateOf } from '../kernel/clock.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** The agencies that may ask the register, with their quotas and the end of their agreement. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  if (words.length > 0) throw new WrongUsage()
  const agencies = await withApp((app) => app.db.relyingParty.findMany({ orderBy: { code: 'asc' } }))
  const rows = agencies.map(({ code, name, active, perMinute, perDay, validFrom, validTo }) => ({
    code,
    name,
    active,
    perMinute,
    perDay,
    validFrom: calendarDateOf(validFrom),
    validTo: validTo && calendarDateOf(validTo),
  }))
  return {
    done: true,
    facts: { agencies: rows },
    lines: rows.map(
      ({ code, name, active, perMinute, perDay, validFrom, validTo }) =>
        `${code.padEnd(20)} ${active ? 'ACTIVE   ' : 'SUSPENDED'} ${perMinute}/phút ${perDay}/ngày ${validFrom}…${validTo ?? ''} ${name}`,
    ),
  }
}
