import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { roles } from '../../core/access/actions.ts'
import { createOfficer } from '../access/create-officer.ts'
import { systemActor } from '../kernel/actor.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Makes an officer's account with one role; the password is drawn and shown once. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const options = {
    username: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    unit: { type: 'string' },
  } as const
  const { values } = parseArgs({ args: [...words], options })
  const { username, name, unit } = values
  const role = roles.find((known) => known === values.role)
  if (!username || !name || !unit || !role) throw new WrongUsage()
  const password = randomBytes(12).toString('base64url')
  const id = await withApp((app) =>
    createOfficer(app, systemActor, { username, name, password, roles: [{ role, unitCode: unit }] }),
  )
  return {
    done: true,
    facts: { id, username, password },
    lines: [
      `Đã tạo / created: ${username}`,
      `Mật khẩu (chỉ hiện một lần) / password (shown once): ${password}`,
    ],
  }
}
