import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Kiosks and stations with their state and key fingerprint. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  if (words.length > 0) throw new WrongUsage()
  const machines = await withApp((app) => app.db.machine.findMany({ orderBy: { id: 'asc' }, take: 500 }))
  return {
    done: true,
    facts: {
      machines: machines.map(({ id, kind, status, centreCode, number }) => ({
        id,
        kind,
        status,
        centreCode,
        number,
      })),
    },
    lines: machines.map(
      ({ id, kind, status, centreCode, number, keyFingerprint }) =>
        `${id} ${kind.padEnd(8)} ${status.padEnd(10)} ${centreCode}-${number ?? '?'} ${keyFingerprint}`,
    ),
  }
}
