/** What every command of `npm run cli` answers: the exit code is 0 done, 1 refused or false; 2 is wrong usage. */
export interface CommandResult {
  readonly done: boolean
  /** One JSON object with `--json`, else the lines below. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
}

/** The words after the command's name were not of its form. */
export class WrongUsage extends Error {}

export interface Command {
  readonly name: string
  /** What follows the name. */
  readonly usage: string
  readonly vi: string
  readonly en: string
  /** The module, loaded only when the command is called. */
  readonly load: () => Promise<{ readonly run: (words: readonly string[]) => Promise<CommandResult> }>
}
