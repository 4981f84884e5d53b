import { parseArgs } from 'node:util'
import { askAgain } from '../biometrics/abis/ask-again.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Repeats what an ABIS refused or did not answer, after its fault was mended. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { unanswered: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [abis, ...more] = positionals
  if (!abis || more.length > 0) throw new WrongUsage()
  const messages = await withApp(async (app) => {
    if (!app.env.abis.some(({ name }) => name === abis)) throw new WrongUsage()
    return askAgain(app, { abis, unanswered: values.unanswered })
  })
  return {
    done: true,
    facts: { abis, messages },
    lines: [`Đã xếp lại ${messages} thông điệp cho ${abis} / queued again for ${abis}: ${messages}`],
  }
}
