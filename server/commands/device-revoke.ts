import type { CommandResult } from './command.ts'
import { changeFromTerminal } from './device-change.ts'

export function run(words: readonly string[]): Promise<CommandResult> {
  return changeFromTerminal('revoke', words)
}
