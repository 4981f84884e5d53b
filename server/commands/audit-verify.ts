import { verifyAudit } from '../audit/verify-audit.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Recomputes every chain of the audit; false when a row was altered, removed, inserted or reordered. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  if (words.length > 0) throw new WrongUsage()
  const { entries, faults } = await withApp(verifyAudit)
  return {
    done: faults.length === 0,
    facts: { entries, faults },
    lines:
      faults.length === 0
        ? [`Nhật ký nguyên vẹn / the audit is whole: ${entries}`]
        : faults.map(
            ({ partition, seq, fault }) =>
              `Nhật ký bị sửa / the audit is broken: ${partition}/${seq} ${fault}`,
          ),
  }
}
