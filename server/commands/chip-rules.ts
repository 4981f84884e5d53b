import { rules } from '../../core/inspection/rules.ts'
import { type CommandResult, WrongUsage } from './command.ts'

/** The rules that a chip is judged by, with their clauses. Needs no database. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  if (words.length > 0) throw new WrongUsage()
  const rows = Object.entries(rules).map(([rule, { severity, clause, text }]) => ({
    rule,
    severity,
    clause,
    ...text,
  }))
  return {
    done: true,
    facts: { rules: rows },
    lines: rows.map(
      ({ rule, severity, clause, vi, en }) =>
        `${severity.padEnd(6)} ${rule} · ${clause}\n       ${vi}\n       ${en}`,
    ),
  }
}
