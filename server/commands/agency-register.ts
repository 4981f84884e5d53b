import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { GrantText } from '../../core/sharing/grants.ts'
import { systemActor } from '../kernel/actor.ts'
import { registerAgency } from '../registry/sharing/register-agency.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Registers an agency with the public key in a file; in force from today unless said otherwise. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const options = {
    code: { type: 'string' },
    name: { type: 'string' },
    agreement: { type: 'string' },
    key: { type: 'string' },
    grant: { type: 'string', multiple: true },
    'per-minute': { type: 'string', default: '60' },
    'per-day': { type: 'string', default: '10000' },
    from: { type: 'string' },
    to: { type: 'string' },
  } as const
  const { values } = parseArgs({ args: [...words], options })
  const { code, name, agreement, key, grant, from, to } = values
  if (!code || !name || !agreement || !key || !grant) throw new WrongUsage()
  const publicKey = await readFile(key, 'utf8').catch(() => {
    throw new WrongUsage()
  })
  await withApp((app) =>
    registerAgency(app, systemActor, {
      code,
      name,
      agreement,
      publicKey,
      grants: grant.map(readGrant),
      perMinute: Number(values['per-minute']),
      perDay: Number(values['per-day']),
      validFrom: from ?? calendarDateAt(app.clock()),
      validTo: to ?? null,
    }),
  )
  return { done: true, facts: { code }, lines: [`Đã đăng ký đơn vị khai thác / registered: ${code}`] }
}

/** PURPOSE:field,field */
function readGrant(text: string): GrantText {
  const [purpose = '', fields = ''] = text.split(':')
  return { purpose, fields: fields.split(',').filter((field) => field !== '') }
}
