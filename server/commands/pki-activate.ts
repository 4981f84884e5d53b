import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '../kernel/actor.ts'
import { activateKeys } from '../pki/ceremony/activate-keys.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { askShares, openTerminal } from './custodian-terminal.ts'
import { withApp } from './with-app.ts'

/** Activates the card key store of this machine by its custodians' shares, from the terminal or from files they brought. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({ args: [...words], options: { share: { type: 'string', multiple: true } } })
  const shares = await gatherShares(values.share)
  const { wasActive, present } = await withApp((app) => activateKeys(app, systemActor, { shares }))
  return {
    done: true,
    facts: { wasActive, present },
    lines: [
      wasActive
        ? `Kho khóa vốn đang hoạt động; ${present} mảnh khóa này dùng được / active already, these ${present} shares would do`
        : `Đã kích hoạt kho khóa trước ${present} người giữ khóa / activated before ${present} custodians`,
    ],
  }
}

/** From these files, or where none is named from the terminal. */
export async function gatherShares(files: readonly string[] | undefined): Promise<readonly string[]> {
  if (files) return Promise.all(files.map(readShareFile))
  const terminal = openTerminal()
  try {
    return await askShares(terminal)
  } finally {
    terminal.close()
  }
}

async function readShareFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new WrongUsage()
  })
}
