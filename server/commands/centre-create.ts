import { parseArgs } from 'node:util'
import { createCentre } from '../access/create-centre.ts'
import { systemActor } from '../kernel/actor.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Opens a centre, or with --factory a production unit. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const options = {
    code: { type: 'string' },
    name: { type: 'string' },
    unit: { type: 'string' },
    factory: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args: [...words], options })
  const { code, name, unit, factory } = values
  if (!code || !name || !unit) throw new WrongUsage()
  await withApp((app) => createCentre(app, systemActor, { code, name, unitCode: unit, pickup: !factory }))
  return { done: true, facts: { code }, lines: [`Đã mở / opened: ${code} ${name}`] }
}
